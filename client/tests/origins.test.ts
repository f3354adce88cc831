import { afterEach, describe, expect, it, vi } from 'vitest';
import { anyOrigin, apiUrl, toService } from '@/lib/api/origins';

describe('where the server’s own calls go', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is the service whose address is known, and for others who routes by path', () => {
    vi.stubEnv('API_INTERNAL_URL', 'http://ingress');
    vi.stubEnv('ORDERS_URL', 'http://orders:3000');
    expect(apiUrl('/api/orders/1')).toBe('http://orders:3000/api/orders/1');
    expect(apiUrl('/api/tickets')).toBe('http://ingress/api/tickets');
    vi.stubEnv('TICKETS_URL', '');
    expect(apiUrl('/api/tickets')).toBe('http://ingress/api/tickets');
  });

  it('keeps query, method and headers', async () => {
    vi.stubEnv('TICKETS_URL', 'http://tickets:3000');
    const sent = toService(new Request(`${anyOrigin}/api/tickets?q=jazz%20night`, { method: 'POST', headers: { cookie: 'session=a%40b' }, body: 'x' }));
    expect(sent.url).toBe('http://tickets:3000/api/tickets?q=jazz%20night');
    expect([sent.method, sent.headers.get('cookie'), await sent.text()]).toEqual(['POST', 'session=a%40b', 'x']);
  });
});
