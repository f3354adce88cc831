const locale = 'en-GB';

/** Each knows the names of the zones of its own part of the world, and calls the others by their offset. */
const zoneLocales = ['en-GB', 'en-US', 'en-AU', 'en-CA', 'en-NZ'];

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, key: string, options: Intl.DateTimeFormatOptions, inLocale = locale): Intl.DateTimeFormat {
  const id = `${timeZone}|${key}|${inLocale}`;
  let found = formats.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat(inLocale, { ...options, timeZone });
    formats.set(id, found);
  }
  return found;
}

export interface VenueTime {
  /** `16` */ day: string;
  /** `Dec` */ month: string;
  /** `2026` */ year: string;
  /** `Wed` */ weekday: string;
  /** `19:00` */ time: string;
  /** `CET` or `GMT+1` */ zone: string;
  /** `Wednesday 16 December 2026` */ long: string;
}

/** An instant as the clock on the venue's wall shows it. */
export function venueTime(iso: string, timezone: string | null | undefined): VenueTime {
  const zone = isTimeZone(timezone) ? timezone : 'UTC';
  const at = new Date(iso);
  const part = (key: string, options: Intl.DateTimeFormatOptions) => format(zone, key, options).format(at);
  const weekday = part('weekdayLong', { weekday: 'long' });
  return {
    day: part('day', { day: 'numeric' }),
    month: part('month', { month: 'short' }).slice(0, 3),
    year: part('year', { year: 'numeric' }),
    weekday: weekday.slice(0, 3),
    time: part('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    zone: zoneName(at, zone),
    long: `${weekday} ${part('long', { day: 'numeric', month: 'long', year: 'numeric' })}`,
  };
}

function zoneName(at: Date, zone: string): string {
  const names = zoneLocales.map(
    (inLocale) => format(zone, 'zone', { timeZoneName: 'short', hour: 'numeric' }, inLocale).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC',
  );
  return names.find((name) => !/[+\u2212-]/.test(name)) ?? names[0] ?? 'UTC';
}

/** `25 Nov 2026, 14:05 UTC`: when something was done, where no venue has a say. */
export function utcMoment(iso: string): string {
  return `${format('UTC', 'moment', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso))} UTC`;
}

/** What `<input type="datetime-local">` takes for an instant at the venue. */
export function toLocalInput(iso: string, timezone: string): string {
  const parts = Object.fromEntries(
    format(timezone, 'local', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      .formatToParts(new Date(iso))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * The instant at which the venue's clock shows `local` (`2026-12-16T19:00`). Of an hour that a clock shows twice the first is
 * meant; of one that it skips, the instant that the clock shows as one hour later.
 */
export function fromLocalInput(local: string, timezone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local) || !isTimeZone(timezone)) return undefined;
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return undefined;
  const day = 86_400_000;
  // The offsets before and after any change near by; the earlier instant that shows the wall's time wins.
  const candidates = [offsetAt(wall - day, timezone), offsetAt(wall + day, timezone)].map((offset) => wall - offset).sort((a, b) => a - b);
  const exact = candidates.find((instant) => instant + offsetAt(instant, timezone) === wall);
  return new Date(exact ?? candidates[1] ?? wall).toISOString();
}

export function isTimeZone(timezone: string | null | undefined): timezone is string {
  if (!timezone) return false;
  try {
    format(timezone, 'check', {});
    return true;
  } catch {
    return false;
  }
}

function offsetAt(instant: number, timezone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  return Date.parse(`${toLocalInput(new Date(second).toISOString(), timezone)}:${String(new Date(second).getUTCSeconds()).padStart(2, '0')}Z`) - second;
}
