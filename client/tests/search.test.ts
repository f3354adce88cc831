import { describe, expect, it } from 'vitest';
import { filterCount, nextCursor, parseSearch, searchPath } from '@/lib/search';

describe('the address of a list', () => {
  it('is read and written back', () => {
    const search = parseSearch({ q: ' jazz ', city: 'São Paulo', from: '2026-12-01', maxPrice: '25.00', sort: 'price' });
    expect(search).toEqual({ q: 'jazz', city: 'São Paulo', from: '2026-12-01', maxPrice: '25', sort: 'price' });
    expect(searchPath(search)).toBe('/?q=jazz&city=S%C3%A3o+Paulo&from=2026-12-01&maxPrice=25&sort=price');
    expect(filterCount(search)).toBe(3);
  });

  it('loses what makes no sense', () => {
    expect(parseSearch({ q: '', from: '2026-13-45', to: 'soon', minPrice: 'cheap', sort: 'constructor', other: 'x' })).toEqual({});
    expect(searchPath({})).toBe('/');
  });
});

describe('the next page', () => {
  it('is in the Link header', () => expect(nextCursor('</api/tickets?limit=2&after=abc%3D>; rel="next"')).toBe('abc='));
  it.each([null, '', '</api/tickets?limit=2>; rel="prev"', '</api/tickets>; rel="next"'])('is not in %j', (link) => expect(nextCursor(link)).toBeUndefined());
});
