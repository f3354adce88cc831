import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { CredentialsForm } from '@/components/auth/credentials-form';
import { currentUser } from '@/lib/api/server';
import { safeNext } from '@/lib/session/next-path';

export const metadata: Metadata = { title: 'Make an account' };

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const next = safeNext((await searchParams).next);
  if (await currentUser()) redirect(next);
  return (
    <AuthCard title="Make an account" lead="One account to buy and to sell. An address and a password are all it takes.">
      <CredentialsForm kind="sign-up" next={next} />
    </AuthCard>
  );
}
