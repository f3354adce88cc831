/** Who follows a stream of server-sent events. */
export interface Follower<T> {
  /** The name of the events, whose data is a `T`. */
  event: string;
  hear: (told: T) => void;
  /** The stream is open, or it is not any more. */
  streaming?: (open: boolean) => void;
  /** Asking may tell more: the stream was refused, which says nothing of why, or the page is seen again. */
  lookAgain?: () => void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 16_000;

/**
 * Keeps a stream open while the page is seen: over HTTP/1.1 a browser has six connections to a host for all tabs. A stream that
 * broke comes back by itself; one that was refused, by an ingress without its service for example, does not, and is opened anew
 * here, later each time and no two pages at once. Streams begin with the state of now, so nothing is missed in between.
 */
export function follow<T>(path: string, { event, hear, streaming, lookAgain }: Follower<T>): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refusals = 0;

  const close = () => {
    clearTimeout(timer);
    if (!source) return;
    source.close();
    source = undefined;
    streaming?.(false);
  };
  const open = () => {
    const stream = new EventSource(path);
    source = stream;
    stream.addEventListener('open', () => {
      refusals = 0;
      streaming?.(true);
    });
    stream.addEventListener(event, ({ data }: MessageEvent<string>) => hear(JSON.parse(data) as T));
    stream.addEventListener('error', () => {
      if (stream !== source) return;
      if (stream.readyState !== EventSource.CLOSED) return streaming?.(false);
      close();
      lookAgain?.();
      timer = setTimeout(open, waitAfter(refusals));
      refusals += 1;
    });
  };
  const turn = () => {
    if (!isSeen()) return close();
    if (source) return;
    clearTimeout(timer);
    lookAgain?.();
    open();
  };

  if (isSeen()) open();
  document.addEventListener('visibilitychange', turn);
  // A page that is kept for the way back must not keep a connection.
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', turn);
  return () => {
    document.removeEventListener('visibilitychange', turn);
    window.removeEventListener('pagehide', close);
    window.removeEventListener('pageshow', turn);
    close();
  };
}

/** Twice as long each time; up to half of it by chance, so that the pages that lost a service do not come back to it in step. */
const waitAfter = (refusals: number): number => Math.min(firstWaitMs * 2 ** refusals, longestWaitMs) * (0.75 + Math.random() / 2);

const isSeen = (): boolean => document.visibilityState === 'visible';
