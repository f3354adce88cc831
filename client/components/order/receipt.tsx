import type { ReactNode } from 'react';
import { BigTicket } from '@/components/ticket/big-ticket';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { CancelReason, Order, Payment } from '@/lib/api/types';
import { OrderBadge } from './order-badge';
import { PaymentLines } from './payment-lines';
import { ReceiptStub } from './receipt-stub';

const reasons: Record<CancelReason, { title: string; text: string; kind: 'info' | 'warn' | 'danger' }> = {
  user: { kind: 'info', title: 'You cancelled this order', text: 'You were not charged.' },
  expired: { kind: 'warn', title: 'The time to pay ran out', text: 'The ticket went back on sale, and you were not charged. If it is still there, you can reserve it again.' },
  withdrawn: { kind: 'warn', title: 'The seller withdrew the ticket', text: 'You were not charged.' },
  payment_failed: { kind: 'danger', title: 'The payment could not be taken', text: 'Your bank let go of the amount again; you were not charged.' },
  refunded: { kind: 'info', title: 'Your money is on its way back', text: 'Banks take up to ten days until it shows on your statement.' },
};

/** An order that has come to its end: the ticket that was bought and how it was paid, or why there is none. */
export function Receipt({ order, payments }: { order: Order; payments: Payment[] }) {
  return order.status === 'complete' ? <Bought order={order} payments={payments} /> : <Cancelled order={order} payments={payments} />;
}

function Bought({ order, payments }: { order: Order; payments: Payment[] }) {
  return (
    <div className="space-y-8">
      <Head title="It’s yours" order={order}>
        Show this ticket at the door, on paper or on your phone.
      </Head>
      <BigTicket ticket={order.ticket} heading="h2" stub={<ReceiptStub order={order} />} />
      <PaymentLines payments={payments} />
      <ButtonLink href="/orders" variant="secondary" className="print:hidden">All my orders</ButtonLink>
    </div>
  );
}

function Cancelled({ order, payments }: { order: Order; payments: Payment[] }) {
  const { kind, title, text } = reasons[order.cancelReason ?? 'user'];
  const again = order.cancelReason === 'user' || order.cancelReason === 'expired' || order.cancelReason === 'payment_failed';
  return (
    <div className="max-w-2xl space-y-6">
      <Head title={order.ticket.title} order={order} />
      <Notice kind={kind} title={title}>
        <p>{text}</p>
      </Notice>
      <PaymentLines payments={payments} />
      <div className="flex flex-wrap gap-3">
        {again ? <ButtonLink href={`/tickets/${order.ticket.id}`}>Look at the ticket again</ButtonLink> : <ButtonLink href="/">Find another ticket</ButtonLink>}
        <ButtonLink href="/orders" variant="secondary">All my orders</ButtonLink>
      </div>
    </div>
  );
}

function Head({ title, order, children }: { title: string; order: Order; children?: ReactNode }) {
  return (
    <div>
      <OrderBadge order={order} />
      <h1 className="mt-3 text-[clamp(1.75rem,4.5vw,2.5rem)] font-semibold">{title}</h1>
      {children ? <p className="mt-2 text-lg text-ink-soft">{children}</p> : null}
    </div>
  );
}
