'use client';

import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Bar, Skeleton } from '@/components/ui/skeleton';
import { useForm } from '@/components/ui/use-form';
import { api } from '@/lib/api/browser';
import { outcome, type Outcome } from '@/lib/api/problem';
import { checkNewPassword, errorsOf } from '@/lib/credentials';
import { useFragmentToken } from '@/lib/fragment-token';
import { PasswordField } from './password-field';
import { UsedUp } from './used-up';

/** A new password, by the link of a mail. */
export function ResetForm() {
  const token = useFragmentToken();
  if (token === undefined) return <FormSkeleton />;
  // Another link is another form.
  return token ? <WithToken key={token} token={token} /> : <NoLink title="This needs the link of a mail.">Open it from there, all of it, or have a new one sent.</NoLink>;
}

function WithToken({ token }: { token: string }) {
  const [end, setEnd] = useState<'done' | 'used up'>();
  const { errors, failure, pending, submit } = useForm({
    fields: ['password'],
    check: ({ password }) => errorsOf({ password: checkNewPassword(password) }),
    send: async ({ password }): Promise<Outcome<'done' | 'used up'>> => {
      const result = await outcome(api.POST('/api/users/password-reset/confirm', { body: { token, password } }));
      if (result.ok) return { ok: true, data: 'done' };
      return result.problem.code === 'invalid_token' ? { ok: true, data: 'used up' } : result;
    },
    done: setEnd,
  });
  if (end === 'done') return <Done />;
  if (end) return <NoLink title="This link doesn’t work any more.">It was used already, or it is too old. Have a new one sent.</NoLink>;
  return (
    <form method="post" noValidate onSubmit={submit} className="space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      <PasswordField label="New password" kind="new" error={errors.password} />
      <Button type="submit" wide pending={pending} pendingLabel="Saving…" className="min-h-12 text-base">
        Save the new password
      </Button>
    </form>
  );
}

function Done() {
  return (
    <div className="space-y-5">
      <Notice kind="good" title="Your new password is saved." live>
        <p>Wherever you were signed in you have to sign in again.</p>
      </Notice>
      <ButtonLink href="/sign-in" wide className="min-h-12 text-base">
        Sign in
      </ButtonLink>
    </div>
  );
}

function NoLink({ title, children }: { title: string; children: string }) {
  return (
    <UsedUp title={title} href="/forgot-password" label="Get a new link">
      {children}
    </UsedUp>
  );
}

function FormSkeleton() {
  return (
    <Skeleton className="space-y-5">
      <Bar className="h-4 w-28" />
      <Bar className="h-11" />
      <Bar className="h-12" />
    </Skeleton>
  );
}
