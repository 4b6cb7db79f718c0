import { CROCKFORD } from '../bytes/index.js';

/** Fifty bits, which nobody guesses within the minutes that a code counts. */
export const PAIRING_CODE_SYMBOLS = 10;

const GROUP = 5;

/** What people take for one another: a code has neither I, L nor O. */
const meant: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/**
 * What somebody typed of a code, as the server knows it: small letters, blanks, hyphens and letters that look like
 * digits are understood.
 * @returns null when it is no code
 */
export function readPairingCode(text: string): string | null {
  const symbols = [...text.toUpperCase().replace(/[\s\-–]/g, '')].map((symbol) => meant[symbol] ?? symbol);
  const isCode =
    symbols.length === PAIRING_CODE_SYMBOLS && symbols.every((symbol) => CROCKFORD.includes(symbol));
  return isCode ? symbols.join('') : null;
}

/** As it is shown: in two groups, which are kept in the head one after the other. */
export function showPairingCode(code: string): string {
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}
