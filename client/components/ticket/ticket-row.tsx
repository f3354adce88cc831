import Link from 'next/link';
import type { ReactNode } from 'react';
import { Price } from '@/components/ui/price';
import { cx } from '@/lib/class-names';
import { venueTime } from '@/lib/dates';
import { placeLine, seatLine } from '@/lib/seat';
import { stockOf } from '@/lib/seed';
import { EventDate } from './event-date';
import type { CardTicket } from './ticket-card';

/** A ticket as a line of a list: a slip of its stock, what it is for, where it stands, and what can be done. */
export function TicketRow({ ticket, badge, note, href, actions, faded = false }: { ticket: CardTicket & { price: number }; href?: string; badge: ReactNode; note?: ReactNode; actions?: ReactNode; faded?: boolean }) {
  const seat = seatLine(ticket);
  const place = placeLine(ticket);
  return (
    <article className={cx('flex min-w-0 overflow-hidden rounded-lg bg-sheet shadow-sheet ring-1 ring-line', stockOf(ticket.title))}>
      <Slip startsAt={ticket.startsAt} timezone={ticket.timezone} faded={faded} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-3 p-4 sm:px-5">
        <div className="min-w-0 flex-[1_1_14rem]">
          <div className="mb-1.5">{badge}</div>
          <h2 className={cx('text-lg font-semibold', faded && 'text-ink-soft')}>
            {href ? (
              <Link href={href} prefetch={false} className="-my-2 inline-block py-2 hover:underline hover:underline-offset-4">
                {ticket.title}
              </Link>
            ) : (
              ticket.title
            )}
          </h2>
          <p className="mt-1 text-sm text-ink-soft">{[place, seat].filter(Boolean).join(' · ')}</p>
          {ticket.startsAt ? <EventDate startsAt={ticket.startsAt} timezone={ticket.timezone} className="text-sm text-ink-soft" /> : null}
          {note ? <p className="mt-1 text-sm">{note}</p> : null}
        </div>
        <Price amount={ticket.price} className={cx('text-lg font-semibold', faded && 'text-ink-soft')} />
        {actions ? <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">{actions}</div> : null}
      </div>
    </article>
  );
}

function Slip({ startsAt, timezone, faded }: { startsAt?: string | null | undefined; timezone?: string | null | undefined; faded: boolean }) {
  const at = startsAt ? venueTime(startsAt, timezone) : undefined;
  return (
    <div className={cx('flex w-14 shrink-0 flex-col items-center justify-center bg-stock sm:w-16', faded && 'opacity-55 saturate-50')} aria-hidden="true">
      {at ? (
        <>
          <span className="font-display text-2xl leading-none font-semibold">{at.day}</span>
          <span className="caps mt-1">{at.month}</span>
        </>
      ) : null}
    </div>
  );
}
