'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { outcome } from '@/lib/api/problem';
import type { Order } from '@/lib/api/types';
import { follow } from '@/lib/live/follow';
import { api } from './api';

export interface Watched {
  order: Order;
  /** How far the server's clock is ahead of this one, in milliseconds; undefined until it has spoken to this page. */
  offset: number | undefined;
  /** There is no session any more: what is shown may be old, and nothing can be paid. */
  isSignedOut: boolean;
}

const pollMs = 5_000;
const impatientPollMs = 1_500;

/**
 * The order as it is, by server-sent events while somebody looks at the page, and by asking while no stream is open.
 * `impatient`: also ask while one is, because an answer is due any moment.
 */
export function useOrder(initial: Order, impatient: boolean): Watched & { refetch: () => Promise<void> } {
  const [watched, setWatched] = useState<Watched>({ order: initial, offset: undefined, isSignedOut: false });
  const isStreaming = useRef(false);
  const { id } = initial;
  const isOver = watched.order.status === 'complete' || watched.order.status === 'cancelled';

  const hear = useCallback((told: Order) => {
    const offset = Date.parse(told.serverNow) - Date.now();
    setWatched((known) => ({ order: told.version >= known.order.version ? told : known.order, offset, isSignedOut: false }));
  }, []);

  const refetch = useCallback(async () => {
    const found = await outcome(api.GET('/api/orders/{id}', { params: { path: { id } } }));
    if (found.ok) hear(found.data);
    else if (found.problem.status === 401) setWatched((known) => ({ ...known, isSignedOut: true }));
  }, [hear, id]);

  useEffect(() => {
    if (isOver) return;
    return follow<Order>(`/api/orders/${encodeURIComponent(id)}/live`, {
      event: 'order',
      hear,
      lookAgain: () => void refetch(),
      streaming: (open) => {
        isStreaming.current = open;
      },
    });
  }, [hear, id, isOver, refetch]);

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible' && (impatient || !isStreaming.current)) void refetch();
      },
      impatient ? impatientPollMs : pollMs,
    );
    return () => clearInterval(timer);
  }, [impatient, isOver, refetch]);

  return { ...watched, refetch };
}
