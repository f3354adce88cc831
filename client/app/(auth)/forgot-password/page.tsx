import type { Metadata } from 'next';
import { AuthCard } from '@/components/auth/auth-card';
import { ForgotForm } from '@/components/auth/forgot-form';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function ForgotPasswordPage() {
  return (
    <AuthCard title="Forgot your password?" lead="Say which address you signed up with. We send a link there that lets you choose a new one.">
      <ForgotForm />
    </AuthCard>
  );
}
