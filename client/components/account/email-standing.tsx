'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { api } from '@/lib/api/browser';
import { describe, outcome } from '@/lib/api/problem';

/** The address, and whether it is known to be the user's. */
export function EmailStanding({ email, verified }: { email: string; verified: boolean }) {
  return (
    <div className="space-y-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="min-w-0 font-semibold break-all">{email}</span>
        <Badge kind={verified ? 'good' : 'warn'}>{verified ? 'Verified' : 'Not verified'}</Badge>
      </p>
      {verified ? null : <SendAgain email={email} />}
    </div>
  );
}

function SendAgain({ email }: { email: string }) {
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<{ kind: 'good' | 'danger'; text: string }>();
  const send = async () => {
    setPending(true);
    setSaid(undefined);
    const result = await outcome(api.POST('/api/users/email-verification'));
    setPending(false);
    setSaid(result.ok ? { kind: 'good', text: `A new link is on its way to ${email}.` } : { kind: 'danger', text: describe(result.problem) });
  };
  return (
    <>
      <p className="text-[0.9375rem] text-ink-soft">We have sent you a link. Open it, and we know that this address is yours.</p>
      {said ? <Notice kind={said.kind} live>{said.text}</Notice> : null}
      <Button variant="secondary" pending={pending} pendingLabel="Sending…" onClick={() => void send()}>
        Send the link again
      </Button>
    </>
  );
}
