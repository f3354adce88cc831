import type { Metadata } from 'next';
import { ListingForm } from '@/components/listing/listing-form';
import { PageHeading } from '@/components/ui/page-heading';
import { emptyDraft } from '@/lib/listing/listing';
import { timeZones } from '@/lib/listing/time-zones';
import { requireUser } from '@/lib/session/require-user';

export const metadata: Metadata = { title: 'Sell a ticket' };

export default async function SellPage() {
  await requireUser('/sell');
  return (
    <>
      <PageHeading title="Sell a ticket" lead="It is on sale as soon as you send it off. You can change or withdraw it until somebody reserves it." />
      <ListingForm initial={emptyDraft} zones={timeZones()} />
    </>
  );
}
