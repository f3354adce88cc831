import auth from '@/openapi/auth.json';
import orders from '@/openapi/orders.json';
import payments from '@/openapi/payments.json';
import tickets from '@/openapi/tickets.json';
import type { OpenApi } from './document';
import { merge } from './merge';

/** The API of all services that have one, as it was when this client was built. A browser test compares it with what they serve. */
export const wholeApi: OpenApi = merge([auth, tickets, orders, payments] as unknown as OpenApi[]);
