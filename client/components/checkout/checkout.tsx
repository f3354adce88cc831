'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { Receipt } from '@/components/order/receipt';
import type { BrowserConfig, Order, Payment } from '@/lib/api/types';
import { signInPath } from '@/lib/session/next-path';
import { Bought } from './bought';
import { CancelOrder } from './cancel-order';
import { Countdown } from './countdown';
import { Ended } from './ended';
import { OrderSummary } from './order-summary';
import { NoForm, PaymentPanel } from './payment-panel';
import { SignedOut } from './signed-out';
import { TestCards } from './test-cards';
import { useOrder } from './use-order';
import type { Phase } from './use-payment';

interface CheckoutProps {
  initial: Order;
  payments: Payment[];
  /** Undefined while payments cannot be reached. */
  config: BrowserConfig | undefined;
}

/** An order from its reservation to its end. */
export function Checkout({ initial, payments, config }: CheckoutProps) {
  const router = useRouter();
  const [wasOver] = useState(isOver(initial));
  const [phase, setPhase] = useState<Phase>('filling');
  const [isTimeUp, setIsTimeUp] = useState(false);
  const { order, offset, isSignedOut, refetch } = useOrder(initial, phase === 'settling' || isTimeUp);
  const timeUp = useCallback(() => setIsTimeUp(true), []);
  const signIn = useCallback(() => router.push(signInPath(`/orders/${initial.id}`)), [initial.id, router]);

  if (isOver(order)) {
    if (wasOver) return <Receipt order={order} payments={payments} />;
    return order.status === 'complete' ? <Bought order={order} known={payments} /> : <Ended order={order} />;
  }
  return (
    <div className="mx-auto max-w-5xl">
      <h1 className="text-3xl font-semibold sm:text-4xl">Pay for your ticket</h1>
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-10">
        <div className="sticky top-2 z-20 order-1 sm:static lg:col-span-2">
          <Countdown order={order} offset={offset} onEnd={timeUp} />
        </div>
        <div className="order-2 lg:order-3">
          <OrderSummary order={order} />
        </div>
        <section aria-labelledby="pay-by-card" className="order-3 space-y-5 rounded-lg bg-sheet p-5 shadow-sheet ring-1 ring-line sm:p-7 lg:order-2">
          <h2 id="pay-by-card" className="text-xl font-semibold">
            Pay by card
          </h2>
          {isSignedOut ? <SignedOut orderId={order.id} /> : null}
          {config ? (
            <PaymentPanel
              config={config}
              orderId={order.id}
              price={order.ticket.price}
              resumes={payments[0]?.status === 'processing'}
              isOpen={!isTimeUp}
              onPhase={setPhase}
              lookAgain={refetch}
              signIn={signIn}
            />
          ) : (
            <NoForm tryAgain={router.refresh}>Payments can’t be reached just now. The ticket is still held for you.</NoForm>
          )}
          {config?.publishableKey.startsWith('pk_test_') ? <TestCards /> : null}
        </section>
        <div className="order-4 text-center lg:col-span-2 lg:-ml-5 lg:text-left">
          <CancelOrder orderId={order.id} disabled={phase !== 'filling'} onDone={refetch} />
        </div>
      </div>
    </div>
  );
}

const isOver = ({ status }: Order): boolean => status === 'complete' || status === 'cancelled';
