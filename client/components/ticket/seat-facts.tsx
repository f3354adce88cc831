import type { EventDetails } from '@/lib/api/types';

/** Section, row and seat in boxes, as they are printed. */
export function SeatFacts({ section, row, seat }: Pick<EventDetails, 'section' | 'row' | 'seat'>) {
  const facts = [
    { name: 'Section', value: section },
    { name: 'Row', value: row },
    { name: 'Seat', value: seat },
  ].filter(({ value }) => value);
  if (!facts.length) return null;
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-md border border-line bg-line">
      {facts.map(({ name, value }) => (
        <div key={name} className="min-w-20 flex-auto bg-sheet px-4 py-2.5">
          <dt className="caps text-ink-soft">{name}</dt>
          <dd className="font-display text-lg leading-snug font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
