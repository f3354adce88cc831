import { findTicket } from '@/lib/api/tickets';
import { venueTime } from '@/lib/dates';
import { shortMoney } from '@/lib/money';
import { ogCard, ogSize } from '@/lib/og/card';
import { placeLine, seatLine } from '@/lib/seat';
import { seedOf, stockCount } from '@/lib/seed';

export const size = ogSize;
export const contentType = 'image/png';
export const alt = 'The ticket: event, place, seat and price';

export default async function Image({ params }: { params: Promise<{ id: string }> }) {
  const found = await findTicket((await params).id);
  if (!found.ok) return new Response('not found', { status: found.problem.status === 404 || found.problem.status === 400 ? 404 : 503 });
  const ticket = found.data;
  const at = ticket.startsAt ? venueTime(ticket.startsAt, ticket.timezone) : undefined;
  return ogCard({
    stock: seedOf(ticket.title.trim().toLowerCase()) % stockCount,
    stub: at && { top: at.weekday.toUpperCase(), large: at.day, bottom: `${at.month.toUpperCase()} ${at.year}` },
    title: ticket.title,
    lines: [placeLine(ticket), seatLine(ticket)].filter((line) => line !== undefined),
    price: shortMoney(ticket.price),
  });
}
