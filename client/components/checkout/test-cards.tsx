import { ChevronDown } from 'lucide-react';

/** Only where the key is one of Stripe's test mode. */
export function TestCards() {
  return (
    <details className="group rounded-md bg-paper-deep px-4 text-sm">
      <summary className="flex min-h-11 items-center justify-between gap-3 font-semibold">
        Test mode: no real card is charged
        <ChevronDown className="size-4 shrink-0 transition-transform group-open:rotate-180" aria-hidden="true" />
      </summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 pb-4 text-ink-soft">
        {cards.map(([number, does]) => (
          <div key={number} className="contents">
            <dt className="figures whitespace-nowrap text-ink">{number}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const cards = [
  ['4242 4242 4242 4242', 'pays; any future date, any code'],
  ['4000 0025 0000 3155', 'asks for 3-D Secure'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'has insufficient funds'],
] as const;
