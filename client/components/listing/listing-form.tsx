'use client';

import { TicketFace } from '@/components/ticket/ticket-card';
import { Button, ButtonLink } from '@/components/ui/button';
import { SelectField, TextAreaField, TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { previewOf, type Draft, type ListingField } from '@/lib/listing/listing';
import { FormGroup } from './form-group';
import { PriceCheck } from './price-check';
import { useListingForm } from './use-listing-form';

interface ListingFormProps {
  initial: Draft;
  /** The listing to change; without it a new one is made. */
  ticketId?: string;
  /** From the server, so that both sides draw the same list. */
  zones: string[];
}

/** Everything a seller can say of a ticket, and beside it the ticket as buyers will see it. */
export function ListingForm({ initial, ticketId, zones }: ListingFormProps) {
  const { form, draft, errors, failure, pending, change, leave, submit } = useListingForm({ initial, ticketId, zones });
  const control = (name: ListingField) => ({
    name,
    value: draft[name],
    error: errors[name],
    onChange: ({ target }: { target: { value: string } }) => change(name, target.value),
    onBlur: () => leave(name),
  });
  return (
    <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-14">
      <form ref={form} method="post" noValidate onSubmit={(event) => void submit(event)} className="min-w-0 space-y-10">
        {failure ? <Notice kind="danger" live>{failure}</Notice> : null}
        <FormGroup legend="The event">
          <TextField label="Event" {...control('title')} maxLength={200} placeholder="Winter Jazz Night" className="sm:col-span-6" required />
          <TextField label="Venue" optional {...control('venue')} maxLength={200} className="sm:col-span-3" />
          <TextField label="City" optional {...control('city')} maxLength={200} autoComplete="address-level2" className="sm:col-span-3" />
          <TextField label="Starts at" optional {...control('startsAt')} type="datetime-local" hint="As the clock at the venue will show." className="sm:col-span-3" />
          <SelectField label="Time zone of the venue" {...control('timezone')} className="sm:col-span-3">
            <option value="">Choose…</option>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </SelectField>
        </FormGroup>
        <FormGroup legend="The seat" lead="As it is printed on the ticket. Leave it empty for general admission.">
          <TextField label="Section" optional {...control('section')} maxLength={200} className="sm:col-span-2" />
          <TextField label="Row" optional {...control('row')} maxLength={200} className="sm:col-span-2" />
          <TextField label="Seat" optional {...control('seat')} maxLength={200} className="sm:col-span-2" />
        </FormGroup>
        <FormGroup legend="The price" lead="In US dollars, for the one ticket.">
          <TextField label="Your price" {...control('price')} inputMode="decimal" autoComplete="off" placeholder="45.00" className="sm:col-span-3" required />
          <TextField label="Face value" optional {...control('faceValue')} inputMode="decimal" autoComplete="off" hint="What the ticket itself says." className="sm:col-span-3" />
          <PriceCheck price={draft.price} faceValue={draft.faceValue} />
        </FormGroup>
        <FormGroup legend="A word to the buyer">
          <TextAreaField label="Description" optional {...control('description')} maxLength={5000} hint="How it is handed over, what can be seen from the seat." className="sm:col-span-6" />
        </FormGroup>
        <div className="flex flex-col-reverse gap-3 sm:flex-row">
          <Button type="submit" pending={pending} pendingLabel={ticketId ? 'Saving…' : 'Listing…'} className="min-h-12 text-base sm:px-8">
            {ticketId ? 'Save changes' : 'Put it on sale'}
          </Button>
          {ticketId ? <ButtonLink href="/listings" variant="quiet" className="min-h-12">Back without saving</ButtonLink> : null}
        </div>
      </form>
      <aside aria-label="Preview" className="max-lg:order-first lg:sticky lg:top-8 lg:self-start">
        <h2 className="caps mb-3 font-sans text-ink-soft">Preview</h2>
        <TicketFace ticket={previewOf(draft)} />
      </aside>
    </div>
  );
}
