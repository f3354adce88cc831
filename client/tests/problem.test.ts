import { describe, expect, it } from 'vitest';
import { byField, describe as inWords, outcome, toProblem } from '@/lib/api/problem';

const refused = toProblem(400, {
  code: 'invalid_request',
  errors: [
    { message: 'price must have at most two decimals', field: 'price' },
    { message: 'startsAt must be an RFC 3339 date and time', field: 'startsAt' },
    { message: 'the moon is in the wrong house', field: 'moon' },
  ],
});

describe('what the API finds wrong', () => {
  it('goes to its field, in a sentence', () => {
    expect(byField(refused, ['price', 'startsAt'])).toEqual({
      fields: { price: 'Price must have at most two decimals.', startsAt: 'Starts at must be an RFC 3339 date and time.' },
      rest: 'The moon is in the wrong house.',
    });
  });

  it('has no rest if every error has its field', () => {
    expect(byField(toProblem(400, { code: 'invalid_request', errors: [{ message: 'title is required', field: 'title' }] }), ['title'])).toEqual({ fields: { title: 'Title is required.' } });
  });

  it('is told kindly where its code is known, and as it came where not', () => {
    expect(inWords(toProblem(409, { code: 'ticket_reserved', errors: [{ message: 'Ticket is already reserved!' }] }))).toBe('Someone else is holding this ticket right now.');
    expect(inWords(toProblem(402, { code: 'card_declined', errors: [{ message: 'Your card has insufficient funds.' }] }))).toBe('Your card has insufficient funds.');
  });

  it('belongs to the field that its code speaks of', () => {
    const inUse = toProblem(409, { code: 'email_in_use', errors: [{ message: 'Email in use' }] });
    expect(byField(inUse, ['email', 'password'], { email_in_use: { field: 'email' } })).toEqual({ fields: { email: 'There is already an account with this address. Sign in instead?' } });
  });

  it('says in words how long to wait', () => {
    const body = { code: 'too_many_requests', errors: [{ message: 'too many requests' }] };
    const often = toProblem(429, body, new Headers({ 'retry-after': '61' }));
    expect(inWords(often)).toBe('That was tried too often. Try again in 2 minutes.');
    expect(byField(often, ['email']).rest).toBe(inWords(often));
    expect(inWords(toProblem(429, body))).toBe('That was tried too often. Try again later.');
  });

  it('tells kindly of a password that everybody takes', () => {
    const common = toProblem(400, { code: 'invalid_request', errors: [{ message: 'password is too common', field: 'password' }] });
    expect(byField(common, ['password']).fields.password).toMatch(/list of common ones/);
    const wrong = toProblem(400, { code: 'invalid_credentials', errors: [{ message: 'Invalid credentials' }] });
    expect(byField(wrong, ['currentPassword'], { invalid_credentials: { field: 'currentPassword', text: 'No.' } })).toEqual({ fields: { currentPassword: 'No.' } });
  });

  it.each([undefined, null, 'oops', {}, { errors: 'no list' }, { errors: [{ text: 1 }] }])('is a sentence for any body: %j', (body) => {
    expect(inWords(toProblem(500, body))).toMatch(/^Something went wrong.*\.$/);
  });
});

describe('a call', () => {
  it('comes to its data', async () => {
    expect(await outcome(Promise.resolve({ data: 1, response: new Response('1') }))).toEqual({ ok: true, data: 1 });
  });

  it('without an answer is a problem like any other', async () => {
    expect(await outcome(Promise.reject(new TypeError('fetch failed')))).toMatchObject({ ok: false, problem: { status: 0, code: 'network' } });
  });
});
