import { headers } from 'next/headers';
import Link from 'next/link';
import { Suspense } from 'react';
import { sessionPiece } from '@/lib/session/cookie';
import { AccountNav, MemberNav, VisitorNav } from './account-nav';
import { ThemeToggle } from './theme-toggle';
import { Wordmark } from './wordmark';

/** Who brings no session is a visitor; who brings one is looked up, with the links in their places meanwhile. */
export async function Header() {
  const session = sessionPiece((await headers()).get('cookie'));
  return (
    <header className="border-b border-line bg-paper">
      <div className="page flex min-h-16 items-center gap-1 sm:gap-2">
        <Link href="/" className="-ml-2 mr-auto flex min-h-11 items-center rounded-md px-2">
          <Wordmark />
        </Link>
        {session ? (
          <Suspense fallback={<MemberNav />}>
            <AccountNav />
          </Suspense>
        ) : (
          <VisitorNav />
        )}
        <ThemeToggle />
      </div>
    </header>
  );
}
