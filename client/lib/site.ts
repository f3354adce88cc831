export const siteName = 'Counterfoil';
export const siteTagline = 'Tickets from people who can’t go, for people who can.';

/** The public address, for links that leave the site: metadata, sitemap. Falls back to the request's own host. */
export const configuredOrigin = (): string | undefined => process.env.PUBLIC_ORIGIN?.replace(/\/$/, '') || undefined;
