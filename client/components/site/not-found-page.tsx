import type { ReactNode } from 'react';
import { Guilloche } from '@/components/ticket/guilloche';
import { ButtonLink } from '@/components/ui/button';

/** A stub without a ticket. */
export function NotFoundPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="stock-1 mx-auto max-w-xl py-6 sm:py-12">
      <div className="ticket ticket-seam-x [--seam:5.5rem] sm:[--seam:9rem]">
        <div className="ticket-sheet flex min-h-64">
          <div className="relative flex w-[5.5rem] shrink-0 items-center justify-center overflow-hidden bg-stock sm:w-36">
            <Guilloche seed="not found" className="absolute size-56 max-w-none opacity-45" />
            <p className="font-display relative text-3xl font-semibold sm:text-5xl" aria-hidden="true">404</p>
          </div>
          <div className="perforation-x -ml-[1.5px] my-4 shrink-0 [--perforation:var(--engraving)]" />
          <div className="flex flex-1 flex-col p-5 sm:p-8">
            <h1 className="text-2xl font-semibold sm:text-3xl">{title}</h1>
            <p className="mt-3 mb-6 text-ink-soft">{children}</p>
            <ButtonLink href="/" className="mt-auto self-start">
              All tickets
            </ButtonLink>
          </div>
        </div>
      </div>
    </div>
  );
}
