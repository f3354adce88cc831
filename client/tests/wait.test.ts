import { describe, expect, it } from 'vitest';
import { afterWait, secondsToWait } from '@/lib/api/wait';

describe('how long to wait', () => {
  it.each([
    ['0', 0],
    ['61', 61],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('%j is %s seconds', (value, seconds) => expect(secondsToWait(new Headers({ 'retry-after': value }))).toBe(seconds));

  it.each([
    [undefined, 'later'],
    [1, 'in a few seconds'],
    [45, 'in 45 seconds'],
    [60, 'in a minute'],
    [61, 'in 2 minutes'],
    [3540, 'in 59 minutes'],
    [3541, 'in an hour'],
    [3601, 'in 2 hours'],
  ])('%s seconds are over “%s”', (seconds, words) => expect(afterWait(seconds)).toBe(words));
});
