'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { follow } from '@/lib/live/follow';
import type { Standing } from '@/lib/live/standing';
import type { Search } from '@/lib/search';

const none: ReadonlyMap<string, Standing> = new Map();
const Told = createContext(none);

/** How a ticket of a list stands: as the list was made, or as was told since. */
export function useStanding(ticket: Standing): Standing {
  const told = useContext(Told).get(ticket.id);
  return told && told.version >= ticket.version ? told : ticket;
}

/** Around a list: while it is seen, its tickets stand as they do now. */
export function LiveTickets({ search, tickets, children }: { search: Search; tickets: Standing[]; children: ReactNode }) {
  const [told, setTold] = useState(none);

  useEffect(() => {
    const shown = new Map(tickets.map((ticket) => [ticket.id, ticket]));
    const hear = (ticket: Standing) => {
      const first = shown.get(ticket.id);
      if (first) setTold((known) => (isNews(ticket, known.get(ticket.id) ?? first) ? new Map(known).set(ticket.id, ticket) : known));
    };
    // The stream of all tickets tells changes alone: what changed between the list and its opening is read.
    const catchUp = async () => {
      const { readAgain } = await import('@/lib/live/standing');
      for (const ticket of await readAgain(search, tickets)) hear(ticket);
    };
    return follow<Standing>('/api/tickets/live', {
      event: 'ticket',
      hear,
      streaming: (open) => {
        if (open) void catchUp();
      },
    });
  }, [search, tickets]);

  return <Told value={told}>{children}</Told>;
}

/** A ticket that is not there any more is withdrawn, whatever its version. */
const isNews = (told: Standing, known: Standing): boolean => told.version > known.version || (told.version === known.version && told.status !== known.status);
