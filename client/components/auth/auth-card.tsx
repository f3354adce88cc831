import type { ReactNode } from 'react';
import { Guilloche } from '@/components/ticket/guilloche';

/** The admission: a narrow ticket with a form on it. */
export function AuthCard({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="stock-3 mx-auto max-w-md py-2 sm:py-8">
      <div className="ticket">
        <div className="ticket-sheet">
          <div className="relative h-16 overflow-hidden bg-stock">
            <Guilloche seed={title} className="absolute -top-16 right-2 size-48 opacity-45" />
          </div>
          <div className="p-6 sm:p-8">
            <h1 className="text-[1.75rem] font-semibold">{title}</h1>
            <p className="mt-2 mb-7 text-ink-soft">{lead}</p>
            {children}
          </div>
        </div>
      </div>
    </div>
  );
}
