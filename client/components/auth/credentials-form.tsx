'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { api } from '@/lib/api/browser';
import { byField, outcome } from '@/lib/api/problem';
import { checkCredentials, credentialFields, type CredentialErrors } from '@/lib/credentials';
import { focusFirstError } from '@/lib/focus-first-error';
import { PasswordField } from './password-field';

const texts = {
  'sign-in': { submit: 'Sign in', pending: 'Signing in…', question: 'New here?', other: 'Make an account', href: '/sign-up' },
  'sign-up': { submit: 'Make an account', pending: 'Making your account…', question: 'Have an account?', other: 'Sign in', href: '/sign-in' },
};

/** Address and password; then on to `next`, which has been checked to be a page of this site. */
export function CredentialsForm({ kind, next }: { kind: 'sign-in' | 'sign-up'; next: string }) {
  const router = useRouter();
  const [errors, setErrors] = useState<CredentialErrors>({});
  const [failure, setFailure] = useState<string>();
  const [calling, setCalling] = useState(false);
  const [moving, startTransition] = useTransition();
  const text = texts[kind];

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = { email: String(data.get('email')).trim(), password: String(data.get('password')) };
    const wrong = checkCredentials(body, kind);
    setErrors(wrong);
    setFailure(undefined);
    if (Object.keys(wrong).length) return focusFirstError(form);

    setCalling(true);
    const result = await outcome(kind === 'sign-in' ? api.POST('/api/users/signin', { body }) : api.POST('/api/users/signup', { body }));
    setCalling(false);
    if (result.ok) {
      startTransition(() => {
        router.replace(next);
        router.refresh();
      });
      return;
    }
    const told = byField(result.problem, credentialFields);
    setErrors(result.problem.code === 'email_in_use' ? { email: told.rest ?? told.fields.email } : told.fields);
    setFailure(result.problem.code === 'email_in_use' ? undefined : told.rest);
    focusFirstError(form);
  };

  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      <TextField label="E-mail" name="email" type="email" autoComplete={kind === 'sign-in' ? 'username' : 'email'} inputMode="email" autoCapitalize="none" spellCheck={false} maxLength={254} error={errors.email} required />
      <PasswordField kind={kind} error={errors.password} />
      <Button type="submit" wide pending={calling || moving} pendingLabel={text.pending} className="min-h-12 text-base">
        {text.submit}
      </Button>
      <p className="text-center text-[0.9375rem] text-ink-soft">
        {text.question}{' '}
        <Link href={next === '/' ? text.href : `${text.href}?next=${encodeURIComponent(next)}`} className="inline-flex min-h-11 items-center font-semibold text-accent underline underline-offset-4">
          {text.other}
        </Link>
      </p>
    </form>
  );
}
