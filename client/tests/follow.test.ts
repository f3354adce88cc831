import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow } from '@/lib/live/follow';

/** The browser's part: streams that the test opens, breaks and refuses. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static made: Stream[] = [];
  readyState = 0;

  constructor(readonly path: string) {
    super();
    Stream.made.push(this);
  }

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  tells(event: string, data: unknown): void {
    this.dispatchEvent(Object.assign(new Event(event), { data: JSON.stringify(data) }));
  }

  /** It comes back by itself after this. */
  breaks(): void {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }

  isRefused(): void {
    this.readyState = Stream.CLOSED;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = Stream.CLOSED;
  }
}

const shown = (visibilityState: 'visible' | 'hidden') => Object.assign(new EventTarget(), { visibilityState });
let page = shown('visible');
const open = () => Stream.made.filter(({ readyState }) => readyState !== Stream.CLOSED);
const last = () => Stream.made.at(-1) as Stream;

function turn(visibilityState: 'visible' | 'hidden'): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

function followed() {
  const heard = { states: [] as unknown[], streaming: [] as boolean[], looks: 0 };
  const stop = follow<unknown>('/live', {
    event: 'ticket',
    hear: (state) => heard.states.push(state),
    streaming: (isOpen) => heard.streaming.push(isOpen),
    lookAgain: () => {
      heard.looks += 1;
    },
  });
  return { heard, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  page = shown('visible');
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  Stream.made = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a stream', () => {
  it('is heard', () => {
    const { heard } = followed();
    last().opens();
    last().tells('ticket', { version: 2 });
    last().tells('order', { version: 3 });
    expect(heard).toEqual({ states: [{ version: 2 }], streaming: [true], looks: 0 });
  });

  it('that broke is left to come back by itself', () => {
    const { heard } = followed();
    last().opens();
    last().breaks();
    vi.advanceTimersByTime(60_000);
    expect([Stream.made.length, heard.streaming]).toEqual([1, [true, false]]);
  });

  it('that was refused is opened anew, later each time, and asked about', () => {
    const { heard } = followed();
    const waits = Array.from({ length: 7 }, (_, index) => {
      last().isRefused();
      let waited = 0;
      for (; Stream.made.length < index + 2; waited += 50) vi.advanceTimersByTime(50);
      return waited;
    });
    expect(heard.looks).toBe(7);
    for (const [index, around] of [1, 2, 4, 8, 16, 16, 16].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(around * 750);
      expect(waits[index]).toBeLessThanOrEqual(around * 1250 + 50);
    }
    last().opens();
    last().isRefused();
    vi.advanceTimersByTime(1_300);
    expect(Stream.made.length).toBe(9);
  });

  it('is let go while the page is hidden, and opened at once when it is seen', () => {
    const { heard } = followed();
    last().opens();
    turn('hidden');
    expect([open().length, heard.streaming, heard.looks]).toEqual([0, [true, false], 0]);
    turn('visible');
    expect([open().length, heard.looks]).toEqual([1, 1]);
    last().isRefused();
    turn('hidden');
    vi.advanceTimersByTime(60_000);
    expect(open().length).toBe(0);
    turn('visible');
    turn('visible');
    vi.advanceTimersByTime(60_000);
    expect(open().length).toBe(1);
  });

  it('is not opened before the page is seen', () => {
    page.visibilityState = 'hidden';
    followed();
    expect(Stream.made.length).toBe(0);
  });

  it('ends with its follower', () => {
    const { stop } = followed();
    last().isRefused();
    stop();
    turn('visible');
    window.dispatchEvent(new Event('pageshow'));
    vi.advanceTimersByTime(60_000);
    expect([Stream.made.length, open().length]).toEqual([1, 0]);
  });
});
