const whole = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Prices lie between these, in cents. */
export const minimumPrice = 50;
export const maximumPrice = 99_999_999;

/** `$149.90`: an amount that is paid. */
export const money = (dollars: number): string => cents.format(dollars);

/** `$149.90`, but `$118`: an amount among others, where zeros are noise. */
export const shortMoney = (dollars: number): string => (Number.isInteger(dollars) ? whole : cents).format(dollars);

/** The cents of an API price, which has at most two decimals. */
export const toCents = (dollars: number): number => Math.round(dollars * 100);

/** What a person typed as a price, in cents; nothing else than digits is multiplied. Undefined if it is no amount. */
export function parseMoney(text: string): number | undefined {
  const match = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:[.](\d{1,2}))?$/.exec(text.trim());
  if (!match?.[1]) return undefined;
  return Number(match[1].replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Cents as the decimal string that the API takes. */
export function toDecimal(amount: number): string {
  return `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
}

/** How the price stands to what is printed on the ticket. */
export function againstFaceValue(price: number, faceValue: number | null | undefined): { kind: 'below' | 'same' | 'above'; percent: number } | undefined {
  if (!faceValue) return undefined;
  const difference = toCents(price) - toCents(faceValue);
  const percent = Math.round((Math.abs(difference) / toCents(faceValue)) * 100);
  return { kind: difference === 0 ? 'same' : difference < 0 ? 'below' : 'above', percent };
}
