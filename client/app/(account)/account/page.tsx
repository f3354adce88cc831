import type { Metadata } from 'next';
import { AccountSessions, SessionsSkeleton } from '@/components/account/account-sessions';
import { DeleteAccount } from '@/components/account/delete-account';
import { EmailStanding } from '@/components/account/email-standing';
import { PasswordForm } from '@/components/account/password-form';
import { PageHeading } from '@/components/ui/page-heading';
import { Patiently } from '@/components/ui/patiently';
import { SheetSection } from '@/components/ui/sheet-section';
import { mySessions } from '@/lib/api/account';
import { requireUser } from '@/lib/session/require-user';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const user = await requireUser('/account');
  const sessions = mySessions();
  return (
    <>
      <PageHeading title="Your account" />
      <SheetSection id="email" title="E-mail" lead="You sign in with it, and it is where a link goes when you forget your password.">
        <EmailStanding email={user.email} verified={user.emailVerified} />
      </SheetSection>
      <SheetSection id="password" title="Password" lead="With a new one every other browser has to sign in again.">
        <PasswordForm email={user.email} />
      </SheetSection>
      <SheetSection id="sessions" title="Where you are signed in" lead="One you don’t know? End it, and change your password.">
        <Patiently data={sessions} skeleton={<SessionsSkeleton />}>
          <AccountSessions found={sessions} />
        </Patiently>
      </SheetSection>
      <SheetSection id="delete" title="Delete the account" lead="Your address and your password are erased, and what you sell is taken off the market; only who has reserved a ticket may still buy it. Orders and payments stay in the books, without your name.">
        <DeleteAccount email={user.email} />
      </SheetSection>
    </>
  );
}
