import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Shell } from '@/components/site/shell';
import { privatePage } from '@/lib/private-page';

export const metadata: Metadata = privatePage;

export default function Layout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
