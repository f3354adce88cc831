let renewedAt = 0;
let running: Promise<boolean> | undefined;

/** Asks auth who we are, which renews the cookie. True if there still is a session; rejects if auth cannot say. One call at a time. */
export function renewSession(): Promise<boolean> {
  running ??= ask().finally(() => {
    running = undefined;
  });
  return running;
}

/** The same, unless it was done within `maxAge` milliseconds. */
export async function renewSessionIfOlder(maxAge: number): Promise<void> {
  if (Date.now() - renewedAt >= maxAge) await renewSession().catch(() => undefined);
}

async function ask(): Promise<boolean> {
  const response = await fetch('/api/users/currentuser', { cache: 'no-store' });
  if (!response.ok) throw new Error(`auth answered ${response.status}`);
  renewedAt = Date.now();
  const body = (await response.json()) as { currentUser?: unknown };
  return Boolean(body.currentUser);
}
