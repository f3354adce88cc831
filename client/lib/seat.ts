import type { EventDetails } from './api/types';

/** `Stalls, row 9, seat 17`; undefined where nothing is known. */
export function seatLine({ section, row, seat }: Pick<EventDetails, 'section' | 'row' | 'seat'>): string | undefined {
  const parts = [section, row && `row ${row}`, seat && `seat ${seat}`].filter(Boolean);
  const line = parts.join(', ');
  return line ? line.charAt(0).toUpperCase() + line.slice(1) : undefined;
}

/** `Lakefront Center, Toronto` */
export function placeLine({ venue, city }: Pick<EventDetails, 'venue' | 'city'>): string | undefined {
  return [venue, city].filter(Boolean).join(', ') || undefined;
}
