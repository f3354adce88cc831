type Call<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The keys of what was asked for and has no certain answer yet, by what it is. */
const keys = new Map<string, string>();
const calls = new Map<string, unknown>();

/**
 * Makes `what` once, however often it is asked for. A second click joins the call that is under way. When the answer is lost, the
 * next try has the same `Idempotency-Key`, so the service answers with what it made the first time.
 */
export function once<T>(what: readonly unknown[], call: (headers: { 'Idempotency-Key': string }) => Call<T>): Call<T> {
  const name = JSON.stringify(what);
  const underWay = calls.get(name);
  if (underWay) return underWay as Call<T>;
  const key = keys.get(name) ?? randomKey();
  keys.set(name, key);
  const made = call({ 'Idempotency-Key': key })
    .then((answer) => {
      if (isCertain(answer.response.status, answer.error)) keys.delete(name);
      return answer;
    })
    .finally(() => calls.delete(name));
  calls.set(name, made);
  return made;
}

/** Whether it is known what became of it. */
function isCertain(status: number, error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return status < 500 && code !== 'idempotency_key_in_use';
}

/** Not `randomUUID`: a browser has it only where the page came over HTTPS. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
