import type { ReactNode } from 'react';
import { cx } from '@/lib/class-names';

const kinds = {
  neutral: 'bg-paper-deep text-ink-soft',
  accent: 'bg-accent-wash text-accent',
  good: 'bg-good-wash text-good',
  warn: 'bg-warn-wash text-warn',
  danger: 'bg-danger-wash text-danger',
};

export type BadgeKind = keyof typeof kinds;

export function Badge({ kind = 'neutral', children, className }: { kind?: BadgeKind; children: ReactNode; className?: string }) {
  return <span className={cx('caps inline-flex items-center gap-1.5 rounded-sm px-2 py-1', kinds[kind], className)}>{children}</span>;
}
