import createClient from 'openapi-fetch';
import { signInPath } from '@/lib/session/next-path';
import { renewSession } from '@/lib/session/renew';
import type { Paths } from './types';

/** The API from the browser: same origin, the cookie goes along by itself. */
export const api = createClient<Paths>({ baseUrl: typeof window === 'undefined' ? 'http://localhost' : window.location.origin, fetch: withSession });

/**
 * A 401 in mid-action renews the session once and tries again; without a session, sign-in comes first and leads back here. While
 * auth cannot say whether there is one, the call fails and nobody is sent away.
 */
export async function withSession(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401) return response;
  if (await renewSession()) return fetch(again);
  window.location.assign(signInPath(window.location.pathname + window.location.search));
  return response;
}
