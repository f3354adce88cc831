'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';

interface DialogFrameProps {
  /** A button. */
  trigger: ReactElement;
  title: string;
  description: ReactNode;
  children: ReactNode;
  /** For whom closes it himself, once what was asked for is done. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A question that has to be answered before anything else; on a phone it lies at the thumb. */
export function DialogFrame({ trigger, title, description, children, ...opening }: DialogFrameProps) {
  return (
    <AlertDialog.Root {...opening}>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup className="fixed inset-x-4 bottom-4 z-50 mx-auto max-h-[calc(100dvh-2rem)] max-w-md overflow-y-auto rounded-lg bg-sheet p-6 shadow-raised transition duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:top-[min(30%,8rem)] sm:bottom-auto">
          <AlertDialog.Title className="text-xl font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-soft" render={<div />}>
            {description}
          </AlertDialog.Description>
          {children}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** The answers, the safe one first to the eye and last to the thumb. */
export function DialogAnswers({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">{children}</div>;
}
