import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { BigTicket } from '@/components/ticket/big-ticket';
import { EventData } from '@/components/ticket/event-data';
import { Offer } from '@/components/ticket/offer';
import { OtherTickets } from '@/components/ticket/other-tickets';
import { currentUser, dataOf, serverApi } from '@/lib/api/server';
import { findTicket } from '@/lib/api/tickets';
import { outcome } from '@/lib/api/problem';
import type { Ticket, User } from '@/lib/api/types';
import { venueTime } from '@/lib/dates';
import { money } from '@/lib/money';
import { siteOrigin } from '@/lib/origin';
import { placeLine, seatLine } from '@/lib/seat';

type Props = PageProps<'/tickets/[id]'>;

async function ticketOf(params: Props['params']): Promise<Ticket> {
  const found = await findTicket((await params).id);
  // A malformed id is a 400.
  if (!found.ok && [400, 404].includes(found.problem.status)) notFound();
  return dataOf(found);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ticket = await ticketOf(params);
  const date = ticket.startsAt ? venueTime(ticket.startsAt, ticket.timezone).long : undefined;
  const title = [ticket.title, ticket.city].filter(Boolean).join(', ');
  const description = [`${money(ticket.price)}.`, date && `${date}.`, placeLine(ticket), seatLine(ticket)].filter(Boolean).join(' ');
  return {
    title,
    description,
    alternates: { canonical: `/tickets/${ticket.id}` },
    openGraph: { title, description, url: `/tickets/${ticket.id}` },
    robots: { index: ticket.status === 'listed' || ticket.status === 'reserved' },
  };
}

export default async function TicketPage({ params }: Props) {
  const [ticket, user, origin] = await Promise.all([ticketOf(params), currentUser(), siteOrigin()]);
  const ownOrderId = await ownOrder(ticket, user);
  const viewer = !user ? 'nobody' : user.id === ticket.userId ? 'seller' : 'other';
  return (
    <div className="-mt-4 space-y-8 sm:-mt-6">
      <Link href="/" className="mb-3 -ml-2 inline-flex min-h-11 items-center gap-2 rounded-md px-2 text-[0.9375rem] font-medium text-ink-soft hover:text-ink">
        <ArrowLeft className="size-4" aria-hidden="true" />
        All tickets
      </Link>
      <BigTicket ticket={ticket} stub={<Offer ticket={ticket} viewer={viewer} ownOrderId={ownOrderId} />} />
      {ticket.description ? (
        <section aria-labelledby="about" className="max-w-2xl space-y-3">
          <h2 id="about" className="text-2xl font-semibold">
            From the seller
          </h2>
          <p className="whitespace-pre-line">{ticket.description}</p>
        </section>
      ) : null}
      <OtherTickets ticket={ticket} />
      <EventData ticket={ticket} url={new URL(`/tickets/${ticket.id}`, origin).href} />
    </div>
  );
}

/** The order that holds the ticket, if it is the viewer's. */
async function ownOrder(ticket: Ticket, user: User | null): Promise<string | undefined> {
  if (!user || !ticket.orderId) return undefined;
  const api = await serverApi();
  const order = await outcome(api.GET('/api/orders/{id}', { params: { path: { id: ticket.orderId } } }));
  return order.ok ? order.data.id : undefined;
}
