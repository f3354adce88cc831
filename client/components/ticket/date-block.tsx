import { venueTime } from '@/lib/dates';

/** The date as a stub carries it: weekday, a large day, month, time at the venue. */
export function DateBlock({ startsAt, timezone }: { startsAt?: string | null | undefined; timezone?: string | null | undefined }) {
  if (!startsAt) return <span className="caps">Date open</span>;
  const { weekday, day, month, time, zone, long } = venueTime(startsAt, timezone);
  return (
    <time dateTime={startsAt} className="flex flex-col items-center">
      <span className="sr-only">
        {long}, {time} {zone}
      </span>
      <span className="caps" aria-hidden="true">{weekday}</span>
      <span className="font-display text-[2.125rem] leading-[1.05] font-semibold" aria-hidden="true">{day}</span>
      <span className="caps" aria-hidden="true">{month}</span>
      <span className="mt-2 text-xs font-medium" aria-hidden="true">{time}</span>
    </time>
  );
}
