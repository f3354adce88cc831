'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { parseSearch, searchPath } from '@/lib/search';

/** Goes to what a form of filters says; the old results stay until the new ones are there. */
export function useFiltering(): { pending: boolean; apply: (form: HTMLFormElement) => void } {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return {
    pending,
    apply: (form) => {
      const search = parseSearch(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));
      startTransition(() => router.push(searchPath(search), { scroll: false }));
    },
  };
}
