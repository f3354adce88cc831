'use client';

import { useEffect, useRef } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { Guilloche } from '@/components/ticket/guilloche';
import type { CancelReason, Order } from '@/lib/api/types';
import { stockOf } from '@/lib/seed';

const uncharged = 'You have not been charged. If your bank shows a pending amount, it goes away by itself.';

interface Words {
  title: string;
  text: string;
  /** Whether the ticket may be for sale again. */
  again: boolean;
}

const words: Record<CancelReason, Words> = {
  expired: { title: 'Your time ran out', text: `The ticket was held for you, and is back on sale now. ${uncharged}`, again: true },
  user: { title: 'Order cancelled', text: 'You let this ticket go, and it is back on sale. You have not been charged.', again: true },
  withdrawn: { title: 'The seller withdrew this ticket', text: `It can’t be bought any more. ${uncharged}`, again: false },
  payment_failed: { title: 'The payment could not be taken', text: `Your bank took back its approval, so the order was cancelled. ${uncharged}`, again: true },
  refunded: { title: 'This order was refunded', text: 'The full amount goes back to your card. Banks take five to ten days to show it.', again: false },
};

/** An order that ended without a ticket while somebody looked: why, and the way on. Takes the focus. */
export function Ended({ order }: { order: Order }) {
  const { title, text, again } = words[order.cancelReason ?? 'user'];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className={`mx-auto flex max-w-xl flex-col items-center py-8 text-center ${stockOf(order.ticket.title)}`}>
      <Guilloche seed={order.ticket.title} className="mb-6 size-28 opacity-60" />
      <h1 ref={heading} tabIndex={-1} className="text-3xl font-semibold outline-none sm:text-4xl">
        {title}
      </h1>
      <p className="mt-3 font-semibold">{order.ticket.title}</p>
      <p className="mt-3 max-w-md text-ink-soft">{text}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        {again ? <ButtonLink href={`/tickets/${order.ticket.id}`}>Back to the ticket</ButtonLink> : null}
        <ButtonLink href="/" variant={again ? 'secondary' : 'primary'}>
          Browse tickets
        </ButtonLink>
      </div>
    </section>
  );
}
