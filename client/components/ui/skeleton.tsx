import type { ReactNode } from 'react';
import { cx } from '@/lib/class-names';

/** A bar in the place of a line of text or a picture; give it the size of what it stands for. */
export function Bar({ className }: { className?: string }) {
  return <span className={cx('skeleton-bar block', className)} />;
}

/** Around the bars of a page or a list: fades in only when it takes longer than 300 ms, and says once that it loads. */
export function Skeleton({ label = 'Loading…', className, children }: { label?: string; className?: string; children: ReactNode }) {
  return (
    <div className={cx('skeleton', className)} role="status">
      <span className="sr-only">{label}</span>
      <div aria-hidden="true" className="contents">
        {children}
      </div>
    </div>
  );
}
