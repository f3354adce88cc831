const names = ['__Host-session', 'session'];

/** The session's piece of a Cookie header, as it came. */
export function sessionPiece(cookieHeader: string | null): string | undefined {
  const pieces = cookieHeader?.split(/;\s*/) ?? [];
  return names.map((name) => pieces.find((piece) => piece.startsWith(`${name}=`))).find(Boolean);
}

/**
 * When the token ends, in seconds since the epoch. Nothing is verified here: it only decides whether to ask auth for a new
 * one. Undefined if it cannot be read.
 */
export function tokenEnd(piece: string): number | undefined {
  const payload = piece.slice(piece.indexOf('=') + 1).split('.')[1];
  if (!payload) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    const end = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    return typeof end === 'number' ? end : undefined;
  } catch {
    return undefined;
  }
}

/** A Cookie header with the session's piece replaced by the one of a Set-Cookie header. */
export function withRenewed(cookieHeader: string, setCookie: string): string {
  const fresh = setCookie.split(';', 1)[0] ?? '';
  const name = fresh.slice(0, fresh.indexOf('='));
  const others = cookieHeader.split(/;\s*/).filter((piece) => piece && !piece.startsWith(`${name}=`));
  return [...others, fresh].join('; ');
}
