'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';
import { Button, buttonClass } from './button';
import { DialogAnswers, DialogFrame } from './dialog-frame';

interface ConfirmDialogProps {
  /** A button. */
  trigger: ReactElement;
  title: string;
  children: ReactNode;
  confirm: string;
  keep: string;
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ trigger, title, children, confirm, keep, onConfirm }: ConfirmDialogProps) {
  return (
    <DialogFrame trigger={trigger} title={title} description={children}>
      <DialogAnswers>
        <AlertDialog.Close className={buttonClass({ variant: 'secondary' })}>{keep}</AlertDialog.Close>
        <AlertDialog.Close render={<Button variant="danger" />} onClick={onConfirm}>
          {confirm}
        </AlertDialog.Close>
      </DialogAnswers>
    </DialogFrame>
  );
}
