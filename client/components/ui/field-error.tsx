import { CircleAlert } from 'lucide-react';

/** What is wrong with a field, right below it. Give the control `aria-describedby={id}`. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm font-medium text-danger">
      <CircleAlert className="mt-[0.2em] size-3.5 shrink-0" aria-hidden="true" />
      {message}
    </p>
  );
}
