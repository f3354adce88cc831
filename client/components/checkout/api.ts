import createClient from 'openapi-fetch';
import type { Paths } from '@/lib/api/types';
import { renewSession } from '@/lib/session/renew';

/**
 * The API for a page that must not go away by itself: there may be a card in its form, or a bank's question open. A 401 renews
 * the session once; if there is none any more, it is the caller's to say so.
 */
export const api = createClient<Paths>({ baseUrl: typeof window === 'undefined' ? 'http://localhost' : window.location.origin, fetch: withSession });

async function withSession(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  return response.status === 401 && (await renewSession()) ? fetch(again) : response;
}
