import { venueTime } from '@/lib/dates';

/** `Wed 16 Dec 2026, 19:00 CET`: the clock at the venue. */
export function EventDate({ startsAt, timezone, className }: { startsAt: string; timezone?: string | null | undefined; className?: string }) {
  const { weekday, day, month, year, time, zone } = venueTime(startsAt, timezone);
  return (
    <time dateTime={startsAt} className={className}>
      {weekday} {day} {month} {year}, {time} <span className="text-ink-soft">{zone}</span>
    </time>
  );
}
