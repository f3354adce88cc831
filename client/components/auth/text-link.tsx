import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cx } from '@/lib/class-names';

/** A link in a line of text of a form, as large as a finger. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={cx('inline-flex min-h-11 items-center font-semibold text-accent underline underline-offset-4', className)} {...rest} />;
}
