import type { ReactNode } from 'react';

/** A part of a form under a heading of its own, on six columns. */
export function FormGroup({ legend, lead, children }: { legend: string; lead?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-display text-xl font-semibold">{legend}</legend>
      {lead ? <p className="mt-1 text-[0.9375rem] text-ink-soft">{lead}</p> : null}
      <div className="mt-4 grid items-start gap-x-4 gap-y-5 sm:grid-cols-6">{children}</div>
    </fieldset>
  );
}
