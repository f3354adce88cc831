'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { api } from '@/lib/api/browser';
import { outcome } from '@/lib/api/problem';
import { checkEmail, errorsOf } from '@/lib/credentials';
import { TextLink } from './text-link';

/** Has a link sent to an address. Whether there is an account is told to nobody but its owner. */
export function ForgotForm() {
  const [sentTo, setSentTo] = useState<string>();
  const { errors, failure, pending, submit } = useForm({
    fields: ['email'],
    check: ({ email }) => errorsOf({ email: checkEmail(email) }),
    send: ({ email }) => outcome(api.POST('/api/users/password-reset', { body: { email: email.trim() } })),
    done: (_, { email }) => setSentTo(email.trim()),
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      {sentTo && !failure ? (
        <Notice kind="good" title="Look into your mailbox." live>
          <p>
            If <span className="font-semibold break-all">{sentTo}</span> has an account here, a link is on its way to it. No mail? It may lie among the spam.
          </p>
        </Notice>
      ) : null}
      <TextField label="E-mail" name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" spellCheck={false} maxLength={254} error={errors.email} required />
      <Button type="submit" wide pending={pending} pendingLabel="Sending…" className="min-h-12 text-base">
        {sentTo ? 'Send it again' : 'Send me a link'}
      </Button>
      <p className="text-center text-[0.9375rem]">
        <TextLink href="/sign-in">Back to sign-in</TextLink>
      </p>
    </form>
  );
}
