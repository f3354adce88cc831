'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

export function NavLink({ href, children, className = '' }: { href: string; children: ReactNode; className?: string }) {
  const current = usePathname() === href;
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={`inline-flex min-h-11 min-w-11 items-center justify-center rounded-md px-3 text-[0.9375rem] font-medium text-ink-soft transition-colors hover:bg-paper-deep hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8 ${className}`}
    >
      {children}
    </Link>
  );
}
