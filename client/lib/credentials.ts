export function checkEmail(email: string): string | undefined {
  if (!email.trim()) return 'Enter your e-mail address.';
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : 'That is no e-mail address: it needs an @ with something on both sides.';
}

export function checkNewPassword(password: string): string | undefined {
  if (!password) return 'Choose a password.';
  const length = [...password].length;
  if (length < 8) return 'Use at least 8 characters.';
  return length > 128 ? 'Use at most 128 characters.' : undefined;
}

export const checkOldPassword = (password: string): string | undefined => (password ? undefined : 'Enter your password.');

/** The errors among these, by field. */
export function errorsOf<F extends string>(checked: Record<F, string | undefined>): Partial<Record<F, string>> {
  return Object.fromEntries(Object.entries(checked).filter(([, error]) => error)) as Partial<Record<F, string>>;
}
