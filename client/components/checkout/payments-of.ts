import type { Client } from 'openapi-fetch';
import { outcome, type Outcome } from '@/lib/api/problem';
import type { Paths, Payment } from '@/lib/api/types';

/** An order's payments, the newest first. */
export function paymentsOf(api: Client<Paths>, orderId: string): Promise<Outcome<Payment[]>> {
  return outcome(api.GET('/api/payments', { params: { query: { orderId } } }));
}
