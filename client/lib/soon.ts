/** Longer than a healthy service takes, shorter than anybody notices. */
const patience = 150;

/** What a promise comes to if that is soon, otherwise `instead`. */
export function soon<T, I>(promise: Promise<T>, instead: I): Promise<T | I> {
  return Promise.race([promise, new Promise<I>((resolve) => setTimeout(() => resolve(instead), patience))]);
}
