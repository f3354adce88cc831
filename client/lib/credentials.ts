export const credentialFields = ['email', 'password'] as const;
export type CredentialErrors = Partial<Record<(typeof credentialFields)[number], string>>;

/** What can be told before the server is asked. A new password has rules; an old one is only right or wrong. */
export function checkCredentials({ email, password }: { email: string; password: string }, kind: 'sign-in' | 'sign-up'): CredentialErrors {
  const errors: CredentialErrors = {};
  if (!email.trim()) errors.email = 'Enter your e-mail address.';
  else if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) errors.email = 'That is no e-mail address: it needs an @ with something on both sides.';
  if (!password) errors.password = kind === 'sign-up' ? 'Choose a password.' : 'Enter your password.';
  else if (kind === 'sign-up' && [...password].length < 8) errors.password = 'Use at least 8 characters.';
  else if (kind === 'sign-up' && [...password].length > 128) errors.password = 'Use at most 128 characters.';
  return errors;
}
