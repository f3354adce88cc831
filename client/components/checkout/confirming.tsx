'use client';

import { useEffect, useRef, useState } from 'react';
import { Spinner } from '@/components/ui/spinner';
import type { Phase } from './use-payment';

const words: Record<Exclude<Phase, 'filling'>, { title: string; text: string }> = {
  confirming: { title: 'Confirming your payment…', text: 'Please don’t close this page.' },
  authenticating: { title: 'Waiting for your bank…', text: 'Confirm the payment with your bank. Please don’t close this page.' },
  settling: { title: 'Finishing your order…', text: 'Your bank is on it. Please don’t close this page.' },
};

const longMs = 15_000;

/** Lies over the form, which stays mounted below, while a payment is under way. */
export function Confirming({ phase }: { phase: Exclude<Phase, 'filling'> }) {
  const { title, text } = words[phase];
  const isLong = useIsLong(phase === 'settling');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form below is inert now; whoever paid by keyboard hears what goes on instead.
    box.current?.focus({ preventScroll: true });
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, []);
  return (
    <div ref={box} tabIndex={-1} className="absolute inset-0 z-10 grid place-items-center rounded-lg bg-sheet/94 p-6 text-center outline-none">
      <div role="status" className="flex max-w-sm flex-col items-center gap-3">
        <Spinner className="size-8 text-accent" />
        <p className="font-display text-xl font-semibold">{title}</p>
        <p className="text-ink-soft">{isLong ? 'This takes longer than usual. It goes on by itself, and your order will show how it ended.' : text}</p>
      </div>
    </div>
  );
}

function useIsLong(counts: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!counts) return;
    const timer = setTimeout(() => setIsLong(true), longMs);
    return () => clearTimeout(timer);
  }, [counts]);
  return counts && isLong;
}
