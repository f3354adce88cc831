'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition, type FormEvent } from 'react';
import { toast } from '@/lib/toast';
import { api } from '@/lib/api/browser';
import { once } from '@/lib/api/once';
import { byField, outcome } from '@/lib/api/problem';
import { focusFirstError } from '@/lib/focus-first-error';
import { checkDraft, listingFields, toListing, type Draft, type DraftErrors, type ListingField } from '@/lib/listing/listing';
import { useBrowserTimeZone } from './use-browser-time-zone';

/** The state of the form: what was typed, what is wrong with it, and sending it off. */
export function useListingForm({ initial, ticketId, zones }: { initial: Draft; ticketId?: string | undefined; zones: string[] }) {
  const router = useRouter();
  const ownZone = useBrowserTimeZone();
  const [typed, setTyped] = useState(initial);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<string>();
  const [calling, setCalling] = useState(false);
  const [moving, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  // Most people sell tickets for where they live.
  const draft: Draft = { ...typed, timezone: typed.timezone || (zones.includes(ownZone) ? ownZone : '') };

  const change = (field: ListingField, value: string) => {
    setTyped({ ...typed, [field]: value });
    // An error goes as soon as it is mended; a new one waits until the field is left.
    if (errors[field]) setErrors({ ...errors, [field]: checkDraft({ ...draft, [field]: value }, Date.now())[field] });
  };

  const leave = (field: ListingField) => {
    if (draft[field]) setErrors({ ...errors, [field]: checkDraft(draft, Date.now())[field] });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkDraft(draft, Date.now());
    setErrors(wrong);
    setFailure(undefined);
    if (Object.keys(wrong).length) return focusFirstError(form.current);

    setCalling(true);
    const body = toListing(draft);
    const result = await outcome(
      ticketId
        ? api.PUT('/api/tickets/{id}', { params: { path: { id: ticketId } }, body })
        : once(['ticket', body], (headers) => api.POST('/api/tickets', { body, headers })),
    );
    setCalling(false);
    if (result.ok) {
      const { id } = result.data;
      toast.success(ticketId ? 'Your changes are on the listing.' : 'Your ticket is on sale.');
      startTransition(() => router.push(ticketId ? '/listings' : `/tickets/${id}`));
      return;
    }
    const told = byField(result.problem, listingFields);
    setErrors(told.fields);
    setFailure(told.rest);
    focusFirstError(form.current);
  };

  return { form, draft, errors, failure, pending: calling || moving, change, leave, submit };
}
