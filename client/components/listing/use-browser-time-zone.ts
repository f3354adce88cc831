'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The browser's time zone; empty on the server, which cannot know it. */
export const useBrowserTimeZone = (): string => useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, () => '');
