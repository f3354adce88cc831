import { afterWait, secondsToWait } from './wait';

/** What an API call comes to: its data, or what was wrong in words for the user. */
export type Outcome<T> = { ok: true; data: T } | { ok: false; problem: Problem };

export interface FieldError {
  field?: string | undefined;
  message: string;
}

export interface Problem {
  /** 0 when no answer came. */
  status: number;
  /** The API's stable word, or `network`. */
  code: string;
  errors: FieldError[];
  /** Seconds until it is worth trying again, where the API says so. */
  retryAfter?: number | undefined;
}

const unreachable: Problem = {
  status: 0,
  code: 'network',
  errors: [{ message: 'We can’t reach the server. Check your connection and try again.' }],
};

/** Sentences for codes whose own message was written for programs or is too short to help. */
const kinder: Record<string, string> = {
  email_in_use: 'There is already an account with this address. Sign in instead?',
  invalid_credentials: 'That address and password don’t match.',
  suspended: 'This account has been suspended.',
  ticket_reserved: 'Someone else is holding this ticket right now.',
  ticket_withdrawn: 'The seller has withdrawn this ticket.',
  ticket_sold: 'This ticket has been sold.',
  own_ticket: 'This is your own listing.',
  event_begun: 'This event has already begun.',
  price_changed: 'The price changed while you were looking. Here is the new one.',
  too_many_orders: 'You are holding ten tickets already. Pay for one or let one go first.',
  too_many_listings: 'You have 500 listings already. Withdraw one first.',
  too_many_cards: 'Too many cards were tried for this order.',
  too_many_requests: 'That was too often. Wait a while and try again.',
  idempotency_key_in_use: 'This is still under way. Try again in a moment.',
  unavailable: 'The service is catching its breath. Try again in a moment.',
  internal: 'Something went wrong on our side. Try again in a moment.',
};

/** The same for a message about a field, whatever that is called. */
const kinderOfField = (message: string): string | undefined => (/is too common$/.test(message) ? 'This password is on every list of common ones. Choose another.' : undefined);

export function toProblem(status: number, body: unknown, headers = new Headers()): Problem {
  const { code, errors } = isRecord(body) ? body : {};
  const listed = Array.isArray(errors) ? errors.filter(isFieldError) : [];
  return {
    status,
    code: typeof code === 'string' ? code : 'unknown',
    errors: listed.length ? listed : [{ message: 'Something went wrong. Try again in a moment.' }],
    retryAfter: secondsToWait(headers),
  };
}

/** One sentence for a toast or a banner. */
export function describe(problem: Problem): string {
  return inWords(problem, problem.errors[0]?.message ?? 'Something went wrong.');
}

function inWords({ status, code, retryAfter }: Problem, message: string): string {
  return status === 429 ? `That was tried too often. Try again ${afterWait(retryAfter)}.` : (kinder[code] ?? sentence(message));
}

/** For codes that speak of a field: which, and what to say if not the usual. */
export type About<F extends string> = Partial<Record<string, { field: F; text?: string }>>;

/** The errors that lie in one of these fields, by field, and one line for the rest. */
export function byField<F extends string>(problem: Problem, fields: readonly F[], about: About<F> = {}): { fields: Partial<Record<F, string>>; rest?: string } {
  const known: Partial<Record<F, string>> = {};
  let rest: string | undefined;
  for (const { field, message } of problem.errors) {
    const match = fields.find((name) => name === field);
    const spokenOf = about[problem.code];
    if (match) known[match] ??= kinderOfField(message) ?? sentence(message.replace(new RegExp(`^${match}\\b`), label(match)));
    else if (spokenOf) known[spokenOf.field] ??= spokenOf.text ?? describe(problem);
    else rest ??= inWords(problem, message);
  }
  return rest === undefined ? { fields: known } : { fields: known, rest };
}

/** Awaits a call of openapi-fetch. A call that got no answer is a problem like any other. */
export async function outcome<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await call;
    return response.ok ? { ok: true, data: data as T } : { ok: false, problem: toProblem(response.status, error, response.headers) };
  } catch {
    return { ok: false, problem: unreachable };
  }
}

/** `startsAt` → `starts at`, which is how a person would say it. */
function label(field: string): string {
  return field.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.message === 'string' && (value.field === undefined || value.field === null || typeof value.field === 'string');
}
