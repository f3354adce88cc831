import Link from 'next/link';
import { siteName } from '@/lib/site';

export function Footer() {
  return (
    <footer className="mt-auto">
      <div className="page">
        <div className="perforation-y" />
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2 py-6 text-sm text-ink-soft">
          <p>{siteName}. One seller, one buyer, one fixed price in US dollars.</p>
          <nav aria-label="Footer" className="-mx-2 flex">
            <Link href="/" className="flex min-h-11 min-w-11 items-center justify-center px-2 hover:text-ink hover:underline">Tickets</Link>
            <Link href="/sell" className="flex min-h-11 min-w-11 items-center justify-center px-2 hover:text-ink hover:underline">Sell</Link>
          </nav>
        </div>
      </div>
    </footer>
  );
}
