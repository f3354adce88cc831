import { readFile } from 'node:fs/promises';
import type { OpenApi } from '@/lib/api-docs/document';
import { merge } from '@/lib/api-docs/merge';
import { expect, test } from './support/test';

test.describe('contract', () => {
  for (const service of ['auth', 'tickets', 'orders', 'payments']) {
    test(`openapi/${service}.json is what ${service} serves`, async ({ request }) => {
      const answer = await request.get(`/api/${service}/openapi.json`);
      expect(answer.ok()).toBe(true);
      const kept: unknown = JSON.parse(await readFile(new URL(`../openapi/${service}.json`, import.meta.url), 'utf8'));
      expect(kept, 'stale: run npm run api-docs and npm run api-types').toEqual(await answer.json());
    });
  }

  test('the documents of all services are one document, and one page that can be read', async ({ page, request }) => {
    const served = await Promise.all(['auth', 'tickets', 'orders', 'payments'].map(async (service) => (await request.get(`/api/${service}/openapi.json`)).json()));
    const whole: unknown = await (await request.get('/api/docs/openapi.json')).json();
    expect(whole).toEqual(merge(served as OpenApi[]));

    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const answer = await page.goto('/api/docs');
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ticket marketplace: API');
    const reserve = page.locator('#orders_create');
    await reserve.locator('summary').click();
    await expect(reserve).toContainText('ticket_reserved');
    await expect(page.locator('body')).toHaveCSS('max-width', '1024px');
    expect(complaints).toEqual([]);
  });

  test('every page has a content security policy with a nonce of its own, and no page may be framed', async ({ request }) => {
    const nonces = new Set<string>();
    for (const path of ['/', '/sign-in', '/sign-up', '/account/reset-password', '/nothing/here']) {
      const headers = (await request.get(path)).headers();
      const policy = headers['content-security-policy'] ?? '';
      expect(policy, path).toContain("frame-ancestors 'none'");
      const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src')) ?? '';
      expect(scripts, path).not.toContain('unsafe');
      nonces.add(/'nonce-([^']+)'/.exec(scripts)?.[1] ?? '');
      expect(headers['x-content-type-options'], path).toBe('nosniff');
    }
    const plain = await request.get('/');
    expect(plain.headers()['strict-transport-security']).toBeUndefined();
    expect(nonces.size).toBe(5);
    expect(nonces).not.toContain('');
  });

  // A page that failed names no icon, and then browsers ask for this one.
  test('there is an icon where browsers look for it unasked', async ({ request }) => {
    const answer = await request.get('/favicon.ico');
    expect(answer.ok()).toBe(true);
    expect(answer.headers()['content-type']).toBe('image/x-icon');
  });
});
