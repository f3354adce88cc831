import { describe, expect, it } from 'vitest';
import { checkDraft, draftOf, emptyDraft, toListing } from '@/lib/listing/listing';

const now = Date.parse('2026-11-25T00:00:00Z');
const good = { ...emptyDraft, title: ' Winter Jazz Night ', price: '19.9', faceValue: '$25', startsAt: '2099-03-01T19:00', timezone: 'Europe/Oslo', city: 'Oslo' };

describe('a draft', () => {
  it('without a mistake becomes a listing', () => {
    expect(checkDraft(good, now)).toEqual({});
    expect(toListing(good)).toMatchObject({ title: 'Winter Jazz Night', price: '19.90', faceValue: '25.00', startsAt: '2099-03-01T18:00:00.000Z', timezone: 'Europe/Oslo', city: 'Oslo' });
  });

  it('has its mistakes told by field, all at once', () => {
    expect(Object.keys(checkDraft({ ...good, title: ' ', price: '0.49', faceValue: 'x', startsAt: '2020-01-01T10:00', description: 'x'.repeat(5001) }, now)).sort()).toEqual(['description', 'faceValue', 'price', 'startsAt', 'title']);
  });

  it('needs a time zone with a time only', () => {
    expect(checkDraft({ ...good, timezone: '' }, now)).toHaveProperty('timezone');
    expect(checkDraft({ ...good, startsAt: '', timezone: '' }, now)).toEqual({});
    expect(toListing({ ...good, startsAt: '' })).not.toHaveProperty('timezone');
  });

  it('of a listing is what was typed', () => {
    const ticket = { id: '1', userId: '2', version: 1, status: 'listed', currency: 'usd', title: 'Hamlet', price: 49, startsAt: '2026-12-20T19:30:00.000Z', timezone: 'Europe/Dublin' } as const;
    expect(draftOf(ticket)).toMatchObject({ title: 'Hamlet', price: '49.00', faceValue: '', startsAt: '2026-12-20T19:30', timezone: 'Europe/Dublin' });
  });
});
