import { Badge } from '@/components/ui/badge';
import type { Audited } from '@/lib/api/admin';
import type { AuditEntry } from '@/lib/api/types';
import { utcMoment } from '@/lib/dates';
import { InlineLink } from './inline-link';

/** Where what was done something to can be seen. */
const subjectPath: Record<Audited, (id: string) => string> = {
  users: (id) => `/admin/users?q=${id}`,
  listings: (id) => `/admin/listings?q=${id}`,
  orders: (id) => `/admin/orders/${id}`,
};

/** `ticket.taken_down` → `Ticket taken down` */
const inWords = (act: string): string => {
  const words = act.replace(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What admins did: what, to what, who, when and why. */
export function AuditList({ entries, of }: { entries: AuditEntry[]; of: Audited }) {
  return (
    <ul className="space-y-4" aria-label="Acts">
      {entries.map(({ id, at, admin, act, subject, reason, detail }) => (
        <li key={id} className="space-y-2 rounded-lg bg-sheet p-4 shadow-sheet ring-1 ring-line sm:px-5">
          <p className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <span className="flex flex-wrap items-center gap-3 font-semibold">
              {inWords(act)}
              {detail ? <Badge>{detail}</Badge> : null}
            </span>
            <time dateTime={at} className="text-sm text-ink-soft">
              {utcMoment(at)}
            </time>
          </p>
          <p className="break-words whitespace-pre-line">{reason}</p>
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
            <span className="break-all">By {admin.email}</span>
            <InlineLink href={subjectPath[of](subject)}>{subject}</InlineLink>
          </p>
        </li>
      ))}
    </ul>
  );
}
