import type { ReactNode } from 'react';
import { Guilloche } from '@/components/ticket/guilloche';

/** Nothing here: why, and the one thing to do about it. */
export function EmptyState({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="stock-3 flex flex-col items-center rounded-lg px-6 py-14 text-center ring-1 ring-inset ring-line">
      <Guilloche seed={String(title)} className="mb-5 size-24 opacity-70" />
      <h2 className="text-xl font-semibold">{title}</h2>
      {children ? <div className="mt-2 max-w-md text-ink-soft">{children}</div> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}
