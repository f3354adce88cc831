import { Price } from '@/components/ui/price';
import type { Order } from '@/lib/api/types';
import { PrintButton } from './print-button';

/** The stub that the buyer keeps: the price and the number of the order. */
export function ReceiptStub({ order }: { order: Order }) {
  return (
    <div className="flex h-full flex-col gap-5">
      <div>
        <p className="caps text-ink-soft">Paid</p>
        <Price amount={order.ticket.price} className="mt-1.5 block text-[2.25rem] leading-none font-bold tracking-[-0.02em]" />
      </div>
      <div>
        <p className="caps text-ink-soft">Order</p>
        <p className="figures mt-1 text-[0.9375rem] tracking-wide break-all">{order.id.match(/.{1,4}/g)?.join(' ')}</p>
      </div>
      <div className="mt-auto print:hidden">
        <PrintButton />
      </div>
    </div>
  );
}
