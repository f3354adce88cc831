'use client';

import { Menu } from '@base-ui/react/menu';
import { CircleUserRound } from 'lucide-react';
import Link from 'next/link';
import { accountButtonClass } from './account-menu';
import { useSignOut } from './use-sign-out';

const item =
  'flex min-h-11 w-full items-center rounded-sm px-3 text-[0.9375rem] outline-none data-highlighted:bg-paper-deep';

/** The menu itself, which opens as it arrives. */
export default function AccountMenuOpen({ email, isAdmin }: { email: string; isAdmin: boolean }) {
  const signOut = useSignOut();
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger aria-label={`Account of ${email}`} className={accountButtonClass}>
        <CircleUserRound className="size-5" aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-30">
          <Menu.Popup className="min-w-56 rounded-lg bg-sheet p-1.5 shadow-raised ring-1 ring-line outline-none transition duration-100 data-ending-style:opacity-0 data-starting-style:-translate-y-1 data-starting-style:opacity-0">
            <p className="max-w-64 truncate px-3 pt-1.5 pb-2 text-sm text-ink-soft">{email}</p>
            <Menu.Item className={item} render={<Link href="/orders" />}>My orders</Menu.Item>
            <Menu.Item className={item} render={<Link href="/listings" />}>My listings</Menu.Item>
            <Menu.Item className={item} render={<Link href="/sell" />}>Sell a ticket</Menu.Item>
            <Menu.Item className={item} render={<Link href="/account" />}>Account</Menu.Item>
            {isAdmin ? <Menu.Item className={item} render={<Link href="/admin/users" />}>Administration</Menu.Item> : null}
            <Menu.Separator className="my-1.5 h-px bg-line" />
            <Menu.Item className={item} onClick={signOut}>Sign out</Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
