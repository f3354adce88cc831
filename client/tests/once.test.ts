import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '@/lib/api/browser';
import { once } from '@/lib/api/once';

let names = 0;
const something = () => ['order', (names += 1)];

/** A service that takes down the keys and answers in turn; `null` is a connection that breaks off. */
function service(...answers: (Response | null)[]) {
  const keys: (string | null)[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    keys.push(request.headers.get('Idempotency-Key'));
    const answer = answers.shift();
    if (!answer) throw new TypeError('fetch failed');
    return answer;
  });
  return keys;
}

const reserve = (what: unknown[]) =>
  once(what, (headers) => api.POST('/api/orders', { body: { ticketId: '65f0c0ffee65f0c0ffee0001' }, headers }));
const created = () => Response.json({ id: '1' }, { status: 201 });
const refused = (status: number, code: string) => Response.json({ code, errors: [{ message: code }] }, { status });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what is to be made once', () => {
  it('is asked for once by a double click', async () => {
    const [keys, what] = [service(created()), something()];
    const [first, second] = await Promise.all([reserve(what), reserve(what)]);
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });

  it('keeps its key while nobody knows what became of it', async () => {
    const [keys, what] = [service(null, refused(503, 'unavailable'), refused(409, 'idempotency_key_in_use'), created()), something()];
    await expect(reserve(what)).rejects.toThrow('fetch failed');
    await reserve(what);
    await reserve(what);
    expect((await reserve(what)).data).toMatchObject({ id: '1' });
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
  });

  it('has another key once it was answered, and so has anything else', async () => {
    const [keys, what] = [service(refused(409, 'ticket_reserved'), created(), created()), something()];
    await reserve(what);
    await reserve(what);
    await reserve(something());
    expect(new Set(keys).size).toBe(3);
  });
});
