import { CROCKFORD, crockfordSymbols, crockfordText } from '../bytes/index.js';
import { sha256 } from '../signing/index.js';
import { TICKET_HASH_BYTES } from './hashes.js';

const HASH_SYMBOLS = 9;
const TAIL_SYMBOLS = 2;
const LENGTH = HASH_SYMBOLS + TAIL_SYMBOLS + 1;

/** A typed code, looked up by its first 45 bits. It proves nothing. */
export interface ShortCode {
  /** The ticket hash's first 45 bits; the other 19 of the 8 bytes are zero. */
  readonly hashPrefix: Uint8Array;
  /** 10 bits that die with the ticket's generation. */
  readonly tail: number;
}

/**
 * Twelve characters: 45 bits of the ticket hash, 10 bits of SHA-256(salt ‖ hash ‖ generation), a check character
 * (Luhn mod 32).
 */
export function shortCodeText(salt: Uint8Array, hash: Uint8Array, generation: number): string {
  const tail = shortCodeTail(salt, hash, generation);
  const symbols = [...crockfordSymbols(hash, HASH_SYMBOLS), tail >> 5, tail & 31];
  return crockfordText([...symbols, checkSymbol(symbols)]);
}

/** In groups of four, as it is printed. */
export function printedShortCode(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

export function shortCodeTail(salt: Uint8Array, hash: Uint8Array, generation: number): number {
  const digest = sha256(salt, hash, Uint8Array.of(generation));
  const [high = 0, low = 0] = crockfordSymbols(digest, TAIL_SYMBOLS);
  return 32 * high + low;
}

/**
 * Takes what a person types: lower case, hyphens and spaces anywhere, O for 0, I and L for 1.
 * @returns null when it is no short code or its check character is wrong
 */
export function parseShortCode(typed: string): ShortCode | null {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (text.length !== LENGTH) return null;
  const symbols = [...text].map((character) => CROCKFORD.indexOf(character));
  if (symbols.includes(-1) || checkSymbol(symbols.slice(0, -1)) !== symbols.at(-1)) return null;
  const [high = 0, low = 0] = symbols.slice(HASH_SYMBOLS);
  return { hashPrefix: bytesOf(symbols.slice(0, HASH_SYMBOLS)), tail: 32 * high + low };
}

function bytesOf(symbols: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(TICKET_HASH_BYTES);
  for (const [index, symbol] of symbols.entries()) {
    const bit = 5 * index;
    const pair = symbol << (11 - (bit & 7));
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (pair >> 8);
    bytes[(bit >> 3) + 1] = (bytes[(bit >> 3) + 1] ?? 0) | (pair & 0xff);
  }
  return bytes;
}

/** Luhn's algorithm in base 32: finds every single wrong character and nearly every swap of two neighbours. */
function checkSymbol(symbols: readonly number[]): number {
  let sum = 0;
  for (const [index, symbol] of symbols.entries()) {
    const factor = (symbols.length - index) % 2 === 1 ? 2 : 1;
    sum += Math.floor((factor * symbol) / 32) + ((factor * symbol) % 32);
  }
  return (32 - (sum % 32)) % 32;
}
