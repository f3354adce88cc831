'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Guilloche } from '@/components/ticket/guilloche';
import { Button, ButtonLink } from '@/components/ui/button';

/** Instead of a page that could not be made. The digest says what the API answered, if that was it. */
export function Failure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const status = /^API_(\d+)$/.exec(error.digest ?? '')?.[1];
  const unavailable = status === '0' || (status !== undefined && Number(status) >= 502);
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div role="alert" className="stock-4 mx-auto flex max-w-lg flex-col items-center py-12 text-center">
      <Guilloche seed="failure" className="mb-6 size-28" />
      <h1 className="text-3xl font-semibold">{unavailable ? 'The box office doesn’t answer' : 'Something went wrong here'}</h1>
      <p className="mt-3 text-ink-soft">
        {unavailable ? 'We can’t reach our own service just now. Nothing of yours is lost; it usually takes a moment.' : 'This is our mistake, not yours. Trying again may help.'}
      </p>
      {error.digest && !status ? <p className="mt-2 text-sm text-ink-soft">For support: {error.digest}</p> : null}
      <div className="mt-7 flex flex-wrap justify-center gap-3">
        <Button pending={pending} pendingLabel="Trying…" onClick={retry}>
          Try again
        </Button>
        <ButtonLink href="/" variant="secondary">
          All tickets
        </ButtonLink>
      </div>
    </div>
  );
}
