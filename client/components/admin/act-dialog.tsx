'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { DialogAnswers, DialogFrame } from '@/components/ui/dialog-frame';
import { TextAreaField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import type { Outcome } from '@/lib/api/problem';
import { toast } from '@/lib/toast';

interface ActProps {
  /** What is asked besides the reason; its value is named `choice`. */
  children?: ReactNode;
  hint: string;
  confirm: string;
  act: (values: { reason: string; choice: string }) => Promise<Outcome<unknown>>;
  /** What is said when it is done. */
  done: string;
}

interface ActDialogProps extends ActProps {
  label: string;
  /** The label with what it is done to, for whom cannot see the row. */
  name: string;
  danger?: boolean;
  title: string;
  description: ReactNode;
}

/** An act of an admin: it needs a reason, and stands in the audit log. */
export function ActDialog({ label, name, danger = false, title, description, ...act }: ActDialogProps) {
  const [open, setOpen] = useState(false);
  const trigger = (
    <Button variant={danger ? 'danger' : 'secondary'} className="px-4" aria-label={name}>
      {label}
    </Button>
  );
  return (
    <DialogFrame trigger={trigger} title={title} description={description} open={open} onOpenChange={setOpen}>
      <ActForm {...act} close={() => setOpen(false)} />
    </DialogFrame>
  );
}

function ActForm({ children, hint, confirm, act, done, close }: ActProps & { close: () => void }) {
  const router = useRouter();
  const { errors, failure, pending, submit } = useForm({
    fields: ['reason', 'choice'],
    check: ({ reason }): { reason?: string } => (reason.trim() ? {} : { reason: 'Say why.' }),
    send: act,
    done: () => {
      close();
      toast.success(done);
      router.refresh();
    },
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="mt-5 space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      {children}
      <TextAreaField label="Reason" name="reason" rows={3} maxLength={500} hint={hint} error={errors.reason} required />
      <DialogAnswers>
        <AlertDialog.Close className={buttonClass({ variant: 'secondary' })}>Leave it</AlertDialog.Close>
        <Button type="submit" pending={pending}>
          {confirm}
        </Button>
      </DialogAnswers>
    </form>
  );
}
