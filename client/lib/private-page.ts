import type { Metadata } from 'next';

/** What belongs to one person is nothing for a search engine. */
export const privatePage: Metadata = { robots: { index: false, follow: false } };
