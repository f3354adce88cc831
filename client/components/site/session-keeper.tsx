'use client';

import { useEffect } from 'react';
import { renewSessionIfOlder } from '@/lib/session/renew';

const every = 4 * 60_000;

/** Keeps the session's token young while somebody looks at the page. */
export function SessionKeeper() {
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState === 'visible') void renewSessionIfOlder(every);
    };
    renew();
    const timer = setInterval(renew, every);
    window.addEventListener('focus', renew);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', renew);
      document.removeEventListener('visibilitychange', renew);
    };
  }, []);
  return null;
}
