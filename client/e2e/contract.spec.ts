import { readFile } from 'node:fs/promises';
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

  test('every page has a content security policy with a nonce of its own, and no page may be framed', async ({ request }) => {
    const nonces = new Set<string>();
    for (const path of ['/', '/sign-in', '/sign-up', '/nothing/here']) {
      const headers = (await request.get(path)).headers();
      const policy = headers['content-security-policy'] ?? '';
      expect(policy, path).toContain("frame-ancestors 'none'");
      const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src')) ?? '';
      expect(scripts, path).not.toContain('unsafe');
      nonces.add(/'nonce-([^']+)'/.exec(scripts)?.[1] ?? '');
      expect(headers['x-content-type-options'], path).toBe('nosniff');
    }
    expect(nonces.size).toBe(4);
    expect(nonces).not.toContain('');
  });
});
