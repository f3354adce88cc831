import type { Problem } from '@/lib/api/problem';

/** Why a payment did not go through, in the words of a shop. */
export interface Refusal {
  title: string;
  advice: string;
}

/** Beside a declined card, always: the two things that whoever reads it wants to know. */
const held = 'You have not been charged, and the ticket is still held for you.';

/** What to do about a card that was declined, by Stripe's code. */
const declined: Record<string, Refusal> = {
  card_declined: { title: 'Your card was declined.', advice: 'Banks rarely say why. Try another card, or ask your bank.' },
  insufficient_funds: { title: 'Your card has insufficient funds.', advice: 'Try another card.' },
  expired_card: { title: 'Your card has expired.', advice: 'Check the expiration date, or try another card.' },
  incorrect_cvc: { title: 'The security code is incorrect.', advice: 'Check the three or four digits on your card.' },
  incorrect_number: { title: 'The card number is incorrect.', advice: 'Check the number and try again.' },
  processing_error: { title: 'The bank could not process your card.', advice: 'Try again in a moment, or use another card.' },
  authentication_required: { title: 'Your bank wants to confirm it’s you.', advice: 'Try again, and confirm the payment when asked.' },
  payment_intent_authentication_failure: { title: 'Your bank could not confirm it was you.', advice: 'Try again, or use another card.' },
};

export function declinedCard(code: string | null | undefined, message?: string): Refusal {
  const named = declined[/insufficient funds/i.test(message ?? '') ? 'insufficient_funds' : (code ?? '')];
  const title = named && code !== 'card_declined' ? named.title : message || named?.title || 'Your card was declined.';
  return { title, advice: `${named?.advice ?? 'Try another card, or ask your bank.'} ${held}` };
}

export const unreachable: Refusal = {
  title: 'We can’t reach the payment service.',
  advice: 'Try again in a moment: your card details are still here, and you can’t be charged twice.',
};

/** An answer of POST /api/payments other than a payment. */
export function refusalOf(problem: Problem): Refusal {
  if (problem.status === 402) return declinedCard(problem.code, problem.errors[0]?.message);
  if (problem.status === 401) return { title: 'Your session has ended.', advice: 'Taking you to sign in. You’ll come back here; nothing was charged.' };
  if (problem.code === 'order_not_payable') return { title: 'This order can’t be paid any more.', advice: 'One moment, we’re checking what happened.' };
  if (problem.code === 'payment_open') return { title: 'Another payment of this order is under way.', advice: 'Give it a moment before you try again.' };
  if (problem.status === 429) return { title: 'That was a lot of tries.', advice: 'Wait a moment, then try again.' };
  return unreachable;
}
