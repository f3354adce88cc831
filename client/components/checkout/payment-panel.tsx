'use client';

import { Elements } from '@stripe/react-stripe-js';
import type { Appearance, Stripe, StripeElementsOptionsMode } from '@stripe/stripe-js';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { BrowserConfig } from '@/lib/api/types';
import { toCents } from '@/lib/money';
import { onSchemeChange, readAppearance } from './appearance';
import { CardForm, FormBars, type CardFormProps } from './card-form';
import { getStripe } from './stripe-loader';

/** The card form with Stripe's script behind it. */
export function PaymentPanel({ config, ...form }: CardFormProps & { config: BrowserConfig }) {
  const { stripe, failed, tryAgain } = useStripeScript(config);
  const appearance = useAppearance();
  const options = useMemo<StripeElementsOptionsMode | undefined>(
    () => appearance && { mode: 'payment', amount: toCents(form.price), currency: config.currency, allowedPaymentMethodTypes: ['card'], captureMethod: 'manual', appearance },
    [appearance, config.currency, form.price],
  );
  if (failed) return <NoForm tryAgain={tryAgain}>Check your connection, or a blocker that stops scripts. The ticket is still held for you.</NoForm>;
  if (!stripe || !options) {
    return (
      <div className="relative min-h-66">
        <FormBars />
      </div>
    );
  }
  return (
    <Elements stripe={stripe} options={options}>
      <CardForm {...form} />
    </Elements>
  );
}

/** In the place of the form that cannot be had. */
export function NoForm({ children, tryAgain }: { children: ReactNode; tryAgain: () => void }) {
  return (
    <div className="space-y-4">
      <Notice kind="danger" title="The payment form could not be loaded." live>
        <p>{children}</p>
      </Notice>
      <Button variant="secondary" onClick={tryAgain}>
        Try again
      </Button>
    </div>
  );
}

function useStripeScript(config: BrowserConfig) {
  const [stripe, setStripe] = useState<Stripe>();
  const [failed, setFailed] = useState(false);
  const load = useCallback(
    () =>
      getStripe(config).then(
        (loaded) => setStripe(loaded),
        () => setFailed(true),
      ),
    [config],
  );
  useEffect(() => void load(), [load]);
  const tryAgain = () => {
    setFailed(false);
    void load();
  };
  return { stripe, failed, tryAgain };
}

function useAppearance(): Appearance | undefined {
  const [appearance, setAppearance] = useState<Appearance>();
  useEffect(() => {
    const read = () => setAppearance(readAppearance());
    // Styles are there once the first frame is.
    const first = requestAnimationFrame(read);
    const stop = onSchemeChange(read);
    return () => {
      cancelAnimationFrame(first);
      stop();
    };
  }, []);
  return appearance;
}
