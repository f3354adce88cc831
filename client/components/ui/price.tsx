import { cx } from '@/lib/class-names';
import { money, shortMoney } from '@/lib/money';

/** An amount of dollars. `short` leaves `.00` out. */
export function Price({ amount, short = false, className }: { amount: number; short?: boolean; className?: string }) {
  return (
    <data value={amount} className={cx('figures whitespace-nowrap', className)}>
      {short ? shortMoney(amount) : money(amount)}
    </data>
  );
}
