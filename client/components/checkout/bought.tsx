'use client';

import { useEffect, useRef, useState } from 'react';
import { Receipt } from '@/components/order/receipt';
import { Notice } from '@/components/ui/notice';
import type { Order, Payment } from '@/lib/api/types';
import { money } from '@/lib/money';
import { api } from './api';
import styles from './bought.module.css';
import { paymentsOf } from './payments-of';

/** The moment after: says that it worked, and hands the ticket out. Takes the focus. */
export function Bought({ order, known }: { order: Order; known: Payment[] }) {
  const payments = usePayments(order.id, known);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  return (
    <>
      <div ref={notice} tabIndex={-1} className="mb-8 rounded-md outline-none print:hidden">
        <Notice kind="good" title="Payment confirmed" live>
          <p>
            {money(order.ticket.price)} for {order.ticket.title}. Enjoy it!
          </p>
        </Notice>
      </div>
      <div className={styles.handed}>
        <Receipt order={order} payments={payments} />
      </div>
    </>
  );
}

/** Payments as they are now; the charge shows a moment after the order. */
function usePayments(orderId: string, known: Payment[]): Payment[] {
  const [payments, setPayments] = useState(known);
  const isSettled = payments[0]?.status === 'succeeded';
  useEffect(() => {
    if (isSettled) return;
    let tries = 0;
    const look = async () => {
      const found = await paymentsOf(api, orderId);
      if (found.ok) setPayments(found.data);
      tries += 1;
      if (tries >= 10) clearInterval(timer);
    };
    const timer = setInterval(() => void look(), 1000);
    void look();
    return () => clearInterval(timer);
  }, [isSettled, orderId]);
  return payments;
}
