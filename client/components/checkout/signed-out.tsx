import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { signInPath } from '@/lib/session/next-path';

/** The session ended in mid-checkout, here or in another tab. */
export function SignedOut({ orderId }: { orderId: string }) {
  return (
    <Notice kind="warn" title="You are signed out." live>
      <p>Sign in to pay for this ticket. It stays yours until the time is over.</p>
      <ButtonLink href={signInPath(`/orders/${orderId}`)} variant="secondary" className="mt-2">
        Sign in
      </ButtonLink>
    </Notice>
  );
}
