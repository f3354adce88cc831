import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { CredentialsForm } from '@/components/auth/credentials-form';
import { currentUser } from '@/lib/api/server';
import { safeNext } from '@/lib/session/next-path';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = safeNext((await searchParams).next);
  if (await currentUser()) redirect(next);
  return (
    <AuthCard title="Sign in" lead="Reserve tickets, pay for them, and look after your own listings.">
      <CredentialsForm kind="sign-in" next={next} />
    </AuthCard>
  );
}
