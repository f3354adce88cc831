'use client';

import { CircleUserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';

const load = () => import('./account-menu-open');
const AccountMenuOpen = lazy(load);

export const accountButtonClass =
  'grid size-11 place-items-center rounded-md text-ink-soft transition-colors hover:bg-paper-deep hover:text-ink data-popup-open:bg-paper-deep data-popup-open:text-ink';

/** The way to what is one's own. The menu's code comes when somebody reaches for it: most pages are read without. */
export function AccountMenu({ email, isAdmin }: { email: string; isAdmin: boolean }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      aria-label={`Account of ${email}`}
      aria-haspopup="menu"
      aria-expanded={false}
      className={accountButtonClass}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      <CircleUserRound className="size-5" aria-hidden="true" />
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <AccountMenuOpen email={email} isAdmin={isAdmin} />
    </Suspense>
  ) : (
    button
  );
}
