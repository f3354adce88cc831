export interface Message {
  kind: 'success' | 'error';
  text: string;
}

const waiting: Message[] = [];
let wake: (() => void) | undefined;

function tell(kind: Message['kind'], text: string): void {
  waiting.push({ kind, text });
  wake?.();
}

/** Tells how something went, at the edge of the screen. What shows it is loaded with the first message. */
export const toast = {
  success: (text: string): void => tell('success', text),
  error: (text: string): void => tell('error', text),
};

/** For the one that shows messages: `listener` hears of new ones, `takeMessages` hands them over. */
export function onMessage(listener: () => void): () => void {
  wake = listener;
  if (waiting.length) listener();
  return () => {
    if (wake === listener) wake = undefined;
  };
}

export const takeMessages = (): Message[] => waiting.splice(0);
