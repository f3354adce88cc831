import { page, policy } from '@/lib/api-docs/page';
import { wholeApi } from '@/lib/api-docs/whole';

export const dynamic = 'force-static';

/** Everything that the services' API can do, to be read by people. */
export const GET = () =>
  new Response(page(wholeApi), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    },
  });
