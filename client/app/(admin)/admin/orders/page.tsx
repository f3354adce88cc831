import type { Metadata } from 'next';
import { AdminNav } from '@/components/admin/admin-nav';
import { Filters, options } from '@/components/admin/filters';
import { InlineLink } from '@/components/admin/inline-link';
import { OrderBadge } from '@/components/order/order-badge';
import { RowListSkeleton } from '@/components/ticket/row-list';
import { TicketRow } from '@/components/ticket/ticket-row';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectField, TextField } from '@/components/ui/field';
import { PageHeading } from '@/components/ui/page-heading';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { oneOf, pathWith, pick } from '@/lib/admin-query';
import { allOrders } from '@/lib/api/admin';
import { dataOf } from '@/lib/api/server';
import { utcMoment } from '@/lib/dates';
import { requireAdmin } from '@/lib/session/require-admin';

export const metadata: Metadata = { title: 'Orders' };

const path = '/admin/orders';
const statuses = { created: 'Just reserved', 'awaiting:payment': 'Waiting for payment', complete: 'Complete', cancelled: 'Cancelled' };
const id = { maxLength: 24, pattern: '[0-9a-f]{24}', title: '24 digits and letters from a to f', autoComplete: 'off' };

export default async function OrdersPage({ searchParams }: PageProps<'/admin/orders'>) {
  await requireAdmin(path);
  const query = pick(await searchParams, 'status', 'userId', 'ticketId', 'after');
  const { after, ...filters } = { ...query, status: oneOf(statuses, query.status) };
  const found = allOrders({ ...query, ...filters });
  return (
    <>
      <PageHeading title="Orders" />
      <AdminNav />
      <Filters action={path}>
        <SelectField label="Status" name="status" defaultValue={filters.status}>{options(statuses)}</SelectField>
        <TextField label="Buyer’s id" name="userId" defaultValue={filters.userId} {...id} />
        <TextField label="Ticket’s id" name="ticketId" defaultValue={filters.ticketId} {...id} />
      </Filters>
      <Patiently data={found} skeleton={<RowListSkeleton label="Loading the orders…" />}>
        <Orders found={found} filters={filters} isFirst={!after} />
      </Patiently>
    </>
  );
}

async function Orders({ found, filters, isFirst }: { found: ReturnType<typeof allOrders>; filters: Record<string, string | undefined>; isFirst: boolean }) {
  const { items, next } = dataOf(await found);
  return items.length ? (
    <>
      <ul className="space-y-4" aria-label="Orders">
        {items.map((order) => (
          <li key={order.id}>
            <TicketRow
              ticket={order.ticket}
              href={`/admin/orders/${order.id}`}
              badge={<OrderBadge order={order} />}
              faded={order.status === 'cancelled'}
              note={
                <span className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
                  <span>Reserved {utcMoment(order.createdAt)}</span>
                  <InlineLink href={`/admin/orders?userId=${order.userId}`}>All of this buyer</InlineLink>
                </span>
              }
            />
          </li>
        ))}
      </ul>
      <Pagination first={isFirst ? undefined : pathWith(path, filters)} next={next && pathWith(path, { ...filters, after: next })} />
    </>
  ) : (
    <EmptyState title="No orders match">Try fewer filters.</EmptyState>
  );
}
