import { X } from 'lucide-react';
import Link from 'next/link';
import { shortMoney } from '@/lib/money';
import { searchPath, type Search } from '@/lib/search';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** What narrows the list, each with a link that takes it away. */
export function ActiveFilters({ search }: { search: Search }) {
  const { after: _, ...first } = search;
  const filters = [
    search.q && { name: 'q', label: `“${search.q}”` },
    search.city && { name: 'city', label: search.city },
    search.from && { name: 'from', label: `from ${day.format(new Date(search.from))}` },
    search.to && { name: 'to', label: `until ${day.format(new Date(search.to))}` },
    search.minPrice && { name: 'minPrice', label: `${shortMoney(Number(search.minPrice))} or more` },
    search.maxPrice && { name: 'maxPrice', label: `${shortMoney(Number(search.maxPrice))} or less` },
  ].filter((filter) => typeof filter === 'object');
  if (!filters.length) return null;
  return (
    <ul className="flex flex-wrap gap-2" aria-label="Active filters">
      {filters.map(({ name, label }) => (
        <li key={name}>
          <Link href={searchPath({ ...first, [name]: undefined })} scroll={false} className="inline-flex min-h-11 items-center gap-2 rounded-full bg-accent-wash px-4 text-sm font-medium hover:underline">
            {label}
            <X className="size-3.5" aria-hidden="true" />
            <span className="sr-only">: remove this filter</span>
          </Link>
        </li>
      ))}
      {filters.length > 1 ? (
        <li>
          <Link href={searchPath({ ...(search.sort ? { sort: search.sort } : {}) })} scroll={false} className="inline-flex min-h-11 items-center px-2 text-sm font-medium text-accent underline underline-offset-4">
            Clear all
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
