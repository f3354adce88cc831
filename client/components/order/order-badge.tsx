import { Badge, type BadgeKind } from '@/components/ui/badge';
import type { Order } from '@/lib/api/types';

/** Where an order stands, in the buyer's words. */
export function orderStanding(order: Pick<Order, 'status' | 'cancelReason'>): { kind: BadgeKind; text: string } {
  switch (order.status) {
    case 'created':
    case 'awaiting:payment':
      return { kind: 'warn', text: 'Waiting for payment' };
    case 'complete':
      return { kind: 'good', text: 'Paid' };
    case 'cancelled':
      switch (order.cancelReason) {
        case 'expired':
          return { kind: 'neutral', text: 'Expired' };
        case 'refunded':
          return { kind: 'accent', text: 'Refunded' };
        case 'payment_failed':
          return { kind: 'danger', text: 'Payment failed' };
        case 'withdrawn':
          return { kind: 'neutral', text: 'Withdrawn by the seller' };
        default:
          return { kind: 'neutral', text: 'Cancelled' };
      }
  }
}

export function OrderBadge({ order }: { order: Pick<Order, 'status' | 'cancelReason'> }) {
  const { kind, text } = orderStanding(order);
  return <Badge kind={kind}>{text}</Badge>;
}
