'use client';

import { useEffect, useState } from 'react';

interface Versioned {
  version: number;
}

/**
 * The newest state that server-sent events told of something that has a version. The stream is closed while the page is
 * hidden, because browsers open few connections to a host; it begins with the state of now, so nothing is missed.
 */
export function useLive<T extends Versioned>(path: string, event: string, initial: T): T {
  const [latest, setLatest] = useState(initial);

  useEffect(() => {
    let source: EventSource | undefined;
    const open = () => {
      if (source || document.visibilityState === 'hidden') return;
      source = new EventSource(path);
      source.addEventListener(event, ({ data }) => {
        const told = JSON.parse(String(data)) as T;
        setLatest((known) => (told.version >= known.version ? told : known));
      });
    };
    const close = () => {
      source?.close();
      source = undefined;
    };
    const follow = () => (document.visibilityState === 'hidden' ? close() : open());
    open();
    document.addEventListener('visibilitychange', follow);
    // A page that is kept for the way back must not keep a connection.
    window.addEventListener('pagehide', close);
    window.addEventListener('pageshow', open);
    return () => {
      close();
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('pagehide', close);
      window.removeEventListener('pageshow', open);
    };
  }, [path, event]);

  return initial.version > latest.version ? initial : latest;
}
