'use client';

import { PaymentElement } from '@stripe/react-stripe-js';
import type { StripePaymentElementOptions } from '@stripe/stripe-js';
import { Lock } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Bar, Skeleton } from '@/components/ui/skeleton';
import { cx } from '@/lib/class-names';
import { money } from '@/lib/money';
import { Confirming } from './confirming';
import type { Refusal } from './refusal';
import { usePayment, type Paying } from './use-payment';

/** A card, and nothing that leaves the page: wallets and Link open windows of their own. */
const options: StripePaymentElementOptions = {
  layout: { type: 'tabs' },
  wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
  terms: { card: 'never' },
};

export interface CardFormProps extends Paying {
  price: number;
  /** Whether there is time left to pay. */
  isOpen: boolean;
}

export function CardForm({ price, isOpen, ...paying }: CardFormProps) {
  const { phase, refusal, pay, isReady } = usePayment(paying);
  const [loaded, setLoaded] = useState<'no' | 'yes' | 'failed'>('no');
  const isBusy = phase !== 'filling';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isOpen && loaded === 'yes') void pay();
  };
  return (
    <div className="relative" aria-busy={isBusy}>
      <form onSubmit={submit} inert={isBusy} aria-label="Card payment" className="flex flex-col gap-5" noValidate>
        {refusal ? <Refused refusal={refusal} /> : null}
        <div className="relative min-h-40">
          {loaded === 'no' ? <FormBars /> : null}
          {loaded === 'failed' ? <LoadFailed /> : null}
          <PaymentElement options={options} onReady={() => setLoaded('yes')} onLoadError={() => setLoaded('failed')} className={cx(loaded !== 'yes' && 'opacity-0')} />
        </div>
        <Button type="submit" wide className="min-h-13 text-base" disabled={!isReady || loaded !== 'yes' || !isOpen}>
          Pay {money(price)}
        </Button>
        <p className="flex items-center justify-center gap-2 text-sm text-ink-soft">
          <Lock className="size-3.5 shrink-0" aria-hidden="true" />
          Your card goes straight to Stripe. We never see its number.
        </p>
      </form>
      {phase === 'filling' ? null : <Confirming phase={phase} />}
    </div>
  );
}

/** Takes the focus, so that it is read and seen, wherever the buyer was. */
function Refused({ refusal }: { refusal: Refusal }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [refusal]);
  return (
    <div ref={box} tabIndex={-1} className="rounded-md outline-none">
      <Notice kind="danger" title={refusal.title} live>
        <p>{refusal.advice}</p>
      </Notice>
    </div>
  );
}

function LoadFailed() {
  return (
    <Notice kind="danger" title="The card form could not be loaded." live>
      <p>Check your connection and reload the page. The ticket is still held for you.</p>
    </Notice>
  );
}

/** The card form's shape. */
export function FormBars() {
  return (
    <Skeleton label="Loading the card form…" className="absolute inset-x-0 top-0">
      <div className="grid grid-cols-2 gap-3">
        <Bar className="col-span-2 h-4 w-24" />
        <Bar className="col-span-2 h-11.5" />
        <Bar className="mt-1 h-4 w-24" />
        <Bar className="mt-1 h-4 w-24" />
        <Bar className="h-11.5" />
        <Bar className="h-11.5" />
      </div>
    </Skeleton>
  );
}
