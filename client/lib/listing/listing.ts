import type { ListingBody, Ticket } from '@/lib/api/types';
import { fromLocalInput, isTimeZone, toLocalInput } from '@/lib/dates';
import { maximumPrice, minimumPrice, money, parseMoney, toDecimal } from '@/lib/money';

export const listingFields = ['title', 'venue', 'city', 'startsAt', 'timezone', 'section', 'row', 'seat', 'price', 'faceValue', 'description'] as const;
export type ListingField = (typeof listingFields)[number];

/** What the form holds: texts, as they were typed. */
export type Draft = Record<ListingField, string>;
export type DraftErrors = Partial<Record<ListingField, string>>;

const limits: Partial<Record<ListingField, { most: number; name: string }>> = {
  title: { most: 200, name: 'The title' },
  venue: { most: 200, name: 'The venue' },
  city: { most: 200, name: 'The city' },
  section: { most: 200, name: 'The section' },
  row: { most: 200, name: 'The row' },
  seat: { most: 200, name: 'The seat' },
  description: { most: 5000, name: 'The description' },
};

export const emptyDraft: Draft = { title: '', venue: '', city: '', startsAt: '', timezone: '', section: '', row: '', seat: '', price: '', faceValue: '', description: '' };

export function draftOf(ticket: Ticket): Draft {
  const { timezone, startsAt } = ticket;
  return {
    title: ticket.title,
    venue: ticket.venue ?? '',
    city: ticket.city ?? '',
    startsAt: startsAt && isTimeZone(timezone) ? toLocalInput(startsAt, timezone) : '',
    timezone: timezone ?? '',
    section: ticket.section ?? '',
    row: ticket.row ?? '',
    seat: ticket.seat ?? '',
    price: ticket.price.toFixed(2),
    faceValue: ticket.faceValue?.toFixed(2) ?? '',
    description: ticket.description ?? '',
  };
}

/** What is wrong with a draft, by field. `now` in milliseconds. */
export function checkDraft(draft: Draft, now: number): DraftErrors {
  const errors: DraftErrors = {};
  for (const [field, limit] of Object.entries(limits) as [ListingField, { most: number; name: string }][]) {
    if (draft[field].trim().length > limit.most) errors[field] = `${limit.name} can have at most ${limit.most} characters.`;
  }
  if (!draft.title.trim()) errors.title = 'Say which event the ticket is for.';
  const price = checkPrice(draft.price, 'Say what the ticket costs.');
  if (price) errors.price = price;
  const faceValue = draft.faceValue.trim() ? checkPrice(draft.faceValue, '') : undefined;
  if (faceValue) errors.faceValue = faceValue;
  if (draft.startsAt) {
    const startsAt = fromLocalInput(draft.startsAt, draft.timezone);
    if (!isTimeZone(draft.timezone)) errors.timezone = 'Choose the time zone of the venue.';
    else if (!startsAt) errors.startsAt = 'Enter a date and a time.';
    else if (Date.parse(startsAt) <= now) errors.startsAt = 'This event has begun already.';
  }
  return errors;
}

export function checkPrice(text: string, missing: string): string | undefined {
  if (!text.trim()) return missing || undefined;
  const cents = parseMoney(text);
  if (cents === undefined) return 'Enter an amount such as 45 or 19.50.';
  if (cents < minimumPrice) return `The least is ${money(minimumPrice / 100)}.`;
  if (cents > maximumPrice) return `The most is ${money(maximumPrice / 100)}.`;
  return undefined;
}

/** A draft without errors as the API takes it. What is empty is left out. */
export function toListing(draft: Draft): ListingBody {
  const text = (value: string) => value.trim() || undefined;
  const startsAt = draft.startsAt ? fromLocalInput(draft.startsAt, draft.timezone) : undefined;
  const faceValue = draft.faceValue.trim() ? toDecimal(parseMoney(draft.faceValue) ?? 0) : undefined;
  return {
    title: draft.title.trim(),
    price: toDecimal(parseMoney(draft.price) ?? 0),
    ...(faceValue ? { faceValue } : {}),
    venue: text(draft.venue),
    city: text(draft.city),
    section: text(draft.section),
    row: text(draft.row),
    seat: text(draft.seat),
    description: text(draft.description),
    ...(startsAt ? { startsAt, timezone: draft.timezone } : {}),
  };
}

/** The draft as a ticket looks, as far as it makes sense. */
export function previewOf(draft: Draft) {
  const price = parseMoney(draft.price);
  const faceValue = parseMoney(draft.faceValue);
  const startsAt = draft.startsAt ? fromLocalInput(draft.startsAt, draft.timezone) : undefined;
  return { ...draft, title: draft.title.trim() || 'Your event', price: price === undefined ? undefined : price / 100, faceValue: faceValue ? faceValue / 100 : undefined, startsAt };
}
