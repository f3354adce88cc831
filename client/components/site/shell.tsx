import type { ReactNode } from 'react';
import { Footer } from './footer';
import { Header } from './header';

/** Header, main part and footer of every page. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-ink focus:px-4 focus:py-3 focus:text-paper">
        Skip to content
      </a>
      <Header />
      <main id="main" tabIndex={-1} className="page flex-1 py-8 outline-none sm:py-10">
        {children}
      </main>
      <Footer />
    </>
  );
}
