import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** An order of somebody else, perhaps of the same person under another address. */
export function NotYours() {
  return (
    <>
      <h1 className="sr-only">Not your order</h1>
      <EmptyState title="This order belongs to another account" action={<ButtonLink href="/">Browse tickets</ButtonLink>}>
        If it is yours, sign out and sign in with the address that you bought it with.
      </EmptyState>
    </>
  );
}
