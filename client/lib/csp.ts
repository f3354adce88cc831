/** What the page may load. Stripe's hosts only when the script that takes cards is Stripe's own. */
export function contentSecurityPolicy({ nonce, stripe, development }: { nonce: string; stripe: boolean; development: boolean }): string {
  const own = ["'self'"];
  const directives: Record<string, string[]> = {
    'default-src': own,
    'script-src': [...own, `'nonce-${nonce}'`, "'strict-dynamic'", ...(stripe ? ['https://js.stripe.com', 'https://*.js.stripe.com'] : []), ...(development ? ["'unsafe-eval'"] : [])],
    'style-src': [...own, "'unsafe-inline'"],
    'img-src': [...own, 'data:', 'blob:'],
    'font-src': own,
    'connect-src': [...own, ...(stripe ? ['https://api.stripe.com'] : []), ...(development ? ['ws:'] : [])],
    'frame-src': stripe ? ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'] : ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': own,
    'frame-ancestors': ["'none'"],
    'manifest-src': own,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** Whether a configured script is Stripe's own, or one of this site's. */
export function isStripes(scriptUrl: string): boolean {
  return URL.canParse(scriptUrl) && /(^|\.)js\.stripe\.com$/.test(new URL(scriptUrl).hostname);
}
