import type { Page } from 'playwright-core';

/**
 * As a hand scanner types: in one burst, ended by Enter.
 * @param into `focus`: what has the focus hears it first, as from a real keyboard
 */
export async function enterCode(page: Page, code: string, into: 'page' | 'focus' = 'page'): Promise<void> {
  await page.evaluate(
    ({ text, isFocused }) => {
      const target = (isFocused ? document.activeElement : null) ?? document.body;
      for (const key of [...text, 'Enter'])
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    },
    { text: code, isFocused: into === 'focus' },
  );
}
