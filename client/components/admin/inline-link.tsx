import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link among text. */
export function InlineLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="underline decoration-line-strong underline-offset-4 hover:decoration-current">
      {children}
    </Link>
  );
}
