import type { Ticket } from '@/lib/api/types';
import { searchTickets } from '@/lib/api/tickets';
import { TicketGrid } from './ticket-grid';

/** Other seats for the same event; nothing if there are none, and nothing if they cannot be looked up. */
export async function OtherTickets({ ticket }: { ticket: Ticket }) {
  const found = await searchTickets({ q: ticket.title, sort: 'price' });
  const others = found.ok ? found.data.items.filter(({ id, title }) => id !== ticket.id && title === ticket.title).slice(0, 6) : [];
  if (!others.length) return null;
  return (
    <section aria-labelledby="others" className="space-y-5">
      <h2 id="others" className="text-2xl font-semibold">
        Other seats for this event
      </h2>
      <TicketGrid tickets={others} label="Other seats" />
    </section>
  );
}
