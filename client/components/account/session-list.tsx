'use client';

import { Globe } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/lib/api/browser';
import { describe, outcome } from '@/lib/api/problem';
import type { Session } from '@/lib/api/types';
import { cx } from '@/lib/class-names';
import { utcMoment } from '@/lib/dates';
import { toast } from '@/lib/toast';

/** Where the user is signed in. What has been ended here is gone at once. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const router = useRouter();
  const [ended, setEnded] = useState<readonly string[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const shown = sessions.filter(({ id }) => !ended.includes(id));

  const hasEnded = (id: string) => {
    setEnded((known) => [...known, id]);
    toast.success('That session is over.');
    // The button that was pressed is gone.
    list.current?.focus();
    router.refresh();
  };

  return (
    <div className="space-y-5">
      <ul ref={list} tabIndex={-1} aria-label="Sessions" className="divide-y divide-line outline-none">
        {shown.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-4 first:pt-0">
            <SessionFacts session={session} />
            {session.current ? null : <EndSession session={session} onEnd={() => hasEnded(session.id)} />}
          </li>
        ))}
      </ul>
      {shown.length === 1 ? <p className="text-[0.9375rem] text-ink-soft">You are signed in nowhere else.</p> : null}
      <EndAll />
    </div>
  );
}

function SessionFacts({ session }: { session: Session }) {
  return (
    <div className="flex min-w-0 gap-3">
      <Globe className={cx('mt-0.5 size-5 shrink-0', session.current ? 'text-accent' : 'text-ink-soft')} aria-hidden="true" />
      <div className="min-w-0 space-y-1">
        <p className="font-semibold">{session.current ? 'This browser, now' : 'Another browser'}</p>
        <p className="text-sm text-ink-soft">
          Signed in <time dateTime={session.createdAt}>{utcMoment(session.createdAt)}</time>
        </p>
        <p className="text-sm text-ink-soft">
          Last seen <time dateTime={session.lastSeenAt}>{utcMoment(session.lastSeenAt)}</time>
        </p>
      </div>
    </div>
  );
}

function EndSession({ session: { id, createdAt }, onEnd }: { session: Session; onEnd: () => void }) {
  const [pending, setPending] = useState(false);
  const end = async () => {
    setPending(true);
    const result = await outcome(api.DELETE('/api/users/sessions/{id}', { params: { path: { id } } }));
    setPending(false);
    if (result.ok) onEnd();
    else toast.error(describe(result.problem));
  };
  return (
    <Button variant="secondary" pending={pending} className="px-4 max-sm:ml-8" aria-label={`End the session of ${utcMoment(createdAt)}`} onClick={() => void end()}>
      End it
    </Button>
  );
}

function EndAll() {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const endAll = async () => {
    setPending(true);
    const result = await outcome(api.DELETE('/api/users/sessions'));
    setPending(false);
    if (!result.ok) return toast.error(describe(result.problem));
    toast.success('You are signed out everywhere.');
    router.replace('/');
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="danger" pending={pending} pendingLabel="Signing out…">
          Sign out everywhere
        </Button>
      }
      title="Sign out everywhere?"
      confirm="Sign out everywhere"
      keep="Stay signed in"
      onConfirm={() => void endAll()}
    >
      Every browser and device has to sign in again, this one too.
    </ConfirmDialog>
  );
}
