import type { Metadata } from 'next';
import { AuthCard } from '@/components/auth/auth-card';
import { VerifyEmail } from '@/components/auth/verify-email';

export const metadata: Metadata = { title: 'Verify your address' };

export default function VerifyEmailPage() {
  return (
    <AuthCard title="Verify your address" lead="So that we know that mail to it reaches you.">
      <VerifyEmail />
    </AuthCard>
  );
}
