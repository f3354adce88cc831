'use client';

import { ListingBadge } from '@/components/listing/listing-badge';
import { Price } from '@/components/ui/price';
import { cx } from '@/lib/class-names';
import type { Standing } from '@/lib/live/standing';
import { useStanding } from './live-tickets';
import { ValueNote } from './value-note';

/** The foot of a card: what the ticket costs, and how it stands once it is not on sale. Nothing is read aloud: a list is no news. */
export function CardOffer({ ticket }: { ticket: Standing }) {
  const { price, faceValue, status } = useStanding(ticket);
  const isTaken = status !== 'listed';
  return (
    <p className="mt-auto flex flex-wrap items-baseline gap-x-2.5 pt-3" data-taken={isTaken || undefined}>
      <Price amount={price} short className={cx('text-lg font-semibold', isTaken && 'text-ink-soft')} />
      {isTaken ? <ListingBadge status={status} /> : <ValueNote price={price} faceValue={faceValue} className="text-[0.8125rem]" />}
    </p>
  );
}
