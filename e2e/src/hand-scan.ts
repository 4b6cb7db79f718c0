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

/** What a hand scanner leaves between two keys, in seconds. */
const SCANNER_PAUSE_S = 0.005;

/**
 * Types a code through the browser's own input, into whatever has the focus, at a hand scanner's pace by the times of
 * the keys: how busy the machine is says nothing of whether a person or a scanner typed.
 */
export async function typeCode(page: Page, code: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  const sent = [...code].map((text, index) =>
    client.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: text,
      text,
      timestamp: start + index * SCANNER_PAUSE_S,
    }),
  );
  const ended = {
    type: 'keyDown',
    key: 'Enter',
    code: 'Enter',
    text: '\r',
    windowsVirtualKeyCode: 13,
  } as const;
  sent.push(
    client.send('Input.dispatchKeyEvent', { ...ended, timestamp: start + code.length * SCANNER_PAUSE_S }),
  );
  await Promise.all(sent);
  await client.detach();
}
