import { CalendarDays, MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '@/lib/class-names';
import { venueTime } from '@/lib/dates';
import { stockOf } from '@/lib/seed';
import type { CardTicket } from './ticket-card';
import { Guilloche } from './guilloche';
import { SeatFacts } from './seat-facts';

/** A whole ticket: the event on the sheet, `stub` beside it or, where it is narrow, below. */
export function BigTicket({ ticket, heading: Heading = 'h1', stub }: { ticket: CardTicket; heading?: 'h1' | 'h2'; stub: ReactNode }) {
  return (
    <div className={cx('ticket big-ticket', stockOf(ticket.title))}>
      <div className="ticket-sheet lg:flex">
        <div className="min-w-0 flex-1">
          <div className="relative h-24 overflow-hidden bg-stock sm:h-32">
            <Guilloche seed={ticket.title} className="absolute -top-24 right-[8%] size-72 opacity-45" />
            <Guilloche seed={`${ticket.title}.`} className="absolute top-6 -left-10 size-44 opacity-45" />
          </div>
          <div className="space-y-6 p-5 sm:p-8">
            <Heading className="text-[clamp(1.75rem,4.5vw,2.75rem)] font-semibold">{ticket.title}</Heading>
            <div className="grid gap-4 sm:grid-cols-2">
              <When startsAt={ticket.startsAt} timezone={ticket.timezone} />
              <Where venue={ticket.venue} city={ticket.city} />
            </div>
            <SeatFacts section={ticket.section} row={ticket.row} seat={ticket.seat} />
          </div>
        </div>
        <div className="perforation-y mx-4 lg:hidden" />
        <div className="perforation-x my-4 -mr-[1.5px] hidden shrink-0 lg:block" />
        <div className="p-5 sm:p-8 lg:w-80 lg:shrink-0">{stub}</div>
      </div>
    </div>
  );
}

function When({ startsAt, timezone }: Pick<CardTicket, 'startsAt' | 'timezone'>) {
  if (!startsAt) return <Fact icon={<CalendarDays />} first="Date open" second="The seller gave none" />;
  const { long, time, zone } = venueTime(startsAt, timezone);
  return (
    <Fact
      icon={<CalendarDays />}
      first={<time dateTime={startsAt}>{long}</time>}
      second={
        <>
          <span className="figures">{time}</span> {zone}, the venue’s time
        </>
      }
    />
  );
}

function Where({ venue, city }: Pick<CardTicket, 'venue' | 'city'>) {
  if (!venue && !city) return null;
  return <Fact icon={<MapPin />} first={venue ?? city} second={venue ? city : null} />;
}

function Fact({ icon, first, second }: { icon: ReactNode; first: ReactNode; second: ReactNode }) {
  return (
    <div className="flex gap-3 [&_svg]:mt-0.5 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-ink-soft">
      {icon}
      <div className="min-w-0">
        <p className="font-semibold">{first}</p>
        {second ? <p className="text-sm text-ink-soft">{second}</p> : null}
      </div>
    </div>
  );
}
