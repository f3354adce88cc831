'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { api } from '@/lib/api/browser';
import { outcome } from '@/lib/api/problem';
import { checkEmail, checkNewPassword, checkOldPassword, errorsOf } from '@/lib/credentials';
import { PasswordField } from './password-field';
import { TextLink } from './text-link';

const texts = {
  'sign-in': { submit: 'Sign in', pending: 'Signing in…', question: 'New here?', other: 'Make an account', href: '/sign-up' },
  'sign-up': { submit: 'Make an account', pending: 'Making your account…', question: 'Have an account?', other: 'Sign in', href: '/sign-in' },
};

/** Address and password; then on to `next`, which has been checked to be a page of this site. */
export function CredentialsForm({ kind, next }: { kind: 'sign-in' | 'sign-up'; next: string }) {
  const router = useRouter();
  const [moving, startTransition] = useTransition();
  const text = texts[kind];
  const isNew = kind === 'sign-up';

  const { errors, failure, pending, submit } = useForm({
    fields: ['email', 'password'],
    check: ({ email, password }) => errorsOf({ email: checkEmail(email), password: (isNew ? checkNewPassword : checkOldPassword)(password) }),
    send: ({ email, password }) => {
      const body = { email: email.trim(), password };
      return outcome(isNew ? api.POST('/api/users/signup', { body }) : api.POST('/api/users/signin', { body }));
    },
    done: () =>
      startTransition(() => {
        router.replace(next);
        router.refresh();
      }),
    about: { email_in_use: { field: 'email' } },
  });

  return (
    <form method="post" noValidate onSubmit={submit} className="space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      <TextField label="E-mail" name="email" type="email" autoComplete={isNew ? 'email' : 'username'} inputMode="email" autoCapitalize="none" spellCheck={false} maxLength={254} error={errors.email} required />
      <div>
        <PasswordField kind={isNew ? 'new' : 'current'} error={errors.password} />
        {isNew ? null : (
          <p className="mt-1 -mb-2 text-right text-[0.9375rem]">
            <TextLink href="/forgot-password">Forgot your password?</TextLink>
          </p>
        )}
      </div>
      <Button type="submit" wide pending={pending || moving} pendingLabel={text.pending} className="min-h-12 text-base">
        {text.submit}
      </Button>
      <p className="text-center text-[0.9375rem] text-ink-soft">
        {text.question}{' '}
        <TextLink href={next === '/' ? text.href : `${text.href}?next=${encodeURIComponent(next)}`}>{text.other}</TextLink>
      </p>
    </form>
  );
}
