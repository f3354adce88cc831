'use client';

import { useSyncExternalStore } from 'react';

/** What the link of a mail brought to a page, by the page's path: it is taken out of the address once, and the page may be drawn again. */
const taken = new Map<string, string>();

/**
 * The token of a link `/path#token=…`. What is behind the `#` is sent to no server, so it is in no log; and it is taken out of the
 * address bar, the history and what another page could be told of where the visitor came from. Null if there is none, undefined
 * while the page has not looked yet.
 */
export const useFragmentToken = (): string | null | undefined => useSyncExternalStore(take, found, notYet);

function take(changed: () => void): () => void {
  const look = () => {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (!token) return;
    taken.set(location.pathname, token);
    history.replaceState(history.state, '', location.pathname + location.search);
    changed();
  };
  look();
  window.addEventListener('hashchange', look);
  return () => window.removeEventListener('hashchange', look);
}

const found = (): string | null => taken.get(location.pathname) ?? null;

const notYet = (): undefined => undefined;
