import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ListingForm } from '@/components/listing/listing-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeading } from '@/components/ui/page-heading';
import { dataOf } from '@/lib/api/server';
import { findTicket } from '@/lib/api/tickets';
import { draftOf } from '@/lib/listing/listing';
import { timeZones } from '@/lib/listing/time-zones';
import { requireUser } from '@/lib/session/require-user';

export const metadata: Metadata = { title: 'Edit a listing' };

const locked = {
  reserved: 'Somebody has reserved it and may be paying right now. If they don’t, you can edit it again.',
  sold: 'It has been sold.',
  withdrawn: 'You have withdrawn it. List it anew to sell it after all.',
};

export default async function EditPage({ params }: PageProps<'/listings/[id]/edit'>) {
  const { id } = await params;
  const user = await requireUser(`/listings/${id}/edit`);
  const found = await findTicket(id);
  if (!found.ok && [400, 404].includes(found.problem.status)) notFound();
  const ticket = dataOf(found);
  if (ticket.userId !== user.id) notFound();
  if (ticket.status !== 'listed') {
    return (
      <EmptyState title="This listing can’t be edited now" action={<ButtonLink href="/listings" variant="secondary">My listings</ButtonLink>}>
        {ticket.takenDown ? `We took it down: ${ticket.takenDown.reason}` : locked[ticket.status]}
      </EmptyState>
    );
  }
  return (
    <>
      <PageHeading title="Edit your listing" />
      <ListingForm initial={draftOf(ticket)} ticketId={ticket.id} zones={timeZones()} />
    </>
  );
}
