const base = 'http://same.invalid';

/** A path of this site to go on to, from a `?next=` that anybody may have written. */
export function safeNext(next: string | string[] | null | undefined, fallback = '/'): string {
  const wanted = Array.isArray(next) ? next[0] : next;
  // A backslash and control characters are what browsers read differently than they look.
  if (!wanted || !wanted.startsWith('/') || /[\\\u0000-\u0020\u007f]/.test(wanted)) return fallback;
  if (!URL.canParse(wanted, base)) return fallback;
  const url = new URL(wanted, base);
  if (url.origin !== base || url.pathname.startsWith('//') || /^\/(sign-(in|up)|api)(\/|$)/.test(url.pathname)) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}

export function signInPath(next: string): string {
  const safe = safeNext(next);
  return safe === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(safe)}`;
}
