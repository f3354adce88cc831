import { describe, expect, it } from 'vitest';
import { safeNext, signInPath } from '@/lib/session/next-path';

describe('where sign-in leads', () => {
  it.each(['/', '/orders', '/orders/6b06?x=1#pay', '/?q=jazz&city=Oslo'])('%s is a page of this site', (path) => expect(safeNext(path)).toBe(path));

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' /orders',
    'javascript:alert(1)',
    'orders',
    '',
    '/..//evil.example',
    '/.//evil.example',
    '/sign-in?next=/sign-in',
    '/sign-up',
    '/api/users/signout',
  ])('%j is not', (path) => expect(safeNext(path)).toBe('/'));

  it('is the front page when nothing is said', () => {
    expect(safeNext(undefined)).toBe('/');
    expect(safeNext(null, '/orders')).toBe('/orders');
    expect(safeNext(['/sell', '//evil.example'])).toBe('/sell');
  });

  it('comes back to where it was asked for', () => {
    expect(signInPath('/tickets/1?a=b')).toBe('/sign-in?next=%2Ftickets%2F1%3Fa%3Db');
    expect(signInPath('/')).toBe('/sign-in');
  });
});
