export type Theme = 'light' | 'dark';

export const themeCookie = 'theme';

/** What the visitor chose; undefined for what his system says. */
export const readTheme = (value: string | undefined): Theme | undefined => (value === 'light' || value === 'dark' ? value : undefined);
