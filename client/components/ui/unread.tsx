'use client';

import { useRouter } from 'next/navigation';
import { useTransition, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** In the place of a part of the page that could not be read. */
export function Unread({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Notice kind="danger" title={children}>
      <Button variant="secondary" pending={pending} pendingLabel="Trying…" className="mt-2" onClick={() => startTransition(() => router.refresh())}>
        Try again
      </Button>
    </Notice>
  );
}
