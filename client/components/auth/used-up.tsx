import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** The page of a link that does nothing, and where to get one that does. */
export function UsedUp({ title, children, href, label }: { title: string; children: ReactNode; href: string; label: string }) {
  return (
    <div className="space-y-5">
      <Notice kind="warn" title={title} live>
        <p>{children}</p>
      </Notice>
      <ButtonLink href={href} wide className="min-h-12 text-base">
        {label}
      </ButtonLink>
    </div>
  );
}
