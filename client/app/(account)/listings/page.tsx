import type { Metadata } from 'next';
import { MyListings } from '@/components/listing/my-listings';
import { RowListSkeleton } from '@/components/ticket/row-list';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeading } from '@/components/ui/page-heading';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { myListings } from '@/lib/api/account';
import { dataOf } from '@/lib/api/server';
import { requireUser } from '@/lib/session/require-user';

export const metadata: Metadata = { title: 'My listings' };

export default async function ListingsPage({ searchParams }: PageProps<'/listings'>) {
  await requireUser('/listings');
  const { after } = await searchParams;
  const found = myListings(typeof after === 'string' ? after : undefined);
  return (
    <>
      <PageHeading title="My listings" action={<ButtonLink href="/sell">Sell a ticket</ButtonLink>} />
      <Patiently data={found} skeleton={<RowListSkeleton label="Loading your listings…" />}>
        <Listings found={found} first={after ? '/listings' : undefined} />
      </Patiently>
    </>
  );
}

async function Listings({ found, first }: { found: ReturnType<typeof myListings>; first: string | undefined }) {
  const { items, next } = dataOf(await found);
  return items.length ? (
    <>
      <MyListings tickets={items} />
      <Pagination first={first} next={next && `/listings?after=${encodeURIComponent(next)}`} />
    </>
  ) : (
    <EmptyState title="You are not selling anything" action={<ButtonLink href="/" variant="secondary">Look at the tickets</ButtonLink>}>
      List a ticket that you can’t use, and it shows up here with everything that happens to it.
    </EmptyState>
  );
}
