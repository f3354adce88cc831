'use client';

import { Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cx } from '@/lib/class-names';
import type { Watched } from './use-order';

type Clocked = Pick<Watched, 'order' | 'offset'>;

const soon = 5 * 60;
const now = 60;

/** How long the ticket is still held, by the server's clock. Read aloud only at five minutes and at one. */
export function Countdown({ order, offset, onEnd }: Clocked & { onEnd: () => void }) {
  const seconds = useSecondsLeft({ order, offset });
  const isOver = seconds <= 0;
  useEffect(() => {
    if (isOver) onEnd();
  }, [isOver, onEnd]);

  const tone = seconds <= now ? 'bg-danger-wash [--mark:var(--danger)]' : seconds <= soon ? 'bg-warn-wash [--mark:var(--warn)]' : 'bg-paper-deep [--mark:var(--ink-soft)]';
  return (
    <div className={cx('flex min-h-12 items-center justify-between gap-4 rounded-md px-4 py-2 transition-colors max-sm:shadow-raised', tone)}>
      <p className="flex items-center gap-2.5 text-[0.9375rem]">
        <Clock className="size-4.5 shrink-0 text-(--mark)" aria-hidden="true" />
        {isOver ? 'Time is up. One moment…' : 'Held for you while you pay'}
      </p>
      <p role="timer" aria-live="off" aria-label="Time left to pay" className={cx('figures text-2xl leading-none font-bold tracking-[-0.01em]', seconds <= now && 'text-danger')}>
        {clock(seconds)}
      </p>
      <p role="status" className="sr-only">
        {announcement(seconds)}
      </p>
    </div>
  );
}

/** The same text from five minutes to one and from one to the end, so that it is read when it changes. */
function announcement(seconds: number): string {
  if (seconds <= 0 || seconds > soon) return '';
  return seconds > now ? 'Less than five minutes left to pay.' : 'Less than one minute left to pay.';
}

function useSecondsLeft({ order, offset }: Clocked): number {
  const end = Date.parse(order.expiresAt);
  // What the server drew, until the first tick here.
  const [left, setLeft] = useState(() => end - Date.parse(order.serverNow));
  useEffect(() => {
    const tick = () => setLeft(end - (Date.now() + (offset ?? 0)));
    // Before the server has spoken, this clock may be wrong by hours: the drawn time stands.
    if (offset === undefined) return;
    const first = setTimeout(tick);
    const timer = setInterval(tick, 250);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [end, offset]);
  return Math.max(0, Math.ceil(left / 1000));
}

/** `14:05`, or `1:02:00` */
export function clock(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const padded = (part: number) => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${padded(m)}:${padded(s)}` : `${padded(m)}:${padded(s)}`;
}
