import 'server-only';
import { outcome, type Outcome } from './problem';
import { serverApi } from './server';
import { asPage, type Page } from './tickets';
import type { AdminOrder, AdminOrderQuery, AdminPayment, AdminTicket, AdminTicketQuery, AdminUser, AdminUserQuery, AuditEntry } from './types';

const limit = 30;

export async function allUsers(query: AdminUserQuery): Promise<Outcome<Page<AdminUser>>> {
  const api = await serverApi();
  const call = api.GET('/api/admin/users', { params: { query: { ...query, limit } } });
  return asPage(await outcome(call), call);
}

export async function allListings(query: AdminTicketQuery): Promise<Outcome<Page<AdminTicket>>> {
  const api = await serverApi();
  const call = api.GET('/api/admin/tickets', { params: { query: { ...query, limit } } });
  return asPage(await outcome(call), call);
}

export async function allOrders(query: AdminOrderQuery): Promise<Outcome<Page<AdminOrder>>> {
  const api = await serverApi();
  const call = api.GET('/api/admin/orders', { params: { query: { ...query, limit } } });
  return asPage(await outcome(call), call);
}

export async function anyOrder(id: string): Promise<Outcome<AdminOrder>> {
  const api = await serverApi();
  return outcome(api.GET('/api/admin/orders/{id}', { params: { path: { id } } }));
}

/** Every attempt to pay an order, newest first. */
export async function attemptsOf(orderId: string): Promise<Outcome<AdminPayment[]>> {
  const api = await serverApi();
  return outcome(api.GET('/api/admin/payments', { params: { query: { orderId } } }));
}

/** Each service keeps the log of what admins did to what it owns. */
export const audited = { users: '/api/admin/users/audit', listings: '/api/admin/tickets/audit', orders: '/api/admin/orders/audit' } as const;
export type Audited = keyof typeof audited;

export async function auditOf(of: Audited, after: string | undefined): Promise<Outcome<Page<AuditEntry>>> {
  const api = await serverApi();
  const call = api.GET(audited[of], { params: { query: { limit, ...(after ? { after } : {}) } } });
  return asPage(await outcome(call), call);
}
