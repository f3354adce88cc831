import { describe, expect, it } from 'vitest';
import { sessionPiece, tokenEnd, withRenewed } from '@/lib/session/cookie';

const token = (claims: object) => `head.${btoa(JSON.stringify(claims)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')}.signature`;

describe('the session’s cookie', () => {
  it('is forwarded as it came, undecoded', () => {
    expect(sessionPiece('theme=dark; session=a%40b.c; other=1')).toBe('session=a%40b.c');
    expect(sessionPiece('__Host-session=x; session=y')).toBe('__Host-session=x');
    expect(sessionPiece('mysession=x')).toBeUndefined();
    expect(sessionPiece(null)).toBeUndefined();
  });

  it('tells when its token ends', () => {
    expect(tokenEnd(`session=${token({ exp: 1_790_000_000, email: 'zoë@example.com'.normalize('NFC').replace('ë', 'e') })}`)).toBe(1_790_000_000);
    expect(tokenEnd('session=garbage')).toBeUndefined();
    expect(tokenEnd('session=a.b.c')).toBeUndefined();
    expect(tokenEnd(`session=${token({ exp: 'soon' })}`)).toBeUndefined();
  });

  it('is replaced by a renewed one', () => {
    expect(withRenewed('theme=dark; session=old; a=b', 'session=new; Path=/; HttpOnly')).toBe('theme=dark; a=b; session=new');
  });
});
