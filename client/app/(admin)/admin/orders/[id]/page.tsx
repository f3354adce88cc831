import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Refund } from '@/components/admin/acts';
import { AdminNav } from '@/components/admin/admin-nav';
import { Attempts } from '@/components/admin/attempts';
import { Facts } from '@/components/admin/facts';
import { InlineLink } from '@/components/admin/inline-link';
import { OrderBadge } from '@/components/order/order-badge';
import { PageHeading } from '@/components/ui/page-heading';
import { Price } from '@/components/ui/price';
import { SheetSection } from '@/components/ui/sheet-section';
import { anyOrder, attemptsOf } from '@/lib/api/admin';
import { dataOf } from '@/lib/api/server';
import type { AdminOrder } from '@/lib/api/types';
import { utcMoment } from '@/lib/dates';
import { placeLine, seatLine } from '@/lib/seat';
import { requireAdmin } from '@/lib/session/require-admin';

export const metadata: Metadata = { title: 'An order' };

const stages: Record<AdminOrder['status'], string> = { created: 'Reserved', 'awaiting:payment': 'Waits for payment', complete: 'Paid, and sold', cancelled: 'Over' };

export default async function OrderPage({ params }: PageProps<'/admin/orders/[id]'>) {
  const { id } = await params;
  await requireAdmin(`/admin/orders/${id}`);
  const [found, attempts] = await Promise.all([anyOrder(id), attemptsOf(id)]);
  // A malformed id is a 400.
  if (!found.ok && [400, 404].includes(found.problem.status)) notFound();
  const order = dataOf(found);
  return (
    <>
      <PageHeading title={order.ticket.title} lead="An order" action={order.status === 'complete' ? <Refund id={order.id} title={order.ticket.title} /> : null} />
      <AdminNav />
      <SheetSection id="order" title="The order">
        <OrderFacts order={order} />
      </SheetSection>
      <SheetSection id="history" title="What happened" lead="Of an old order only the beginning and the end may be known.">
        <ol className="space-y-2">
          {order.history.map(({ status, at }) => (
            <li key={`${status} ${at}`} className="flex flex-wrap justify-between gap-x-6">
              <span className="font-semibold">{stages[status]}</span>
              <time dateTime={at} className="text-ink-soft">
                {utcMoment(at)}
              </time>
            </li>
          ))}
        </ol>
      </SheetSection>
      <SheetSection id="payments" title="Payments" lead="Every attempt, with what Stripe said of it.">
        <Attempts found={attempts} />
      </SheetSection>
    </>
  );
}

function OrderFacts({ order }: { order: AdminOrder }) {
  const { ticket } = order;
  return (
    <Facts
      facts={[
        ['Status', <OrderBadge key="status" order={order} />],
        ['Ticket', <InlineLink key="ticket" href={`/admin/listings?q=${ticket.id}`}>{[ticket.title, placeLine(ticket), seatLine(ticket)].filter(Boolean).join(', ')}</InlineLink>],
        ['Price', <Price key="price" amount={ticket.price} />],
        ['Buyer', <InlineLink key="buyer" href={`/admin/orders?userId=${order.userId}`}>{order.userId}</InlineLink>],
        ['Seller', <InlineLink key="seller" href={`/admin/listings?userId=${ticket.userId}`}>{ticket.userId}</InlineLink>],
        ['Order', order.id],
        ['Held until', utcMoment(order.expiresAt)],
        ['The ticket', order.ticketVoided ? 'is void, and never sold again' : undefined],
      ]}
    />
  );
}
