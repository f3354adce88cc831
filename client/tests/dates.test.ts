import { describe, expect, it } from 'vitest';
import { fromLocalInput, isTimeZone, toLocalInput, utcMoment, venueTime } from '@/lib/dates';

describe('the time at the venue', () => {
  it('is the clock on its wall, with the day there', () => {
    expect(venueTime('2026-12-16T00:00:00.000Z', 'America/Toronto')).toMatchObject({ weekday: 'Tue', day: '15', month: 'Dec', time: '19:00', zone: 'EST', long: 'Tuesday 15 December 2026' });
    expect(venueTime('2027-01-16T07:00:00.000Z', 'Asia/Tokyo')).toMatchObject({ day: '16', time: '16:00' });
    expect(venueTime('2026-07-01T18:00:00.000Z', 'Europe/Oslo')).toMatchObject({ time: '20:00', zone: 'CEST' });
  });

  it('is UTC for a zone that nobody knows', () => {
    expect(venueTime('2026-07-01T18:00:00.000Z', 'Mars/Olympus')).toMatchObject({ time: '18:00', zone: 'UTC' });
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(isTimeZone('')).toBe(false);
  });
});

describe('what a seller types', () => {
  it.each([
    ['2099-03-01T19:00', 'Europe/Oslo', '2099-03-01T18:00:00.000Z'],
    ['2026-12-15T19:00', 'America/Toronto', '2026-12-16T00:00:00.000Z'],
    ['2026-07-01T19:00', 'Asia/Kolkata', '2026-07-01T13:30:00.000Z'],
    // The clock shows 02:30 twice: the first is meant.
    ['2026-10-25T02:30', 'Europe/Oslo', '2026-10-25T00:30:00.000Z'],
    // The clock never shows 02:30: it goes from 02:00 to 03:00.
    ['2026-03-29T02:30', 'Europe/Oslo', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => expect(fromLocalInput(local, zone)).toBe(instant));

  it('goes there and back', () => {
    for (let hour = 0; hour < 24 * 366; hour += 7) {
      const instant = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
      expect(fromLocalInput(toLocalInput(instant, 'Australia/Sydney'), 'Australia/Sydney')).toBe(instant);
    }
  });

  it('is nothing if it is no date', () => {
    expect(fromLocalInput('tomorrow', 'Europe/Oslo')).toBeUndefined();
    expect(fromLocalInput('2026-13-45T99:00', 'Europe/Oslo')).toBeUndefined();
    expect(fromLocalInput('2026-01-01T10:00', 'nowhere')).toBeUndefined();
  });
});

it('a moment without a venue is in UTC', () => expect(utcMoment('2026-11-24T23:43:07.697Z')).toBe('24 Nov 2026, 23:43 UTC'));
