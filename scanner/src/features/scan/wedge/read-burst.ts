import { parseScan } from '@gatehouse/shared/ticket-code';
import { usCharacter } from './us-keys.js';
import type { Burst, Stroke } from './wedge.js';
import { plainText, translate, type WedgeSetup } from './wedge-setup.js';

/** Characters of our own codes, from where one may begin. */
const ours = /[GH]:[0-9A-Z $%*+\-./:]+/;

/**
 * What a hand scanner has read. Our own codes are found whatever stands before and after them, also when the scanner
 * types as on an American keyboard and this device is set to another one; for codes of others that takes a setup.
 */
export function readBurst({ strokes }: Burst, setup: WedgeSetup | null): string {
  const meant = setup === null ? plainText(strokes) : translate(strokes, setup);
  const typed = [meant, plainText(strokes), usText(strokes)];
  // The lock of the capitals turns letters over.
  for (const text of [...typed, ...typed.map((one) => one.toUpperCase())]) {
    const own = ownCode(text);
    if (own !== null) return own;
  }
  return meant;
}

/** The first text that is one of our codes; what follows it may look like more of it. */
function ownCode(text: string): string | null {
  const [run = ''] = ours.exec(text) ?? [];
  for (let end = run.length; end > 2; end -= 1) {
    const candidate = run.slice(0, end);
    if (isCode(candidate)) return candidate;
  }
  return null;
}

function isCode(text: string): boolean {
  const { form } = parseScan(text, { typed: false });
  return form === 'native' || form === 'rotating';
}

function usText(strokes: readonly Stroke[]): string {
  return strokes.map(({ code = '', shift = false }) => usCharacter(code, shift) ?? '').join('');
}
