'use client';

import { useTransition } from 'react';
import { toast } from '@/lib/toast';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { describe, outcome } from '@/lib/api/problem';
import { api } from './api';

/** Lets go of the ticket before it is paid. */
export function CancelOrder({ orderId, disabled, onDone }: { orderId: string; disabled: boolean; onDone: () => Promise<void> }) {
  const [pending, start] = useTransition();
  const cancel = () =>
    start(async () => {
      const done = await outcome(api.DELETE('/api/orders/{id}', { params: { path: { id: orderId } } }));
      // Paid in another tab meanwhile: looking again shows it.
      if (!done.ok && done.problem.code !== 'order_complete') toast.error(describe(done.problem));
      await onDone();
    });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quiet" pending={pending} disabled={disabled}>
          Cancel order
        </Button>
      }
      title="Let this ticket go?"
      confirm="Cancel order"
      keep="Keep it"
      onConfirm={cancel}
    >
      It goes back on sale at once, and someone else may take it. Nothing has been charged.
    </ConfirmDialog>
  );
}
