import type { TicketQuery } from './api/types';
import { parseMoney, toDecimal } from './money';

export const pageSize = 24;

export const sorts = { newest: 'Newest first', date: 'Soonest first', price: 'Lowest price', '-price': 'Highest price' } as const;
export type Sort = keyof typeof sorts;

/** What is looked for, as the address of the list says it. */
export interface Search {
  q?: string | undefined;
  city?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  minPrice?: string | undefined;
  maxPrice?: string | undefined;
  sort?: Sort | undefined;
  after?: string | undefined;
}

type Raw = Record<string, string | string[] | undefined>;

/** Reads an address that anybody may have written; what makes no sense is left out. */
export function parseSearch(raw: Raw): Search {
  const text = (name: string) => {
    const value = raw[name];
    return (Array.isArray(value) ? value[0] : value)?.trim().slice(0, 200) || undefined;
  };
  const date = (name: string) => {
    const value = text(name);
    return value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const amount = (name: string) => {
    const cents = parseMoney(text(name) ?? '');
    return cents === undefined ? undefined : toDecimal(cents).replace(/\.00$/, '');
  };
  const sort = text('sort');
  return compact({
    q: text('q'),
    city: text('city'),
    from: date('from'),
    to: date('to'),
    minPrice: amount('minPrice'),
    maxPrice: amount('maxPrice'),
    sort: sort && sort !== 'newest' && Object.hasOwn(sorts, sort) ? (sort as Sort) : undefined,
    after: typeof raw.after === 'string' ? raw.after : undefined,
  });
}

/** The address of a search. Another search begins at its first page. */
export function searchPath(search: Search): string {
  const query = new URLSearchParams(Object.entries(compact(search)).filter(([, value]) => value !== '')).toString();
  return query ? `/?${query}` : '/';
}

export const toApiQuery = (search: Search): TicketQuery => ({ ...compact(search), limit: pageSize });

/** Filters that are on, besides the words and the order. */
export const filterNames = ['city', 'from', 'to', 'minPrice', 'maxPrice'] as const;
export const filterCount = (search: Search): number => filterNames.filter((name) => search[name]).length;

/** The cursor of the next page in a `Link` header. */
export function nextCursor(link: string | null): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  return target && URL.canParse(target, 'http://api') ? (new URL(target, 'http://api').searchParams.get('after') ?? undefined) : undefined;
}

function compact<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
