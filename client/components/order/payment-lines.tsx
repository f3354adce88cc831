import { Price } from '@/components/ui/price';
import type { Payment } from '@/lib/api/types';
import { utcMoment } from '@/lib/dates';

const words: Record<Payment['status'], string> = {
  processing: 'Being processed',
  requires_action: 'Waiting for your bank',
  succeeded: 'Paid by card',
  failed: 'Declined, not charged',
  canceled: 'Released, not charged',
  refunded: 'Refunded',
};

/** Every attempt to pay for an order, and what was given back. */
export function PaymentLines({ payments }: { payments: Payment[] }) {
  if (!payments.length) return null;
  return (
    <section aria-labelledby="payments" className="max-w-2xl">
      <h2 id="payments" className="mb-3 text-xl font-semibold">
        Payments
      </h2>
      <ul className="divide-y divide-line rounded-md bg-sheet ring-1 ring-line">
        {payments.map((payment) => (
          <li key={payment.id} className="px-4 py-3">
            <Line text={words[payment.status]} when={payment.createdAt} amount={payment.amount} struck={payment.status === 'failed' || payment.status === 'canceled'} />
            {payment.refunds.map((refund) => (
              <Line key={refund.id} text="Given back" amount={-refund.amount} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ text, when, amount, struck = false }: { text: string; when?: string; amount: number; struck?: boolean }) {
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-4 py-0.5">
      <span>
        {text}
        {when ? (
          <time dateTime={when} className="ml-2 text-sm text-ink-soft">
            {utcMoment(when)}
          </time>
        ) : null}
      </span>
      <Price amount={amount} className={struck ? 'text-ink-soft line-through' : 'font-semibold'} />
    </p>
  );
}
