import { apiUrl } from '@/lib/api/origins';
import { sessionPiece, tokenEnd, withRenewed } from './cookie';

/** Less than a page takes to read. */
const margin = 60;

export interface Renewed {
  /** For the request that goes on. */
  cookie: string;
  /** For the browser. */
  setCookie: string[];
}

/** A page that is asked for with a token that has ended, or is about to, gets a new one first. */
export async function renewInProxy(incoming: Headers): Promise<Renewed | undefined> {
  const cookie = incoming.get('cookie');
  const piece = sessionPiece(cookie);
  const end = piece && tokenEnd(piece);
  if (!cookie || !piece || !end || end - Date.now() / 1000 > margin) return undefined;
  try {
    const headers: Record<string, string> = { cookie: piece };
    for (const name of ['x-request-id', 'x-forwarded-for', 'x-forwarded-proto', 'traceparent']) {
      const value = incoming.get(name);
      if (value) headers[name] = value;
    }
    const response = await fetch(apiUrl('/api/users/currentuser'), { headers, cache: 'no-store', signal: AbortSignal.timeout(2000) });
    const setCookie = response.headers.getSetCookie();
    const session = setCookie.find((line) => sessionPiece(line));
    return session ? { cookie: withRenewed(cookie, session), setCookie } : undefined;
  } catch {
    return undefined;
  }
}
