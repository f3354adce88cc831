import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '@/lib/class-names';

const kinds = {
  info: { Icon: Info, look: 'bg-accent-wash text-ink [--mark:var(--accent)]' },
  good: { Icon: CircleCheck, look: 'bg-good-wash text-ink [--mark:var(--good)]' },
  warn: { Icon: TriangleAlert, look: 'bg-warn-wash text-ink [--mark:var(--warn)]' },
  danger: { Icon: CircleAlert, look: 'bg-danger-wash text-ink [--mark:var(--danger)]' },
};

/** A message that stays in place. `live` has it read aloud when it appears. */
export function Notice({ kind = 'info', title, children, live = false, className }: { kind?: keyof typeof kinds; title?: ReactNode; children?: ReactNode; live?: boolean; className?: string }) {
  const { Icon, look } = kinds[kind];
  return (
    <div role={live ? (kind === 'danger' ? 'alert' : 'status') : undefined} className={cx('flex gap-3 rounded-md p-4 text-[0.9375rem]', look, className)}>
      <Icon className="mt-0.5 size-5 shrink-0 text-(--mark)" aria-hidden="true" />
      <div className="min-w-0 space-y-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
