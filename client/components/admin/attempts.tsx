import { Unread } from '@/components/ui/unread';
import { Badge, type BadgeKind } from '@/components/ui/badge';
import { Price } from '@/components/ui/price';
import type { attemptsOf } from '@/lib/api/admin';
import type { AdminPayment } from '@/lib/api/types';
import { utcMoment } from '@/lib/dates';
import { Facts } from './facts';

const standings: Record<AdminPayment['status'], { kind: BadgeKind; text: string }> = {
  initiated: { kind: 'warn', text: 'Begun' },
  sent: { kind: 'warn', text: 'Sent to Stripe' },
  requires_action: { kind: 'warn', text: 'Waits for the bank' },
  processing: { kind: 'warn', text: 'Processing' },
  authorised: { kind: 'accent', text: 'Authorised' },
  captured: { kind: 'good', text: 'Captured' },
  voided: { kind: 'neutral', text: 'Voided' },
  declined: { kind: 'neutral', text: 'Declined' },
  capture_failed: { kind: 'danger', text: 'Capture failed' },
  refunded: { kind: 'accent', text: 'Refunded' },
  refund_failed: { kind: 'danger', text: 'Refund failed' },
};

/** The attempts to pay an order, or that they cannot be read just now. */
export function Attempts({ found }: { found: Awaited<ReturnType<typeof attemptsOf>> }) {
  if (!found.ok) return <Unread>The payments can’t be shown just now.</Unread>;
  if (!found.data.length) return <p className="text-ink-soft">Nobody has tried to pay for it.</p>;
  return (
    <ul className="divide-y divide-line" aria-label="Payments">
      {found.data.map((attempt) => (
        <li key={attempt.id} className="space-y-3 py-5 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center justify-between gap-3">
            <Badge kind={standings[attempt.status].kind}>{standings[attempt.status].text}</Badge>
            <Price amount={attempt.amount} className="font-semibold" />
          </p>
          <AttemptFacts attempt={attempt} />
        </li>
      ))}
    </ul>
  );
}

function AttemptFacts({ attempt: { id, stripeId, createdAt, decline, lastError, failures, workAt, refunds } }: { attempt: AdminPayment }) {
  return (
    <Facts
      facts={[
        ['Begun', utcMoment(createdAt)],
        ['Stripe', stripeId],
        ['Payment', id],
        ['Declined', decline ? `${decline.message} (${decline.code})` : undefined],
        ['Last error', lastError ? `${utcMoment(lastError.at)}: ${lastError.message}` : undefined],
        ['Failed calls', failures ? `${failures} in a row` : undefined],
        ['Next try', workAt ? utcMoment(workAt) : undefined],
        ...refunds.map((refund): [string, string] => ['Refund', `${refund.id}, ${refund.status}`]),
      ]}
    />
  );
}
