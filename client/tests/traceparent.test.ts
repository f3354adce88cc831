import { describe, expect, it } from 'vitest';
import { newTraceparent } from '@/lib/traceparent';

describe('a trace that begins with a page', () => {
  it('is told as W3C wants it', () => {
    expect(newTraceparent()).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
  });

  it('is another one for each page', () => {
    expect(newTraceparent()).not.toBe(newTraceparent());
  });
});
