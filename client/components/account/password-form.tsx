'use client';

import { useRouter } from 'next/navigation';
import { PasswordField } from '@/components/auth/password-field';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { api } from '@/lib/api/browser';
import { outcome } from '@/lib/api/problem';
import { checkNewPassword, checkOldPassword, errorsOf } from '@/lib/credentials';
import { toast } from '@/lib/toast';

/** The old password and a new one. */
export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const { errors, failure, pending, submit } = useForm({
    fields: ['currentPassword', 'newPassword'],
    check: ({ currentPassword, newPassword }) => errorsOf({ currentPassword: checkOldPassword(currentPassword), newPassword: checkNewPassword(newPassword) }),
    send: (body) => outcome(api.POST('/api/users/password', { body })),
    done: (_, __, form) => {
      form.reset();
      toast.success('Your password is changed.');
      // The other sessions are over.
      router.refresh();
    },
    about: { invalid_credentials: { field: 'currentPassword', text: 'That is not your password.' } },
  });
  return (
    <form method="post" noValidate onSubmit={submit} className="max-w-md space-y-5">
      {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
      {/* For password managers, which ask whose password it is. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label="Current password" name="currentPassword" kind="current" error={errors.currentPassword} />
      <PasswordField label="New password" name="newPassword" kind="new" error={errors.newPassword} />
      <Button type="submit" pending={pending} pendingLabel="Changing…">
        Change password
      </Button>
    </form>
  );
}
