import { againstFaceValue, shortMoney } from '@/lib/money';
import { cx } from '@/lib/class-names';

/** How the price stands to the one printed on the ticket. */
export function ValueNote({ price, faceValue, detailed = false, className }: { price: number; faceValue?: number | null | undefined; detailed?: boolean; className?: string }) {
  const found = againstFaceValue(price, faceValue);
  if (!found || !faceValue) return null;
  const { kind, percent } = found;
  const words = kind === 'same' ? 'at face value' : percent === 0 ? `just ${kind} face value` : `${percent}% ${kind} face value`;
  return (
    <span className={cx('figures', kind === 'above' ? 'text-ink-soft' : 'text-good', className)}>
      {words}
      {detailed && kind !== 'same' ? <span className="text-ink-soft"> of {shortMoney(faceValue)}</span> : null}
    </span>
  );
}
