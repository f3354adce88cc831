import type { ReactNode } from 'react';

/** A part of the account's page: what it is on the left, what can be done on a sheet beside it. */
export function SheetSection({ id, title, lead, children }: { id: string; title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t border-line py-7 last:pb-0 lg:grid-cols-[19rem_minmax(0,1fr)] lg:gap-10">
      <div>
        <h2 id={id} className="text-xl font-semibold">
          {title}
        </h2>
        {lead ? <p className="mt-1.5 max-w-prose text-[0.9375rem] text-ink-soft">{lead}</p> : null}
      </div>
      <div className="min-w-0 rounded-lg bg-sheet p-5 shadow-sheet ring-1 ring-line sm:p-6">{children}</div>
    </section>
  );
}
