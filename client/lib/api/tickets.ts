import 'server-only';
import createClient from 'openapi-fetch';
import { cache } from 'react';
import { nextCursor, toApiQuery, type Search } from '@/lib/search';
import { anyOrigin, toService } from './origins';
import { outcome, type Outcome } from './problem';
import { serverApi } from './server';
import type { Paths, Ticket } from './types';

export interface Page<T> {
  items: T[];
  next: string | undefined;
}

export async function searchTickets(search: Search): Promise<Outcome<Page<Ticket>>> {
  const api = await serverApi();
  const call = api.GET('/api/tickets', { params: { query: toApiQuery(search) } });
  return asPage(await outcome(call), call);
}

export const findTicket = cache(async (id: string): Promise<Outcome<Ticket>> => {
  const api = await serverApi();
  return outcome(api.GET('/api/tickets/{id}', { params: { path: { id } } }));
});

/** The newest listings as anybody sees them, looked up once a minute for everyone; none if that fails. */
export async function listedTickets(): Promise<Ticket[]> {
  const api = createClient<Paths>({ baseUrl: anyOrigin, fetch: (request) => fetch(toService(request), { next: { revalidate: 60 }, signal: AbortSignal.timeout(2000) }) });
  const found = await outcome(api.GET('/api/tickets', { params: { query: { limit: 100 } } }));
  return found.ok ? found.data : [];
}

/** Cities to suggest. */
export async function knownCities(): Promise<string[]> {
  const cities = (await listedTickets()).map(({ city }) => city).filter((city) => typeof city === 'string');
  return [...new Set(cities)].sort((a, b) => a.localeCompare(b, 'en'));
}

/** A list with the cursor of its next page, which is in a header. */
export async function asPage<T>(result: Outcome<T[]>, call: Promise<{ response: Response }>): Promise<Outcome<Page<T>>> {
  if (!result.ok) return result;
  const { response } = await call;
  return { ok: true, data: { items: result.data, next: nextCursor(response.headers.get('link')) } };
}
