'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from '@/lib/toast';
import { api } from '@/lib/api/browser';
import { once } from '@/lib/api/once';
import { describe, outcome } from '@/lib/api/problem';
import type { Ticket } from '@/lib/api/types';
import { toCents, toDecimal } from '@/lib/money';

/** Reserves a ticket at the price that was shown and goes on to its order. */
export function useReserve(ticket: Ticket): { pending: boolean; reserve: () => Promise<void> } {
  const router = useRouter();
  const [calling, setCalling] = useState(false);
  const [moving, startTransition] = useTransition();

  const reserve = async () => {
    setCalling(true);
    const body = { ticketId: ticket.id, expectedPrice: toDecimal(toCents(ticket.price)) };
    const post = () => outcome(once(['order', body], (headers) => api.POST('/api/orders', { body, headers })));
    let result = await post();
    if (!result.ok && result.problem.status === 404) {
      // A listing of this moment is told to orders a little later.
      await new Promise((done) => setTimeout(done, 700));
      result = await post();
    }
    setCalling(false);
    if (result.ok) {
      const { id } = result.data;
      startTransition(() => router.push(`/orders/${id}`));
    } else if (result.problem.status !== 401) {
      toast.error(describe(result.problem));
      startTransition(() => router.refresh());
    }
  };

  return { pending: calling || moving, reserve };
}
