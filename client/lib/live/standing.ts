import { api } from '@/lib/api/browser';
import { outcome } from '@/lib/api/problem';
import type { Ticket } from '@/lib/api/types';
import { toApiQuery, type Search } from '@/lib/search';

/** What changes of a ticket that is for sale. */
export type Standing = Pick<Ticket, 'id' | 'version' | 'status' | 'price' | 'faceValue'>;

/**
 * How the tickets of a list stand now. The same list again tells it of those that are still on it, in one call; only the others
 * are asked for one by one. One that is not there any more was withdrawn.
 */
export async function readAgain(search: Search, tickets: Standing[]): Promise<Standing[]> {
  const list = await outcome(api.GET('/api/tickets', { params: { query: toApiQuery(search) } }));
  if (!list.ok) return [];
  const listed = new Set(list.data.map(({ id }) => id));
  const others = await Promise.all(tickets.filter(({ id }) => !listed.has(id)).map(one));
  return [...list.data, ...others.flat()];
}

async function one(ticket: Standing): Promise<Standing[]> {
  const found = await outcome(api.GET('/api/tickets/{id}', { params: { path: { id: ticket.id } } }));
  if (found.ok) return [found.data];
  return found.problem.status === 404 ? [{ ...ticket, status: 'withdrawn' }] : [];
}
