import type { Appearance } from '@stripe/stripe-js';

type Scheme = 'light' | 'dark';

/** Our tokens as Stripe's variables. Its frame sees neither custom properties nor newer notations of colours. */
const colours = {
  colorPrimary: '--accent',
  colorBackground: '--sheet',
  colorText: '--ink',
  colorTextSecondary: '--ink-soft',
  colorTextPlaceholder: '--ink-soft',
  colorDanger: '--danger',
} as const;

export function readAppearance(): Appearance {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const hex = (token: string): string | undefined => {
    // Computed in sRGB whatever notation the token is in.
    probe.style.color = `color-mix(in srgb, var(${token}), var(${token}))`;
    return toHex(style.color);
  };
  const variables: Record<string, string> = {
    fontFamily: style.fontFamily,
    fontSizeBase: '16px',
    borderRadius: '6px',
    spacingUnit: '4px',
  };
  for (const [variable, token] of Object.entries(colours)) {
    const value = hex(token);
    if (value) variables[variable] = value;
  }
  const border = hex('--line-strong');
  probe.remove();
  return {
    theme: currentScheme() === 'dark' ? 'night' : 'stripe',
    labels: 'above',
    variables,
    rules: {
      '.Label': { fontWeight: '600', fontSize: '14px' },
      '.Input': border ? { border: `1px solid ${border}`, boxShadow: 'none' } : { boxShadow: 'none' },
    },
  };
}

/** Calls back whenever the page turns light or dark. */
export function onSchemeChange(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(changed);
  system.addEventListener('change', changed);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    chosen.disconnect();
  };
}

function currentScheme(): Scheme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** `color(srgb 0.1 0.2 0.3)` or `rgb(25, 51, 76)` → `#19334c`; undefined for a browser that computes neither. */
export function toHex(computed: string): string | undefined {
  const inUnits = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(computed);
  const inBytes = /^rgba?\((\d+),? (\d+),? (\d+)/.exec(computed);
  const parts = inUnits?.slice(1, 4).map((part) => Number(part) * 255) ?? inBytes?.slice(1, 4).map(Number);
  return parts && `#${parts.map((part) => Math.round(Math.min(255, Math.max(0, part))).toString(16).padStart(2, '0')).join('')}`;
}
