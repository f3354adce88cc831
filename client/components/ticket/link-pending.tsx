'use client';

import { useLinkStatus } from 'next/link';
import { Spinner } from '@/components/ui/spinner';

/** Inside a link: shows that its page is on its way, once that takes longer than a blink. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span className="pending-late absolute right-4 bottom-4 text-ink-soft">
      <Spinner />
    </span>
  ) : null;
}
