import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Order not found</h1>
      <EmptyState
        title="There is no such order"
        action={
          <>
            <ButtonLink href="/orders">Your orders</ButtonLink>
            <ButtonLink href="/" variant="secondary">
              Browse tickets
            </ButtonLink>
          </>
        }
      >
        The address may be incomplete. All your orders are in one list.
      </EmptyState>
    </>
  );
}
