import { NavLink } from '@/components/site/nav-link';

const parts = [
  { href: '/admin/users', text: 'Users' },
  { href: '/admin/listings', text: 'Listings' },
  { href: '/admin/orders', text: 'Orders' },
  { href: '/admin/audit', text: 'Audit log' },
];

export function AdminNav() {
  return (
    <nav aria-label="Administration" className="-mx-3 mb-6 flex flex-wrap border-b border-line">
      {parts.map(({ href, text }) => (
        <NavLink key={href} href={href}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
