import type { Metadata } from 'next';
import { NotFoundPage } from '@/components/site/not-found-page';
import { Shell } from '@/components/site/shell';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

export default function NotFound() {
  return (
    <Shell>
      <NotFoundPage title="No such page">There is nothing at this address. It may have moved, or the link has a mistake.</NotFoundPage>
    </Shell>
  );
}
