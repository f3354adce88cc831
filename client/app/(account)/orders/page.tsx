import type { Metadata } from 'next';
import { OrderList } from '@/components/order/order-list';
import { RowListSkeleton } from '@/components/ticket/row-list';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeading } from '@/components/ui/page-heading';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { myOrders } from '@/lib/api/account';
import { dataOf } from '@/lib/api/server';
import { requireUser } from '@/lib/session/require-user';

export const metadata: Metadata = { title: 'My orders' };

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  await requireUser('/orders');
  const { after } = await searchParams;
  const found = myOrders(typeof after === 'string' ? after : undefined);
  return (
    <>
      <PageHeading title="My orders" />
      <Patiently data={found} skeleton={<RowListSkeleton label="Loading your orders…" />}>
        <Orders found={found} first={after ? '/orders' : undefined} />
      </Patiently>
    </>
  );
}

async function Orders({ found, first }: { found: ReturnType<typeof myOrders>; first: string | undefined }) {
  const { items, next } = dataOf(await found);
  return items.length ? (
    <>
      <OrderList orders={items} />
      <Pagination first={first} next={next && `/orders?after=${encodeURIComponent(next)}`} />
    </>
  ) : (
    <EmptyState title="No orders yet" action={<ButtonLink href="/">Look at the tickets</ButtonLink>}>
      Reserve a ticket, and you find it here: to pay for it, and to show it at the door.
    </EmptyState>
  );
}
