'use client';

import { Failure } from '@/components/site/failure';

/** For what goes wrong outside the pages' own layouts. */
export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="page">
      <Failure {...props} />
    </main>
  );
}
