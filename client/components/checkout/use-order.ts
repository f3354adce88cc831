'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { outcome } from '@/lib/api/problem';
import type { Order } from '@/lib/api/types';
import { api } from './api';

export interface Watched {
  order: Order;
  /** How far the server's clock is ahead of this one, in milliseconds; undefined until it has spoken to this page. */
  offset: number | undefined;
  /** There is no session any more: what is shown may be old, and nothing can be paid. */
  isSignedOut: boolean;
}

const reconnectMs = 3_000;
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
    return watch(id, {
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

interface Listener {
  hear: (order: Order) => void;
  lookAgain: () => void;
  streaming: (open: boolean) => void;
}

/** Keeps a stream open while the tab is seen: over HTTP/1.1 a browser has six connections for all tabs. */
function watch(id: string, { hear, lookAgain, streaming }: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
    streaming(false);
  };
  const open = () => {
    close();
    if (stopped || !isSeen()) return;
    const stream = new EventSource(`/api/orders/${encodeURIComponent(id)}/live`);
    source = stream;
    stream.addEventListener('open', () => streaming(true));
    stream.addEventListener('order', (event: MessageEvent<string>) => hear(JSON.parse(event.data) as Order));
    stream.addEventListener('error', () => {
      streaming(false);
      // A stream that broke comes back by itself; one that was refused does not. Asking tells why, and renews the session.
      if (stream.readyState !== EventSource.CLOSED || source !== stream) return;
      close();
      lookAgain();
      timer = setTimeout(open, reconnectMs);
    });
  };
  const seen = () => {
    if (isSeen()) lookAgain();
    open();
  };

  open();
  document.addEventListener('visibilitychange', seen);
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', seen);
    close();
  };
}

const isSeen = () => document.visibilityState === 'visible';
