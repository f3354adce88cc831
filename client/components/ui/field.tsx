import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from '@/lib/class-names';
import { FieldError } from './field-error';

export interface FieldProps {
  label: ReactNode;
  /** Marks what may be left empty. */
  optional?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string | undefined;
}

export const controlClass =
  'block w-full min-h-11 rounded-md bg-sheet px-3 py-2 text-base text-ink ring-1 ring-inset ring-line-strong hover:ring-ink-soft focus-visible:outline-offset-0 aria-invalid:ring-2 aria-invalid:ring-danger aria-invalid:focus-visible:outline-danger disabled:opacity-60';

/** What ties a control to its label, hint and error. */
function useFieldIds(id: string | undefined, hint: ReactNode, error: string | undefined) {
  const made = useId();
  const base = id ?? made;
  const described = cx(hint ? `${base}-hint` : null, error ? `${base}-error` : null);
  return { base, control: { id: base, 'aria-invalid': error ? (true as const) : undefined, 'aria-describedby': described || undefined } };
}

function Frame({ base, label, optional, hint, error, className, children }: FieldProps & { base: string; children: ReactNode }) {
  return (
    <div className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2 text-sm">
        <label htmlFor={base} className="font-semibold">
          {label}
        </label>
        {optional ? (
          <span className="text-ink-soft" aria-hidden="true">
            optional
          </span>
        ) : null}
      </div>
      {children}
      {hint ? (
        <p id={`${base}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      <FieldError id={`${base}-error`} message={error} />
    </div>
  );
}

export function TextField({ label, optional, hint, error, className, id, ...rest }: FieldProps & ComponentProps<'input'>) {
  const { base, control } = useFieldIds(id, hint, error);
  return (
    <Frame {...{ base, label, optional, hint, error, className }}>
      <input className={controlClass} {...rest} {...control} />
    </Frame>
  );
}

export function TextAreaField({ label, optional, hint, error, className, id, ...rest }: FieldProps & ComponentProps<'textarea'>) {
  const { base, control } = useFieldIds(id, hint, error);
  return (
    <Frame {...{ base, label, optional, hint, error, className }}>
      <textarea className={controlClass} rows={4} {...rest} {...control} />
    </Frame>
  );
}

export function SelectField({ label, optional, hint, error, className, id, children, ...rest }: FieldProps & ComponentProps<'select'>) {
  const { base, control } = useFieldIds(id, hint, error);
  return (
    <Frame {...{ base, label, optional, hint, error, className }}>
      <select className={cx(controlClass, 'pr-8')} {...rest} {...control}>
        {children}
      </select>
    </Frame>
  );
}
