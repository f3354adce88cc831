import { Bar, Skeleton } from '@/components/ui/skeleton';
import { Unread } from '@/components/ui/unread';
import type { mySessions } from '@/lib/api/account';
import { SessionList } from './session-list';

/** The sessions, or why they cannot be shown: the rest of the page does without. */
export async function AccountSessions({ found }: { found: ReturnType<typeof mySessions> }) {
  const sessions = await found;
  return sessions.ok ? <SessionList sessions={sessions.data} /> : <Unread>Your sessions can’t be shown just now.</Unread>;
}

export function SessionsSkeleton() {
  return (
    <Skeleton label="Loading your sessions…" className="space-y-5">
      {[0, 1].map((row) => (
        <div key={row} className="space-y-2">
          <Bar className="h-5 w-36" />
          <Bar className="h-4 w-60 max-w-full" />
          <Bar className="h-4 w-60 max-w-full" />
        </div>
      ))}
    </Skeleton>
  );
}
