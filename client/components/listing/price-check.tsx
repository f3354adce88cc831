import { againstFaceValue, money, parseMoney } from '@/lib/money';

/** Says while the seller types how the price stands to the face value. */
export function PriceCheck({ price, faceValue }: { price: string; faceValue: string }) {
  const asked = parseMoney(price);
  const printed = parseMoney(faceValue);
  const found = asked && printed ? againstFaceValue(asked / 100, printed / 100) : undefined;
  return (
    <p role="status" className="min-h-6 text-[0.9375rem] text-ink-soft sm:col-span-6">
      {found && asked && printed ? sentence(found.kind, found.percent, money(Math.abs(asked - printed) / 100)) : null}
    </p>
  );
}

function sentence(kind: 'below' | 'same' | 'above', percent: number, difference: string): string {
  if (kind === 'same') return 'You ask what you could have paid at the box office. Fair.';
  const share = percent === 0 ? 'less than 1%' : `${percent}%`;
  return kind === 'below' ? `${difference} below face value (${share}). Buyers will see that.` : `${difference} above face value (${share}). Buyers will see that too.`;
}
