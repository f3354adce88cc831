import type { components as Auth, paths as AuthPaths } from './auth.gen';
import type { components as Orders, paths as OrdersPaths } from './orders.gen';
import type { components as Payments, paths as PaymentsPaths } from './payments.gen';
import type { components as Tickets, paths as TicketsPaths } from './tickets.gen';

export type Paths = AuthPaths & TicketsPaths & OrdersPaths & PaymentsPaths;

export type User = Auth['schemas']['SignedInUser'];
export type Session = Auth['schemas']['SessionBody'];
export type Ticket = Tickets['schemas']['TicketView'];
export type TicketStatus = Tickets['schemas']['TicketStatus'];
export type EventDetails = Tickets['schemas']['EventDetails'];
export type ListingBody = Tickets['schemas']['ListingBody'];
export type TicketQuery = NonNullable<TicketsPaths['/api/tickets']['get']['parameters']['query']>;
export type Order = Orders['schemas']['OrderView'];
export type OrderStatus = Orders['schemas']['OrderStatus'];
export type CancelReason = Orders['schemas']['CancelReason'];
export type Payment = Payments['schemas']['PaymentView'];
export type PaymentOutcome = Payments['schemas']['PaymentOutcome'];
export type BrowserConfig = Payments['schemas']['BrowserConfig'];

export type AdminUser = Auth['schemas']['AdminUserBody'];
export type AdminUserQuery = NonNullable<AuthPaths['/api/admin/users']['get']['parameters']['query']>;
export type AdminTicket = Tickets['schemas']['AdminTicketView'];
export type AdminTicketQuery = NonNullable<TicketsPaths['/api/admin/tickets']['get']['parameters']['query']>;
export type AdminOrder = Orders['schemas']['AdminOrderView'];
export type AdminOrderQuery = NonNullable<OrdersPaths['/api/admin/orders']['get']['parameters']['query']>;
export type AdminPayment = Payments['schemas']['AdminPaymentView'];
export type AuditEntry = Orders['schemas']['Entry'];
