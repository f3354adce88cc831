'use client';

import './globals.css';

/** When even the root layout fails. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="page py-16 text-center">
          <title>Something went wrong</title>
          <h1 className="text-3xl font-semibold">Something went wrong here</h1>
          <p className="mt-3 text-ink-soft">This is our mistake, not yours.</p>
          <button type="button" onClick={reset} className="mt-6 min-h-11 rounded-md bg-accent px-5 font-semibold text-on-accent">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
