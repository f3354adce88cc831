import { ListingBadge } from '@/components/listing/listing-badge';
import { TicketRow } from '@/components/ticket/ticket-row';
import type { AdminTicket } from '@/lib/api/types';
import { utcMoment } from '@/lib/dates';
import { PutBack, TakeDown } from './acts';
import { InlineLink } from './inline-link';

/** Everyone's listings. */
export function AllListings({ tickets }: { tickets: AdminTicket[] }) {
  return (
    <ul className="space-y-4" aria-label="Listings">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <TicketRow
            ticket={ticket}
            badge={<ListingBadge status={ticket.takenDown ? 'taken_down' : ticket.status} />}
            faded={ticket.status === 'withdrawn'}
            note={<Notes ticket={ticket} />}
            actions={<ListingActs ticket={ticket} />}
          />
        </li>
      ))}
    </ul>
  );
}

function Notes({ ticket: { id, userId, createdAt, takenDown } }: { ticket: AdminTicket }) {
  return (
    <>
      {takenDown ? <span className="block">Taken down {utcMoment(takenDown.at)}: {takenDown.reason}</span> : null}
      <span className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
        <span>Listed {utcMoment(createdAt)}</span>
        <InlineLink href={`/admin/listings?userId=${userId}`}>All of this seller</InlineLink>
        <InlineLink href={`/admin/orders?ticketId=${id}`}>Its orders</InlineLink>
      </span>
    </>
  );
}

function ListingActs({ ticket: { id, title, status, takenDown } }: { ticket: AdminTicket }) {
  if (takenDown) return <PutBack id={id} title={title} />;
  return status === 'listed' || status === 'reserved' ? <TakeDown id={id} title={title} /> : null;
}
