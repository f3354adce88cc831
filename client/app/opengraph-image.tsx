import { ogCard, ogSize } from '@/lib/og/card';
import { siteName, siteTagline } from '@/lib/site';

export const size = ogSize;
export const contentType = 'image/png';
export const alt = `${siteName}: ${siteTagline}`;

export default function Image() {
  return ogCard({ stock: 3, stub: { top: 'ADMIT', large: '1', bottom: 'ONE SEAT' }, title: 'Good seats that would stay empty', lines: [siteTagline] });
}
