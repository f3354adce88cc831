import 'server-only';
import { serverApi } from './server';
import { outcome, type Outcome } from './problem';
import { asPage, type Page } from './tickets';
import type { Order, Session, Ticket } from './types';

const limit = 30;

export async function myListings(after: string | undefined): Promise<Outcome<Page<Ticket>>> {
  const api = await serverApi();
  const call = api.GET('/api/tickets/mine', { params: { query: { limit, ...(after ? { after } : {}) } } });
  return asPage(await outcome(call), call);
}

export async function myOrders(after: string | undefined): Promise<Outcome<Page<Order>>> {
  const api = await serverApi();
  const call = api.GET('/api/orders', { params: { query: { limit, ...(after ? { after } : {}) } } });
  return asPage(await outcome(call), call);
}

/** Where the user is signed in. */
export async function mySessions(): Promise<Outcome<Session[]>> {
  const api = await serverApi();
  return outcome(api.GET('/api/users/sessions'));
}
