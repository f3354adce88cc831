'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { TextField } from '@/components/ui/field';

export function PasswordField({ kind, error }: { kind: 'sign-in' | 'sign-up'; error: string | undefined }) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <TextField
        label="Password"
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete={kind === 'sign-in' ? 'current-password' : 'new-password'}
        hint={kind === 'sign-up' ? 'At least 8 characters. Spaces count, so a sentence is fine.' : undefined}
        error={error}
        style={{ paddingRight: '3rem' }}
        required
      />
      <button type="button" aria-pressed={shown} aria-label="Show password" onClick={() => setShown(!shown)} className="absolute top-[1.6875rem] right-0 grid size-11 place-items-center rounded-md text-ink-soft hover:text-ink">
        <Icon className="size-[1.125rem]" aria-hidden="true" />
      </button>
    </div>
  );
}
