import { apiUrl } from './api/origins';
import { isStripes } from './csp';

const freshFor = 60_000;
let known: { stripe: boolean; readAt: number } | undefined;

/**
 * Whether payments tells browsers to load Stripe's own script. Asked for once a minute; if it does not answer, what it said
 * last counts, and at first the stricter policy.
 */
export async function usesStripesScript(): Promise<boolean> {
  if (known && Date.now() - known.readAt < freshFor) return known.stripe;
  const stripe = await read();
  if (stripe !== undefined) known = { stripe, readAt: Date.now() };
  return stripe ?? known?.stripe ?? false;
}

async function read(): Promise<boolean | undefined> {
  try {
    const response = await fetch(apiUrl('/api/payments/config'), { cache: 'no-store', signal: AbortSignal.timeout(1500) });
    if (!response.ok) return undefined;
    const { stripeJsUrl } = (await response.json()) as { stripeJsUrl?: unknown };
    return typeof stripeJsUrl === 'string' && isStripes(stripeJsUrl);
  } catch {
    return undefined;
  }
}
