import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Toaster } from '@/components/ui/toaster';
import { siteOrigin } from '@/lib/origin';
import { siteName, siteTagline } from '@/lib/site';
import { readTheme, themeCookie } from '@/lib/theme/theme';
import { fontVariables } from './fonts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: await siteOrigin(),
    title: { default: `${siteName} — ${siteTagline}`, template: `%s · ${siteName}` },
    description: 'Buy and sell tickets that people hold: one seller, one buyer, one fixed price, held for you while you pay.',
    applicationName: siteName,
    openGraph: { siteName, type: 'website', locale: 'en' },
    twitter: { card: 'summary_large_image' },
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f1ea' },
    { media: '(prefers-color-scheme: dark)', color: '#15120f' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme} className={fontVariables}>
      <body className="flex flex-col">
        {children}
        <Toaster />
      </body>
    </html>
  );
}
