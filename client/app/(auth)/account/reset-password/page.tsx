import type { Metadata } from 'next';
import { AuthCard } from '@/components/auth/auth-card';
import { ResetForm } from '@/components/auth/reset-form';

export const metadata: Metadata = { title: 'Choose a new password' };

export default function ResetPasswordPage() {
  return (
    <AuthCard title="Choose a new password" lead="Then sign in with it.">
      <ResetForm />
    </AuthCard>
  );
}
