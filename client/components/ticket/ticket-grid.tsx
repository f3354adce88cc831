import type { ReactNode } from 'react';
import type { Ticket } from '@/lib/api/types';
import { Bar, Skeleton } from '@/components/ui/skeleton';
import { TicketCard } from './ticket-card';

const grid = 'grid grid-cols-1 gap-5 md:grid-cols-2 xl:grid-cols-3';

export function TicketGrid({ tickets, label }: { tickets: Ticket[]; label: string }) {
  return (
    <ul className={grid} aria-label={label}>
      {tickets.map((ticket) => (
        <li key={ticket.id} className="ticket-place">
          <TicketCard ticket={ticket} href={`/tickets/${ticket.id}`} />
        </li>
      ))}
    </ul>
  );
}

/** The same sheets, not printed yet. */
export function TicketGridSkeleton({ count = 9 }: { count?: number }) {
  return (
    <Skeleton label="Loading tickets…">
      <div className={grid}>{Array.from({ length: count }, (_, index) => blank(index))}</div>
    </Skeleton>
  );
}

function blank(key: number): ReactNode {
  return (
    <div key={key} className="ticket ticket-seam-x [--seam:5.5rem]">
      <div className="ticket-sheet flex h-42">
        <div className="w-[5.5rem] bg-paper-deep" />
        <div className="flex flex-1 flex-col p-4 pl-5">
          <Bar className="h-5 w-3/4" />
          <Bar className="mt-3 h-3.5 w-1/2" />
          <Bar className="mt-2 h-3.5 w-2/5" />
          <Bar className="mt-auto h-5 w-24" />
        </div>
      </div>
    </div>
  );
}
