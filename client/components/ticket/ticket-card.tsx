import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Ticket } from '@/lib/api/types';
import { Price } from '@/components/ui/price';
import { cx } from '@/lib/class-names';
import type { Standing } from '@/lib/live/standing';
import { placeLine, seatLine } from '@/lib/seat';
import { stockOf } from '@/lib/seed';
import { CardOffer } from './card-offer';
import { DateBlock } from './date-block';
import { Guilloche } from './guilloche';
import { LinkPending } from './link-pending';
import { ValueNote } from './value-note';

/** `price` is not known yet while a seller types. */
export type CardTicket = { price: number | undefined } & Pick<Ticket, 'title' | 'faceValue' | 'venue' | 'city' | 'startsAt' | 'timezone' | 'section' | 'row' | 'seat'>;

/** A ticket of a list. The whole of it leads to the ticket's page. */
export function TicketCard({ ticket, href }: { ticket: Ticket; href: string }) {
  return (
    <Link href={href} prefetch={false} className="ticket-link block h-full rounded-lg *:h-full">
      <TicketFace ticket={ticket} foot={<CardOffer ticket={standingOf(ticket)} />}>
        <LinkPending />
      </TicketFace>
    </Link>
  );
}

/** What is sent to the browser for a card that changes while it is shown. */
export const standingOf = ({ id, version, status, price, faceValue }: Ticket): Standing => ({ id, version, status, price, ...(faceValue ? { faceValue } : {}) });

/** The same without a link, as the form to sell shows it. */
export function TicketFace({ ticket, foot = <Asked ticket={ticket} />, children }: { ticket: CardTicket; foot?: ReactNode; children?: ReactNode }) {
  const place = placeLine(ticket);
  const seat = seatLine(ticket);
  return (
    <div className={cx('ticket ticket-seam-x [--seam:5.5rem]', stockOf(ticket.title))}>
      <div className="ticket-sheet flex h-full min-h-42">
        <div className="relative flex w-[5.5rem] shrink-0 items-center justify-center overflow-hidden bg-stock">
          <Guilloche seed={ticket.title} className="absolute size-36 max-w-none opacity-40" />
          <div className="relative">
            <DateBlock startsAt={ticket.startsAt} timezone={ticket.timezone} />
          </div>
        </div>
        <div className="perforation-x -ml-[1.5px] my-3 shrink-0 [--perforation:var(--engraving)]" />
        <div className="flex min-w-0 flex-1 flex-col p-4 pl-[1.125rem]">
          <h3 className="line-clamp-2 pb-px text-[1.125rem] font-semibold">{ticket.title}</h3>
          {place ? <p className="mt-1.5 text-sm text-ink-soft">{place}</p> : null}
          {seat ? <p className="text-sm text-ink-soft">{seat}</p> : null}
          {foot}
          {children}
        </div>
      </div>
    </div>
  );
}

function Asked({ ticket: { price, faceValue } }: { ticket: CardTicket }) {
  return (
    <p className="mt-auto flex flex-wrap items-baseline gap-x-2.5 pt-3">
      {price === undefined ? (
        <span className="text-lg font-semibold text-ink-soft">$ …</span>
      ) : (
        <>
          <Price amount={price} short className="text-lg font-semibold" />
          <ValueNote price={price} faceValue={faceValue} className="text-[0.8125rem]" />
        </>
      )}
    </p>
  );
}
