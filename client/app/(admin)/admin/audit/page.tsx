import type { Metadata } from 'next';
import Link from 'next/link';
import { AdminNav } from '@/components/admin/admin-nav';
import { AuditList } from '@/components/admin/audit-list';
import { RowListSkeleton } from '@/components/ticket/row-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeading } from '@/components/ui/page-heading';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { oneOf, pathWith, pick } from '@/lib/admin-query';
import { auditOf, audited, type Audited } from '@/lib/api/admin';
import { dataOf } from '@/lib/api/server';
import { requireAdmin } from '@/lib/session/require-admin';

export const metadata: Metadata = { title: 'Audit log' };

const path = '/admin/audit';
const names: Record<Audited, string> = { users: 'Users', listings: 'Listings', orders: 'Orders' };

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  await requireAdmin(path);
  const query = pick(await searchParams, 'of', 'after');
  const of = oneOf(audited, query.of) ?? 'users';
  const found = auditOf(of, query.after);
  return (
    <>
      <PageHeading title="Audit log" />
      <AdminNav />
      <nav aria-label="Whose acts" className="mb-6 flex flex-wrap gap-2">
        {Object.entries(names).map(([key, text]) => (
          <Link key={key} href={pathWith(path, { of: key })} aria-current={key === of ? 'page' : undefined} className="inline-flex min-h-11 items-center rounded-full px-4 text-sm font-medium ring-1 ring-line-strong ring-inset hover:ring-ink aria-[current=page]:bg-accent-wash aria-[current=page]:ring-accent">
            {text}
          </Link>
        ))}
      </nav>
      <Patiently data={found} skeleton={<RowListSkeleton label="Loading the log…" />}>
        <Entries found={found} of={of} isFirst={!query.after} />
      </Patiently>
    </>
  );
}

async function Entries({ found, of, isFirst }: { found: ReturnType<typeof auditOf>; of: Audited; isFirst: boolean }) {
  const { items, next } = dataOf(await found);
  return items.length ? (
    <>
      <AuditList entries={items} of={of} />
      <Pagination first={isFirst ? undefined : pathWith(path, { of })} next={next && pathWith(path, { of, after: next })} />
    </>
  ) : (
    <EmptyState title="Nothing yet">What admins do is written down here, with who did it, when and why.</EmptyState>
  );
}
