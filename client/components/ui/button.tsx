import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@/lib/class-names';
import { Spinner } from './spinner';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Look {
  variant?: Variant | undefined;
  wide?: boolean | undefined;
}

const variants: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-deep',
  secondary: 'bg-sheet text-ink ring-1 ring-inset ring-line-strong hover:ring-ink hover:bg-paper',
  quiet: 'text-ink hover:bg-paper-deep',
  danger: 'bg-danger-wash text-danger ring-1 ring-inset ring-current/40 hover:ring-current',
};

export const buttonClass = ({ variant = 'primary', wide = false }: Look = {}): string =>
  cx(
    'inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-5 py-2 text-[0.9375rem] font-semibold leading-tight no-underline select-none',
    'transition-colors duration-150 active:translate-y-px disabled:pointer-events-none disabled:opacity-55 aria-disabled:opacity-55',
    variants[variant],
    wide && 'w-full',
  );

export interface ButtonProps extends ComponentProps<'button'>, Look {
  /** Shows that the press is being worked on, keeps the width, and ignores further presses. */
  pending?: boolean | undefined;
  pendingLabel?: string | undefined;
}

export function Button({ variant, wide, pending = false, pendingLabel, className, children, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(buttonClass({ variant, wide }), className)}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {pending ? <Spinner /> : null}
      {pending && pendingLabel ? pendingLabel : children}
    </button>
  );
}

export function ButtonLink({ variant, wide, className, children, ...rest }: ComponentProps<typeof Link> & Look & { children: ReactNode }) {
  return (
    <Link className={cx(buttonClass({ variant, wide }), className)} {...rest}>
      {children}
    </Link>
  );
}
