'use client';

import { Moon, Sun } from 'lucide-react';
import { themeCookie } from '@/lib/theme/theme';

/** Light or dark, kept in a cookie, so that the server draws the first paint in it. */
export function ThemeToggle() {
  return (
    <button type="button" onClick={toggle} aria-label="Switch between light and dark" className="grid size-11 place-items-center rounded-md text-ink-soft transition-colors hover:bg-paper-deep hover:text-ink">
      <Sun className="size-5 theme-dark-only" aria-hidden="true" />
      <Moon className="size-5 theme-light-only" aria-hidden="true" />
    </button>
  );
}

function toggle() {
  const root = document.documentElement;
  const shown = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const next = shown === 'dark' ? 'light' : 'dark';
  root.dataset.theme = next;
  document.cookie = `${themeCookie}=${next}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}
