'use client';

import { useElements, useStripe } from '@stripe/react-stripe-js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { outcome } from '@/lib/api/problem';
import type { PaymentOutcome } from '@/lib/api/types';
import { api } from './api';
import { paymentsOf } from './payments-of';
import { declinedCard, refusalOf, unreachable, type Refusal } from './refusal';

/** `filling`: the form is the buyer's. `settling`: paid as far as the buyer can; the order's word is awaited. */
export type Phase = 'filling' | 'confirming' | 'authenticating' | 'settling';

const settleMs = 2_000;

export interface Paying {
  orderId: string;
  /** Whether a payment was under way already when the page was opened. */
  resumes: boolean;
  onPhase: (phase: Phase) => void;
  /** The order may have changed without us. */
  lookAgain: () => void;
  /** Nobody is signed in any more. */
  signIn: () => void;
}

/**
 * Pays by Stripe's deferred flow: the card becomes a confirmation token here, the server confirms with it, and the bank's
 * question, if there is one, is answered here.
 */
export function usePayment({ orderId, resumes, onPhase, lookAgain, signIn }: Paying) {
  const stripe = useStripe();
  const elements = useElements();
  const [phase, setPhase] = useState<Phase>(resumes ? 'settling' : 'filling');
  const [refusal, setRefusal] = useState<Refusal>();
  const busy = useRef(resumes);

  useEffect(() => onPhase(phase), [onPhase, phase]);

  const refuse = useCallback(
    (why: Refusal | undefined) => {
      busy.current = false;
      setRefusal(why);
      setPhase('filling');
      lookAgain();
    },
    [lookAgain],
  );

  const authenticate = useCallback(
    async (clientSecret: string) => {
      if (!stripe) return;
      setPhase('authenticating');
      try {
        const { error } = await stripe.handleNextAction({ clientSecret });
        // An error that carries an intent which is paid is none.
        const status = error?.payment_intent?.status;
        if (error && status !== 'succeeded' && status !== 'requires_capture' && status !== 'processing') {
          return refuse(error.type === 'api_connection_error' ? unreachable : declinedCard(error.code, error.message));
        }
      } catch {
        // Thrown when the bank's question has been answered already, elsewhere.
      }
      setPhase('settling');
    },
    [refuse, stripe],
  );

  const pay = useCallback(async () => {
    if (busy.current || !stripe || !elements) return;
    busy.current = true;
    setRefusal(undefined);
    try {
      const submitted = await elements.submit();
      // What is wrong with a field stands beside it.
      if (submitted.error) return refuse(submitted.error.type === 'validation_error' ? undefined : worded(submitted.error.message));
      setPhase('confirming');
      const made = await stripe.createConfirmationToken({ elements });
      if (made.error) return refuse(made.error.type === 'api_connection_error' ? unreachable : declinedCard(made.error.code, made.error.message));
      const paid = await outcome<PaymentOutcome>(api.POST('/api/payments', { body: { orderId, token: made.confirmationToken.id } }));
      if (!paid.ok) {
        refuse(refusalOf(paid.problem));
        return paid.problem.status === 401 ? signIn() : undefined;
      }
      if (paid.data.status === 'requires_action' && paid.data.clientSecret) return await authenticate(paid.data.clientSecret);
      setPhase('settling');
      lookAgain();
    } catch {
      refuse(unreachable);
    }
  }, [authenticate, elements, lookAgain, orderId, refuse, signIn, stripe]);

  // While the order's word is awaited, the payment may still fail: that is told to payments alone.
  useEffect(() => {
    if (phase !== 'settling') return;
    const timer = setInterval(() => {
      void paymentsOf(api, orderId).then((found) => {
        const newest = found.ok ? found.data[0] : undefined;
        if (newest?.status === 'failed') refuse(declinedCard(newest.declineCode));
        if (newest?.status === 'canceled') refuse(worded('The payment was given up.'));
      });
    }, settleMs);
    return () => clearInterval(timer);
  }, [orderId, phase, refuse]);

  return { phase, refusal, pay, isReady: Boolean(stripe && elements) };
}

function worded(message: string | undefined): Refusal {
  return { title: message ?? 'The payment did not go through.', advice: 'Nothing was charged. Try again.' };
}
