import { afterEach, describe, expect, it, vi } from 'vitest';
import { renewInProxy } from '@/lib/session/renew-in-proxy';

const piece = (secondsFromNow: number) => `session=h.${btoa(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + secondsFromNow }))}.s`;
const asking = (cookie: string) => new Headers({ cookie, 'x-request-id': 'r1' });
const answers = (...setCookie: string[]) => {
  const fetched = vi.fn<typeof fetch>(async () => new Response('{}', { headers: setCookie.map((line): [string, string] => ['set-cookie', line]) }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

afterEach(() => vi.unstubAllGlobals());

describe('before a page', () => {
  it('a token that has ended is renewed, for the page and for the browser', async () => {
    const fetched = answers('session=new; Path=/; HttpOnly');
    expect(await renewInProxy(asking(`theme=dark; ${piece(-10)}`))).toEqual({ cookie: 'theme=dark; session=new', setCookie: ['session=new; Path=/; HttpOnly'] });
    expect(fetched).toHaveBeenCalledWith('http://localhost:8080/api/users/currentuser', expect.objectContaining({ headers: { cookie: piece(-10), 'x-request-id': 'r1' } }));
  });

  it('one that is about to end too', async () => {
    answers('session=new');
    expect(await renewInProxy(asking(piece(30)))).toBeDefined();
  });

  it.each([['a young one', piece(600)], ['a broken one', 'session=x'], ['none', 'theme=dark']])('%s is left alone', async (_, cookie) => {
    const fetched = answers('session=new');
    expect(await renewInProxy(asking(cookie))).toBeUndefined();
    expect(fetched).not.toHaveBeenCalled();
  });

  it('nothing breaks when auth does not answer, or says no', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('down')));
    expect(await renewInProxy(asking(piece(-10)))).toBeUndefined();
    answers();
    expect(await renewInProxy(asking(piece(-10)))).toBeUndefined();
  });
});
