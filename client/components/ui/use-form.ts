'use client';

import { useState, type FormEvent } from 'react';
import { byField, type About, type Outcome } from '@/lib/api/problem';
import { focusFirstError } from '@/lib/focus-first-error';

type Values<F extends string> = Record<F, string>;
type Errors<F extends string> = Partial<Record<F, string>>;

interface FormParts<F extends string, T> {
  fields: readonly F[];
  /** What can be told before the server is asked. */
  check: (values: Values<F>) => Errors<F>;
  send: (values: Values<F>) => Promise<Outcome<T>>;
  done: (data: T, values: Values<F>, form: HTMLFormElement) => void;
  about?: About<F>;
}

/** A form that is checked, sent off, and told what is wrong: beside its fields, the first of which gets the focus, or above them. */
export function useForm<F extends string, T>({ fields, check, send, done, about }: FormParts<F, T>) {
  const [errors, setErrors] = useState<Errors<F>>({});
  const [failure, setFailure] = useState<string>();
  const [pending, setPending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // An Enter in a field does not ask whether the button is at work.
    if (pending) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const values = Object.fromEntries(fields.map((name) => [name, String(data.get(name) ?? '')])) as Values<F>;
    const wrong = check(values);
    setErrors(wrong);
    setFailure(undefined);
    if (Object.keys(wrong).length) return focusFirstError(form);

    setPending(true);
    const result = await send(values);
    setPending(false);
    if (result.ok) return done(result.data, values, form);
    const told = byField(result.problem, fields, about);
    setErrors(told.fields);
    setFailure(told.rest);
    focusFirstError(form);
  };

  return { errors, failure, pending, submit: (event: FormEvent<HTMLFormElement>) => void submit(event) };
}
