'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { TextField } from '@/components/ui/field';

interface PasswordFieldProps {
  label?: string;
  name?: string;
  /** A new password has rules; an old one is only right or wrong. */
  kind: 'new' | 'current';
  error: string | undefined;
}

export function PasswordField({ label = 'Password', name = 'password', kind, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <TextField
        label={label}
        name={name}
        type={shown ? 'text' : 'password'}
        autoComplete={`${kind}-password`}
        hint={kind === 'new' ? 'At least 8 characters. Spaces count, so a sentence is fine.' : undefined}
        error={error}
        style={{ paddingRight: '3rem' }}
        required
      />
      <button type="button" aria-pressed={shown} aria-label={`Show ${label.toLowerCase()}`} onClick={() => setShown(!shown)} className="absolute top-[1.6875rem] right-0 grid size-11 place-items-center rounded-md text-ink-soft hover:text-ink">
        <Icon className="size-[1.125rem]" aria-hidden="true" />
      </button>
    </div>
  );
}
