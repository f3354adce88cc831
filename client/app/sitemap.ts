import type { MetadataRoute } from 'next';
import { listedTickets } from '@/lib/api/tickets';
import { siteOrigin } from '@/lib/origin';

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [origin, tickets] = await Promise.all([siteOrigin(), listedTickets()]);
  const url = (path: string) => new URL(path, origin).href;
  return [{ url: url('/'), changeFrequency: 'hourly', priority: 1 }, ...tickets.map(({ id }) => ({ url: url(`/tickets/${id}`), changeFrequency: 'daily' as const }))];
}
