'use client';

import { useEffect, useRef, useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Spinner } from '@/components/ui/spinner';
import { api } from '@/lib/api/browser';
import { describe, outcome, type Problem } from '@/lib/api/problem';
import { useFragmentToken } from '@/lib/fragment-token';
import { UsedUp } from './used-up';

type Verdict = 'verified' | Problem;

/** Says that the address is the user's, by the link of a mail, as soon as the page is there. */
export function VerifyEmail() {
  const token = useFragmentToken();
  if (token === undefined) return <Waiting />;
  return token ? <WithToken key={token} token={token} /> : <NoLink title="This needs the link of a mail.">Open it from there, all of it, or have a new one sent from your account’s page.</NoLink>;
}

function WithToken({ token }: { token: string }) {
  const [verdict, setVerdict] = useState<Verdict>();
  // A token counts once, so it is sent once.
  const sent = useRef(false);

  const confirm = async () => {
    const result = await outcome(api.POST('/api/users/email-verification/confirm', { body: { token } }));
    setVerdict(result.ok ? 'verified' : result.problem);
  };
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    void confirm();
  });

  if (verdict === undefined) return <Waiting />;
  if (verdict === 'verified') return <Verified />;
  if (verdict.code === 'invalid_token') return <NoLink title="This link doesn’t work any more.">It was used already, or it is too old. Your account’s page says how your address stands, and sends a new link.</NoLink>;
  const again = () => {
    setVerdict(undefined);
    void confirm();
  };
  return (
    <div className="space-y-5">
      <Notice kind="danger" live>{describe(verdict)}</Notice>
      <Button wide onClick={again} className="min-h-12 text-base">
        Try again
      </Button>
    </div>
  );
}

function Waiting() {
  return (
    <p role="status" className="flex min-h-24 items-center gap-3 text-ink-soft">
      <Spinner className="size-5" />
      One moment…
    </p>
  );
}

function Verified() {
  return (
    <div className="space-y-5">
      <Notice kind="good" title="Your address is verified." live>
        <p>Thank you. That was all.</p>
      </Notice>
      <ButtonLink href="/" wide className="min-h-12 text-base">
        Look at the tickets
      </ButtonLink>
    </div>
  );
}

function NoLink({ title, children }: { title: string; children: string }) {
  return (
    <UsedUp title={title} href="/account" label="To my account">
      {children}
    </UsedUp>
  );
}
