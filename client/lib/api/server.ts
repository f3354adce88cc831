import 'server-only';
import { headers } from 'next/headers';
import createClient from 'openapi-fetch';
import { cache } from 'react';
import { sessionPiece } from '@/lib/session/cookie';
import { anyOrigin, toService } from './origins';
import { outcome, type Outcome } from './problem';
import type { Paths, User } from './types';

const forwarded = ['x-request-id', 'x-forwarded-for', 'x-forwarded-proto', 'traceparent', 'tracestate'];

/** The API as the visitor whose request is being answered. */
export const serverApi = cache(async () => {
  const incoming = await headers();
  const outgoing: Record<string, string> = {};
  // The piece as it came: Next decodes cookie values, and a decoded one is another cookie.
  const session = sessionPiece(incoming.get('cookie'));
  if (session) outgoing.cookie = session;
  for (const name of forwarded) {
    const value = incoming.get(name);
    if (value) outgoing[name] = value;
  }
  return createClient<Paths>({
    baseUrl: anyOrigin,
    headers: outgoing,
    cache: 'no-store',
    fetch: (request) => fetch(toService(request), { signal: AbortSignal.timeout(5000) }),
  });
});

/** Who is asking; null for nobody. */
export const lookUpUser = cache(async (): Promise<Outcome<User | null>> => {
  const incoming = await headers();
  if (!sessionPiece(incoming.get('cookie'))) return { ok: true, data: null };
  const api = await serverApi();
  const found = await outcome(api.GET('/api/users/currentuser'));
  return found.ok ? { ok: true, data: found.data.currentUser ?? null } : found;
});

/** The same for pages that do without: nobody is also whoever cannot be looked up just now. */
export async function currentUser(): Promise<User | null> {
  const found = await lookUpUser();
  return found.ok ? found.data : null;
}

/** Next hands the digest of a server's error to error.tsx, and nothing else of it. */
export class ApiFailure extends Error {
  readonly digest: string;

  constructor(readonly status: number, code: string) {
    super(`the API answered ${status} ${code}`);
    this.digest = `API_${status}`;
  }
}

/** The data, or the error page. */
export function dataOf<T>(result: Outcome<T>): T {
  if (result.ok) return result.data;
  throw new ApiFailure(result.problem.status, result.problem.code);
}
