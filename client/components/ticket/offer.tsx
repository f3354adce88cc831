'use client';

import { Ban, Clock, Hourglass, Tag } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Price } from '@/components/ui/price';
import type { Ticket } from '@/lib/api/types';
import { useLive } from '@/lib/live/use-live';
import { signInPath } from '@/lib/session/next-path';
import { useReserve } from './use-reserve';
import { ValueNote } from './value-note';

interface OfferProps {
  ticket: Ticket;
  viewer: 'nobody' | 'seller' | 'other';
  /** The viewer's own order of this ticket, if it is live. */
  ownOrderId?: string | undefined;
}

/** The stub of the ticket: what it costs, whether it can be had right now, and the way to it. */
export function Offer({ ticket: initial, viewer, ownOrderId }: OfferProps) {
  const ticket = useLive(`/api/tickets/${initial.id}/live`, 'ticket', initial);
  const own = ownOrderId !== undefined && ticket.orderId === ownOrderId;
  return (
    <div className="flex h-full flex-col">
      <p className="caps text-ink-soft">Price</p>
      <Price amount={ticket.price} className="mt-1.5 text-[2.5rem] leading-none font-bold tracking-[-0.02em]" />
      <p className="mt-2 min-h-6 text-sm">
        <ValueNote price={ticket.price} faceValue={ticket.faceValue} detailed />
      </p>
      {ticket.price !== initial.price ? (
        <p role="status" className="mt-2 text-sm font-medium text-warn">
          The seller has just changed the price.
        </p>
      ) : null}
      <div className="mt-5 flex min-h-32 flex-1 flex-col justify-end gap-3" aria-live="polite">
        <Standing ticket={ticket} viewer={viewer} own={own} />
      </div>
    </div>
  );
}

function Standing({ ticket, viewer, own }: { ticket: Ticket; viewer: OfferProps['viewer']; own: boolean }) {
  if (ticket.status === 'sold') {
    return <State icon={<Tag />} title={own ? 'You bought this ticket' : 'Sold'}>{own ? <OrderLink id={ticket.orderId} label="See your order" /> : <p>{viewer === 'seller' ? 'Somebody is going in your place.' : 'Somebody else has it now. There may be other seats below.'}</p>}</State>;
  }
  if (ticket.status === 'withdrawn') {
    return <State icon={<Ban />} title="Withdrawn"><p>{viewer === 'seller' && ticket.takenDown ? `We took it down: ${ticket.takenDown.reason}` : 'The seller has taken this ticket off sale.'}</p></State>;
  }
  if (ticket.status === 'reserved') {
    return own ? (
      <State icon={<Hourglass />} title="You are holding this ticket"><OrderLink id={ticket.orderId} label="Go on to payment" /></State>
    ) : (
      <State icon={<Hourglass />} title="Somebody is paying for it">
        <p>If they don’t, it is back on sale within 15 minutes. This page shows it by itself.</p>
      </State>
    );
  }
  if (viewer === 'seller') {
    return <State icon={<Tag />} title="This is your listing"><ButtonLink href={`/listings/${ticket.id}/edit`} variant="secondary" wide>Edit it</ButtonLink></State>;
  }
  return <Reserve ticket={ticket} signedIn={viewer === 'other'} />;
}

function Reserve({ ticket, signedIn }: { ticket: Ticket; signedIn: boolean }) {
  const { pending, reserve } = useReserve(ticket);
  return (
    <>
      {signedIn ? (
        <Button wide pending={pending} pendingLabel="Reserving…" onClick={() => void reserve()} className="min-h-12 text-base">
          Reserve
        </Button>
      ) : (
        <ButtonLink href={signInPath(`/tickets/${ticket.id}`)} wide className="min-h-12 text-base">
          Sign in to reserve
        </ButtonLink>
      )}
      <p className="flex gap-2 text-sm text-ink-soft">
        <Clock className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        Held for you for 15 minutes. You pay on the next page, not now.
      </p>
    </>
  );
}

function OrderLink({ id, label }: { id: string | null | undefined; label: string }) {
  return id ? (
    <ButtonLink href={`/orders/${id}`} wide>
      {label}
    </ButtonLink>
  ) : null;
}

function State({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <>
      <p className="flex items-center gap-2 font-semibold [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-accent">
        {icon}
        {title}
      </p>
      <div className="text-sm text-ink-soft">{children}</div>
    </>
  );
}
