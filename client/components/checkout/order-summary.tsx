import { EventDate } from '@/components/ticket/event-date';
import { Guilloche } from '@/components/ticket/guilloche';
import { Price } from '@/components/ui/price';
import type { Order } from '@/lib/api/types';
import { cx } from '@/lib/class-names';
import { placeLine, seatLine } from '@/lib/seat';
import { stockOf } from '@/lib/seed';

/** What is bought, at which price: the ticket as it was when the order was made. */
export function OrderSummary({ order: { ticket } }: { order: Order }) {
  const lines = [placeLine(ticket), seatLine(ticket)].filter(Boolean);
  return (
    <section aria-label="Order summary" className={cx('ticket ticket-seam-y [--seam:4.5rem]', stockOf(ticket.title))}>
      <div className="ticket-sheet">
        <div className="relative overflow-hidden bg-stock px-5 pt-5 pb-4">
          <Guilloche seed={ticket.title} className="absolute -top-10 -right-10 size-36 opacity-35" />
          <p className="caps relative text-ink-soft">You are buying</p>
          <h2 className="relative mt-1 text-xl font-semibold sm:text-2xl">{ticket.title}</h2>
        </div>
        <div className="space-y-1 px-5 py-4 text-[0.9375rem]">
          {ticket.startsAt ? (
            <p className="font-semibold">
              <EventDate startsAt={ticket.startsAt} timezone={ticket.timezone} />
            </p>
          ) : null}
          {lines.map((line) => (
            <p key={line} className="text-ink-soft">
              {line}
            </p>
          ))}
          {!ticket.startsAt && lines.length === 0 ? <p className="text-ink-soft">One ticket</p> : null}
        </div>
        <div className="perforation-y mx-3" />
        <dl className="flex h-18 items-center justify-between gap-4 px-5">
          <dt className="text-sm text-ink-soft">
            <span className="block font-semibold text-ink">Total</span>
            No fees
          </dt>
          <dd className="text-2xl font-bold tracking-[-0.01em]">
            <Price amount={ticket.price} />
          </dd>
        </dl>
      </div>
    </section>
  );
}
