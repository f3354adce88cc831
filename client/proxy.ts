import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from '@/lib/csp';
import { renewInProxy } from '@/lib/session/renew-in-proxy';
import { usesStripesScript } from '@/lib/stripe-script';
import { newTraceparent } from '@/lib/traceparent';

/** Before every page: its content security policy with a nonce of its own, and a session that lasts while it is read. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const headers = new Headers(request.headers);
  if (!headers.has('traceparent')) headers.set('traceparent', newTraceparent());
  const [stripe, renewed] = await Promise.all([usesStripesScript(), renewInProxy(headers)]);
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({ nonce, stripe, development: process.env.NODE_ENV === 'development' });

  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  if (renewed) headers.set('cookie', renewed.cookie);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  if (request.headers.get('x-forwarded-proto') === 'https') response.headers.set('strict-transport-security', 'max-age=31536000');
  for (const line of renewed?.setCookie ?? []) response.headers.append('set-cookie', line);
  return response;
}

export const config = {
  // Not what is the same for everyone and no document.
  matcher: ['/((?!_next/static|_next/image|api/|stripe/|healthz|favicon.ico|icon|apple-icon|robots.txt|sitemap.xml|manifest.webmanifest).*)'],
};
