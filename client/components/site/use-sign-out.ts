'use client';

import { useRouter } from 'next/navigation';
import { toast } from '@/lib/toast';
import { api } from '@/lib/api/browser';
import { describe, outcome } from '@/lib/api/problem';

/** Ends the session; what was fetched in it is fetched anew. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  return async () => {
    const result = await outcome(api.POST('/api/users/signout'));
    if (!result.ok) {
      toast.error(describe(result.problem));
      return;
    }
    router.replace('/');
    router.refresh();
    toast.success('You are signed out.');
  };
}
