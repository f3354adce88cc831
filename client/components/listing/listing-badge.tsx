import { Badge, type BadgeKind } from '@/components/ui/badge';
import type { TicketStatus } from '@/lib/api/types';

/** A listing that an admin took down stands as withdrawn, except to its seller and to admins. */
const looks: Record<TicketStatus | 'taken_down', { kind: BadgeKind; text: string }> = {
  listed: { kind: 'accent', text: 'On sale' },
  reserved: { kind: 'warn', text: 'Reserved' },
  sold: { kind: 'good', text: 'Sold' },
  withdrawn: { kind: 'neutral', text: 'Withdrawn' },
  taken_down: { kind: 'danger', text: 'Taken down' },
};

export function ListingBadge({ status }: { status: keyof typeof looks }) {
  const { kind, text } = looks[status];
  return <Badge kind={kind}>{text}</Badge>;
}
