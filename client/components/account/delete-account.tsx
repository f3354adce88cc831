'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { PasswordField } from '@/components/auth/password-field';
import { Button, buttonClass } from '@/components/ui/button';
import { DialogAnswers, DialogFrame } from '@/components/ui/dialog-frame';
import { FieldError } from '@/components/ui/field-error';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { api } from '@/lib/api/browser';
import { outcome } from '@/lib/api/problem';
import { checkOldPassword, errorsOf } from '@/lib/credentials';
import { toast } from '@/lib/toast';

/** Asks for the password and a clear yes before the account is gone. */
export function DeleteAccount({ email }: { email: string }) {
  return (
    <DialogFrame trigger={<Button variant="danger">Delete my account…</Button>} title="Delete your account?" description={<p>The account of {email} is gone for good, and we cannot bring it back. What you sell is withdrawn, and what you bought can’t be shown here any more.</p>}>
      <DeleteForm email={email} />
    </DialogFrame>
  );
}

function DeleteForm({ email }: { email: string }) {
  const router = useRouter();
  const { errors, failure, pending, submit } = useForm({
    fields: ['password', 'understood'],
    check: ({ password, understood }) => errorsOf({ password: checkOldPassword(password), understood: understood ? undefined : 'Tick this box to go on.' }),
    send: ({ password }) => outcome(api.DELETE('/api/users/me', { body: { password } })),
    done: () => {
      toast.success('Your account is deleted.');
      router.replace('/');
      router.refresh();
    },
    about: { invalid_credentials: { field: 'password', text: 'That is not your password.' } },
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="mt-5 space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField kind="current" error={errors.password} />
      <Understood error={errors.understood} />
      <DialogAnswers>
        <AlertDialog.Close className={buttonClass({ variant: 'secondary' })}>Keep it</AlertDialog.Close>
        <Button type="submit" variant="danger" pending={pending} pendingLabel="Deleting…">
          Delete it for good
        </Button>
      </DialogAnswers>
    </form>
  );
}

function Understood({ error }: { error: string | undefined }) {
  const id = useId();
  return (
    <div className="space-y-1.5">
      <label className="flex min-h-11 items-center gap-3 text-[0.9375rem]">
        <input type="checkbox" name="understood" required aria-invalid={error ? true : undefined} aria-describedby={error ? id : undefined} className="size-5 shrink-0 accent-accent" />
        I understand that this cannot be undone.
      </label>
      <FieldError id={id} message={error} />
    </div>
  );
}
