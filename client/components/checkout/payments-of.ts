import type { Client } from 'openapi-fetch';
import { outcome, type Outcome } from '@/lib/api/problem';
import type { Paths, Payment } from '@/lib/api/types';

/** An order's payments, the newest first. */
export function paymentsOf(api: Client<Paths>, orderId: string): Promise<Outcome<Payment[]>> {
  // The document of payments calls this parameter one of the path.
  const params = { query: { orderId } } as never;
  return outcome<Payment[]>(api.GET('/api/payments', { params }));
}
