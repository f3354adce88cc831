import 'server-only';
import { headers } from 'next/headers';
import { configuredOrigin } from './site';

/** The address under which the visitor sees the site. */
export async function siteOrigin(): Promise<URL> {
  const configured = configuredOrigin();
  if (configured) return new URL(configured);
  const incoming = await headers();
  const host = incoming.get('x-forwarded-host') ?? incoming.get('host') ?? 'localhost';
  const protocol = incoming.get('x-forwarded-proto') ?? 'http';
  const origin = `${protocol}://${host}`;
  return new URL(URL.canParse(origin) ? origin : 'http://localhost');
}
