import { TicketRow } from '@/components/ticket/ticket-row';
import { ButtonLink } from '@/components/ui/button';
import type { Order } from '@/lib/api/types';
import { OrderBadge } from './order-badge';

/** The buyer's orders. What waits for payment has the loudest way on. */
export function OrderList({ orders }: { orders: Order[] }) {
  return (
    <ul className="space-y-4" aria-label="My orders">
      {orders.map((order) => {
        const open = order.status === 'created' || order.status === 'awaiting:payment';
        return (
          <li key={order.id}>
            <TicketRow
              ticket={order.ticket}
              href={`/orders/${order.id}`}
              badge={<OrderBadge order={order} />}
              faded={order.status === 'cancelled'}
              actions={
                <ButtonLink href={`/orders/${order.id}`} prefetch={false} variant={open ? 'primary' : 'secondary'} className="px-4" aria-label={`${open ? 'Pay for' : 'Show the order of'} ${order.ticket.title}`}>
                  {open ? 'Pay now' : order.status === 'complete' ? 'Show ticket' : 'Details'}
                </ButtonLink>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
