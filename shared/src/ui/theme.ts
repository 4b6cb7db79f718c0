import { readKept, writeKept } from './kept.js';

export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const storageKey = 'gatehouse.theme';

/** What the reader picked on this device. */
export function storedTheme(): Theme {
  const stored = readKept(storageKey);
  return themes.find((theme) => theme === stored) ?? 'system';
}

/** Shows the theme and remembers it. `system` follows the device. */
export function applyTheme(theme: Theme): void {
  writeKept(storageKey, theme);
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}
