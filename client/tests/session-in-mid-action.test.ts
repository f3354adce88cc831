import { afterEach, describe, expect, it, vi } from 'vitest';
import { withSession } from '@/lib/api/browser';

const assign = vi.fn();

/** The API answers 401 and then 201; `auth` says who is asking. */
function market(auth: () => Response): typeof fetch {
  const answers = [401, 201];
  return async (input) => (typeof input === 'string' ? auth() : new Response(null, { status: answers.shift() ?? 500 }));
}

async function reserve(auth: () => Response) {
  vi.stubGlobal('fetch', market(auth));
  vi.stubGlobal('window', { location: { pathname: '/tickets/1', search: '?a=b', assign } });
  return withSession(new Request('http://localhost/api/orders', { method: 'POST', body: '{}' }));
}

afterEach(() => {
  vi.unstubAllGlobals();
  assign.mockReset();
});

describe('a session that ends in mid-action', () => {
  it('is renewed, and the call is made again', async () => {
    expect((await reserve(() => Response.json({ currentUser: { id: '1' } }))).status).toBe(201);
    expect(assign).not.toHaveBeenCalled();
  });

  it('leads to sign-in and back when it is over', async () => {
    expect((await reserve(() => Response.json({ currentUser: null }))).status).toBe(401);
    expect(assign).toHaveBeenCalledExactlyOnceWith('/sign-in?next=%2Ftickets%2F1%3Fa%3Db');
  });

  it('sends nobody away while auth cannot say', async () => {
    await expect(reserve(() => new Response(null, { status: 503 }))).rejects.toThrow('503');
    expect(assign).not.toHaveBeenCalled();
  });
});
