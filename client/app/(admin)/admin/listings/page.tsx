import type { Metadata } from 'next';
import { AdminNav } from '@/components/admin/admin-nav';
import { Filters, options } from '@/components/admin/filters';
import { AllListings } from '@/components/admin/all-listings';
import { RowListSkeleton } from '@/components/ticket/row-list';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectField, TextField } from '@/components/ui/field';
import { PageHeading } from '@/components/ui/page-heading';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { oneOf, pathWith, pick } from '@/lib/admin-query';
import { allListings } from '@/lib/api/admin';
import { dataOf } from '@/lib/api/server';
import { requireAdmin } from '@/lib/session/require-admin';

export const metadata: Metadata = { title: 'Listings' };

const path = '/admin/listings';
const statuses = { listed: 'On sale', reserved: 'Reserved', sold: 'Sold', withdrawn: 'Withdrawn', taken_down: 'Taken down' };

export default async function ListingsPage({ searchParams }: PageProps<'/admin/listings'>) {
  await requireAdmin(path);
  const query = pick(await searchParams, 'q', 'status', 'userId', 'after');
  const { after, ...filters } = { ...query, status: oneOf(statuses, query.status) };
  const found = allListings({ ...query, ...filters });
  return (
    <>
      <PageHeading title="Listings" />
      <AdminNav />
      <Filters action={path}>
        <TextField label="Title, venue, city or id" name="q" type="search" defaultValue={filters.q} maxLength={200} autoComplete="off" />
        <SelectField label="Status" name="status" defaultValue={filters.status}>{options(statuses)}</SelectField>
        <TextField label="Seller’s id" name="userId" defaultValue={filters.userId} maxLength={24} pattern="[0-9a-f]{24}" title="24 digits and letters from a to f" autoComplete="off" />
      </Filters>
      <Patiently data={found} skeleton={<RowListSkeleton label="Loading the listings…" />}>
        <Listings found={found} filters={filters} isFirst={!after} />
      </Patiently>
    </>
  );
}

async function Listings({ found, filters, isFirst }: { found: ReturnType<typeof allListings>; filters: Record<string, string | undefined>; isFirst: boolean }) {
  const { items, next } = dataOf(await found);
  return items.length ? (
    <>
      <AllListings tickets={items} />
      <Pagination first={isFirst ? undefined : pathWith(path, filters)} next={next && pathWith(path, { ...filters, after: next })} />
    </>
  ) : (
    <EmptyState title="No listings match">Try fewer words, or fewer filters.</EmptyState>
  );
}
