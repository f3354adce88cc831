/** The seconds of a `Retry-After` header; undefined if there is none, or a date, which our services never send. */
export function secondsToWait(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  return value && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** `in 2 minutes`: never earlier than it is worth trying again. */
export function afterWait(seconds: number | undefined): string {
  if (seconds === undefined) return 'later';
  if (seconds <= 5) return 'in a few seconds';
  if (seconds < 60) return `in ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
  const hours = Math.ceil(seconds / 3600);
  return hours === 1 ? 'in an hour' : `in ${hours} hours`;
}
