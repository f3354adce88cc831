import { wholeApi } from '@/lib/api-docs/whole';

export const dynamic = 'force-static';

/** The same for programs. */
export const GET = () =>
  new Response(`${JSON.stringify(wholeApi, null, 2)}\n`, { headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' } });
