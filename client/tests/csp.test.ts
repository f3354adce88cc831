import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, isStripes } from '@/lib/csp';

describe('the content security policy', () => {
  it('lets nothing of another site in when the script for cards is our own', () => {
    const policy = contentSecurityPolicy({ nonce: 'n', stripe: false, development: false });
    expect(policy).not.toContain('https:');
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).toContain("'nonce-n' 'strict-dynamic'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('lets Stripe in when it is Stripe’s', () => {
    expect(contentSecurityPolicy({ nonce: 'n', stripe: true, development: false })).toContain('frame-src https://js.stripe.com');
  });

  it('knows which script is Stripe’s', () => {
    expect(isStripes('https://js.stripe.com/endive/stripe.js')).toBe(true);
    expect(isStripes('/stripe/v3/')).toBe(false);
    expect(isStripes('https://js.stripe.com.evil.example/')).toBe(false);
    expect(isStripes('https://evil.example/?js.stripe.com')).toBe(false);
  });
});
