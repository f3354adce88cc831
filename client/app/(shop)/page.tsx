import type { Metadata } from 'next';
import { ActiveFilters } from '@/components/search/active-filters';
import { SearchForm } from '@/components/search/search-form';
import { Masthead } from '@/components/site/masthead';
import { LiveTickets } from '@/components/ticket/live-tickets';
import { standingOf } from '@/components/ticket/ticket-card';
import { TicketGrid, TicketGridSkeleton } from '@/components/ticket/ticket-grid';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { dataOf } from '@/lib/api/server';
import { knownCities, searchTickets, type Page } from '@/lib/api/tickets';
import type { Outcome } from '@/lib/api/problem';
import type { Ticket } from '@/lib/api/types';
import { soon } from '@/lib/soon';
import { filterCount, parseSearch, searchPath, type Search } from '@/lib/search';

type Props = PageProps<'/'>;

/** A page of tickets, and the search whose page it is. */
interface Found {
  search: Search;
  page: Outcome<Page<Ticket>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const search = parseSearch(await searchParams);
  const subject = [search.q && `“${search.q}”`, search.city && `in ${search.city}`].filter(Boolean).join(' ');
  return {
    ...(subject ? { title: `Tickets ${subject}` } : {}),
    alternates: { canonical: searchPath(search.city ? { city: search.city } : {}) },
    // One page of the list is enough for a search engine.
    robots: { index: !search.q && !search.after, follow: true },
  };
}

export default async function TicketsPage({ searchParams }: Props) {
  const search = parseSearch(await searchParams);
  const found = findPage(search);
  const narrowed = Boolean(search.q) || filterCount(search) > 0;
  return (
    <div className="space-y-7">
      <Masthead />
      <SearchForm search={search} cities={await soon(knownCities(), [])} />
      <ActiveFilters search={search} />
      <section aria-labelledby="results" className="results space-y-5">
        <h2 id="results" className="sr-only">
          {narrowed ? 'Tickets that match' : 'Tickets on sale'}
        </h2>
        <Patiently data={found} skeleton={<TicketGridSkeleton />}>
          <Results found={found} />
        </Patiently>
      </section>
    </div>
  );
}

/** A cursor of another search, or a broken one, is a 400: the first page is what was meant. */
async function findPage(search: Search): Promise<Found> {
  const page = await searchTickets(search);
  if (page.ok || page.problem.status !== 400 || !search.after) return { search, page };
  return findPage({ ...search, after: undefined });
}

async function Results({ found }: { found: Promise<Found> }) {
  const { search, page } = await found;
  const { items, next } = dataOf(page);
  if (!items.length) return <NoTickets narrowed={Boolean(search.q ?? search.after) || filterCount(search) > 0} />;
  return (
    <>
      <LiveTickets search={search} tickets={items.map(standingOf)}>
        <TicketGrid tickets={items} label="Tickets" />
      </LiveTickets>
      <Pagination first={search.after ? searchPath({ ...search, after: undefined }) : undefined} next={next && searchPath({ ...search, after: next })} />
    </>
  );
}

function NoTickets({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState title="No tickets match" action={<ButtonLink href="/" variant="secondary">Show all tickets</ButtonLink>}>
      Try fewer words, another city or a wider range of dates and prices.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing on sale yet" action={<ButtonLink href="/sell">Sell a ticket</ButtonLink>}>
      When somebody lists a ticket, it is printed here.
    </EmptyState>
  );
}
