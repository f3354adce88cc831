'use client';

import { Search as SearchIcon, SlidersHorizontal } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { TextField, controlClass } from '@/components/ui/field';
import { cx } from '@/lib/class-names';
import { filterCount, sorts, type Search } from '@/lib/search';
import { useFiltering } from './use-filtering';

/** Words, order and filters: one form that goes into the address. Without scripts it is a plain GET form. */
export function SearchForm({ search, cities }: { search: Search; cities: string[] }) {
  const { pending, apply } = useFiltering();
  const [open, setOpen] = useState(false);
  const count = filterCount(search);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setOpen(false);
    apply(event.currentTarget);
  };
  return (
    <form action="/" role="search" aria-label="Tickets" onSubmit={submit} data-filtering={pending} className="space-y-4">
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <SearchIcon className="pointer-events-none absolute top-1/2 left-3.5 size-[1.125rem] -translate-y-1/2 text-ink-soft" aria-hidden="true" />
          <input key={search.q} type="search" name="q" defaultValue={search.q} maxLength={200} aria-label="Event, artist or venue" placeholder="Event, artist or venue" autoComplete="off" enterKeyHint="search" className={cx(controlClass, 'h-12 pl-11')} />
        </div>
        <Button type="submit" className="h-12 max-sm:px-4" pending={pending}>
          Search
        </Button>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 lg:hidden">
        <Button variant="secondary" aria-expanded={open} aria-controls="filters" onClick={() => setOpen(!open)} className="px-4">
          <SlidersHorizontal className="size-4" aria-hidden="true" />
          Filters{count ? ` (${count})` : ''}
        </Button>
      </div>
      <div id="filters" className={cx('grid gap-4 sm:grid-cols-2 lg:grid lg:grid-cols-[1.3fr_1fr_1fr_0.75fr_0.75fr_1.1fr_auto] lg:items-end lg:gap-3', !open && 'max-lg:hidden')}>
        <TextField key={`city${search.city}`} label="City" name="city" list="cities" defaultValue={search.city} maxLength={200} placeholder="Anywhere" autoComplete="off" />
        <datalist id="cities">
          {cities.map((city) => (
            <option key={city} value={city} />
          ))}
        </datalist>
        <TextField key={`from${search.from}`} label="From" type="date" name="from" defaultValue={search.from} />
        <TextField key={`to${search.to}`} label="To" type="date" name="to" defaultValue={search.to} />
        <TextField key={`min${search.minPrice}`} label="Price from" name="minPrice" inputMode="decimal" placeholder="$" defaultValue={search.minPrice} autoComplete="off" pattern="\$?\s*[0-9,]{1,9}(\.[0-9]{1,2})?" title="An amount, such as 20 or 19.50" />
        <TextField key={`max${search.maxPrice}`} label="Price to" name="maxPrice" inputMode="decimal" placeholder="$" defaultValue={search.maxPrice} autoComplete="off" pattern="\$?\s*[0-9,]{1,9}(\.[0-9]{1,2})?" title="An amount, such as 20 or 19.50" />
        <SortField sort={search.sort} onChange={(select) => select.form && apply(select.form)} />
        <Button type="submit" variant="secondary">
          Apply
        </Button>
      </div>
    </form>
  );
}

function SortField({ sort, onChange }: { sort: Search['sort']; onChange: (select: HTMLSelectElement) => void }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor="sort" className="text-sm font-semibold">
        Order
      </label>
      <select key={sort} id="sort" name="sort" defaultValue={sort ?? 'newest'} onChange={(event) => onChange(event.currentTarget)} className={cx(controlClass, 'pr-8')}>
        {Object.entries(sorts).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
