import type { MetadataRoute } from 'next';
import { siteOrigin } from '@/lib/origin';

export default async function robots(): Promise<MetadataRoute.Robots> {
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/api/', '/orders', '/listings', '/sell', '/account', '/admin', '/sign-in', '/sign-up', '/forgot-password'] },
    sitemap: new URL('/sitemap.xml', await siteOrigin()).href,
  };
}
