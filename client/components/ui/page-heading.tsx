import type { ReactNode } from 'react';

export function PageHeading({ title, lead, action }: { title: string; lead?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mb-8 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
      <div>
        <h1 className="text-[clamp(1.75rem,4.5vw,2.375rem)] font-semibold">{title}</h1>
        {lead ? <p className="mt-2 text-lg text-ink-soft">{lead}</p> : null}
      </div>
      {action}
    </div>
  );
}
