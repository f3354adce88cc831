import Form from 'next/form';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

/** What narrows a list of the administration: a form that goes into the address. */
export function Filters({ action, children }: { action: string; children: ReactNode }) {
  return (
    <Form action={action} role="search" aria-label="Filters" className="mb-7 grid gap-4 sm:grid-cols-2 lg:flex lg:items-end lg:gap-3 lg:*:flex-1">
      {children}
      <Button type="submit" variant="secondary" className="lg:flex-none!">
        Apply
      </Button>
    </Form>
  );
}

/** The options of a filter: none chosen, or one. */
export function options(names: Record<string, string>): ReactNode {
  return (
    <>
      <option value="">Any</option>
      {Object.entries(names).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </>
  );
}
