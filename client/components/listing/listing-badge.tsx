import { Badge, type BadgeKind } from '@/components/ui/badge';
import type { TicketStatus } from '@/lib/api/types';

const looks: Record<TicketStatus, { kind: BadgeKind; text: string }> = {
  listed: { kind: 'accent', text: 'On sale' },
  reserved: { kind: 'warn', text: 'Reserved' },
  sold: { kind: 'good', text: 'Sold' },
  withdrawn: { kind: 'neutral', text: 'Withdrawn' },
};

export function ListingBadge({ status }: { status: TicketStatus }) {
  const { kind, text } = looks[status];
  return <Badge kind={kind}>{text}</Badge>;
}
