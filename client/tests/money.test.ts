import { describe, expect, it } from 'vitest';
import { againstFaceValue, money, parseMoney, shortMoney, toCents, toDecimal } from '@/lib/money';

describe('money', () => {
  it('is written with cents, or without where there are none', () => {
    expect(money(1850)).toBe('$1,850.00');
    expect(shortMoney(1850)).toBe('$1,850');
    expect(shortMoney(149.9)).toBe('$149.90');
  });

  it.each([
    ['45', 4500],
    ['19.9', 1990],
    ['19.99', 1999],
    ['$ 1,850.00', 185_000],
    ['0.50', 50],
    [' 7 ', 700],
  ])('%s is read as %i cents', (text, cents) => expect(parseMoney(text)).toBe(cents));

  it.each(['', 'abc', '19.999', '1e5', '-4', '1,85', '12,3456', '.', '5.', 'Infinity'])('“%s” is no amount', (text) => expect(parseMoney(text)).toBeUndefined());

  it('survives the way through cents and back for every price', () => {
    const lost = Array.from({ length: 200_000 }, (_, index) => 50 + index).filter((cents) => {
      const decimal = toDecimal(cents);
      return parseMoney(decimal) !== cents || toCents(Number(decimal)) !== cents;
    });
    expect(lost).toEqual([]);
  });

  it('is compared with the face value', () => {
    expect(againstFaceValue(118, 96)).toEqual({ kind: 'above', percent: 23 });
    expect(againstFaceValue(49, 52)).toEqual({ kind: 'below', percent: 6 });
    expect(againstFaceValue(19.99, 19.99)).toEqual({ kind: 'same', percent: 0 });
    expect(againstFaceValue(10, undefined)).toBeUndefined();
  });
});
