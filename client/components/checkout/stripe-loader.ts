import { loadStripe } from '@stripe/stripe-js/pure';
import type { Stripe } from '@stripe/stripe-js';
import type { BrowserConfig } from '@/lib/api/types';

let loading: Promise<Stripe> | undefined;

/** Stripe's script, from wherever payments says, once a page. A load that failed may be tried again. */
export function getStripe(config: BrowserConfig): Promise<Stripe> {
  loading ??= load(config).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load({ stripeJsUrl, publishableKey }: BrowserConfig): Promise<Stripe> {
  // Stripe's own script is fetched by its own loader, which then also counts as the trusted origin of the frames.
  if (new URL(stripeJsUrl, location.href).host !== 'js.stripe.com' && !('Stripe' in window)) await inject(stripeJsUrl);
  const stripe = await loadStripe(publishableKey);
  if (!stripe) throw new Error('Stripe cannot be loaded here');
  return stripe;
}

function inject(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error('the payment script did not load'));
    };
    document.head.append(script);
  });
}
