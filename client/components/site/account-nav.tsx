import type { ReactNode } from 'react';
import { currentUser } from '@/lib/api/server';
import { AccountMenu } from './account-menu';
import { NavLink } from './nav-link';
import { SessionKeeper } from './session-keeper';

/** Looks up whose session it is. */
export async function AccountNav() {
  const user = await currentUser();
  if (!user) return <VisitorNav />;
  return (
    <MemberNav>
      <AccountMenu email={user.email} isAdmin={user.role === 'admin'} />
      <SessionKeeper />
    </MemberNav>
  );
}

export function VisitorNav() {
  return (
    <Nav>
      <NavLink href="/sign-in" className="whitespace-nowrap max-[22rem]:px-2">
        Sign in
      </NavLink>
    </Nav>
  );
}

/** Without children there is room for the menu. */
export function MemberNav({ children = <span className="size-11" /> }: { children?: ReactNode }) {
  return (
    <Nav>
      <NavLink href="/orders" className="max-sm:hidden">
        Orders
      </NavLink>
      <NavLink href="/listings" className="max-sm:hidden">
        Listings
      </NavLink>
      {children}
    </Nav>
  );
}

function Nav({ children }: { children: ReactNode }) {
  return (
    <nav aria-label="Main" className="flex items-center">
      <NavLink href="/sell" className="max-[22rem]:px-2">
        Sell
      </NavLink>
      {children}
    </nav>
  );
}
