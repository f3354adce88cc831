import { ArrowRight, ChevronsLeft } from 'lucide-react';
import { ButtonLink } from './button';

/** Lists know the way to the next page and back to the first; browsers know the way to the one before. */
export function Pagination({ first, next }: { first?: string | undefined; next?: string | undefined }) {
  if (!first && !next) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-between gap-3 pt-3">
      {first ? (
        <ButtonLink href={first} variant="secondary">
          <ChevronsLeft className="size-4" aria-hidden="true" />
          First page
        </ButtonLink>
      ) : null}
      {next ? (
        <ButtonLink href={next} variant="secondary" rel="next" className="ml-auto">
          Next page
          <ArrowRight className="size-4" aria-hidden="true" />
        </ButtonLink>
      ) : null}
    </nav>
  );
}
