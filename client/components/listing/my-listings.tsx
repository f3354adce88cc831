'use client';

import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { toast } from '@/lib/toast';
import { TicketRow } from '@/components/ticket/ticket-row';
import { Button, ButtonLink } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/lib/api/browser';
import { describe, outcome } from '@/lib/api/problem';
import type { Ticket, TicketStatus } from '@/lib/api/types';
import { ListingBadge } from './listing-badge';

const notes: Partial<Record<TicketStatus, string>> = {
  reserved: 'A buyer has 15 minutes to pay. Until then it can’t be changed.',
  sold: 'Paid. It belongs to the buyer now.',
};

/** The seller's tickets. A withdrawal shows at once, and comes back if the server refuses it. */
export function MyListings({ tickets }: { tickets: Ticket[] }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [shown, markWithdrawn] = useOptimistic(tickets, (known, id: string) => known.map((ticket) => (ticket.id === id ? { ...ticket, status: 'withdrawn' as const } : ticket)));

  const withdraw = (ticket: Ticket) =>
    startTransition(async () => {
      markWithdrawn(ticket.id);
      const result = await outcome(api.DELETE('/api/tickets/{id}', { params: { path: { id: ticket.id } } }));
      if (result.ok) toast.success(`“${ticket.title}” is off sale.`);
      else toast.error(describe(result.problem));
      router.refresh();
    });

  return (
    <ul className="space-y-4" aria-label="My listings">
      {shown.map((ticket) => (
        <li key={ticket.id}>
          <TicketRow
            ticket={ticket}
            href={`/tickets/${ticket.id}`}
            badge={<ListingBadge status={ticket.takenDown ? 'taken_down' : ticket.status} />}
            note={ticket.takenDown ? `We took it down: ${ticket.takenDown.reason}` : notes[ticket.status]}
            faded={ticket.status === 'withdrawn'}
            actions={ticket.status === 'listed' ? <Actions ticket={ticket} onWithdraw={() => withdraw(ticket)} /> : null}
          />
        </li>
      ))}
    </ul>
  );
}

function Actions({ ticket, onWithdraw }: { ticket: Ticket; onWithdraw: () => void }) {
  return (
    <>
      <ButtonLink href={`/listings/${ticket.id}/edit`} variant="secondary" className="px-4" aria-label={`Edit ${ticket.title}`}>
        Edit
      </ButtonLink>
      <ConfirmDialog
        trigger={<Button variant="secondary" className="px-4" aria-label={`Withdraw ${ticket.title}`}>Withdraw</Button>}
        title="Take this ticket off sale?"
        confirm="Withdraw it"
        keep="Keep it on sale"
        onConfirm={onWithdraw}
      >
        “{ticket.title}” disappears from the list. To sell it after all you would list it anew.
      </ConfirmDialog>
    </>
  );
}
