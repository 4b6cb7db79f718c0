import { accepted, type Outcome, refused } from './outcome.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const valueOfCharacter = new Map([...ALPHABET].map((character, value) => [character, value]));

export type Base45Refusal = 'bad_character' | 'bad_length' | 'bad_value';

/** RFC 9285: two bytes are three characters, a last single byte is two. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 2) {
    const high = bytes[index] ?? 0;
    const low = bytes[index + 1];
    text += low === undefined ? digits(high, 2) : digits(256 * high + low, 3);
  }
  return text;
}

/** The least significant digit comes first. */
function digits(value: number, count: number): string {
  let text = '';
  for (let rest = value, left = count; left > 0; left--, rest = Math.floor(rest / 45)) {
    text += ALPHABET.charAt(rest % 45);
  }
  return text;
}

/** Strict: a character outside the alphabet, a stray last character and a group above its bytes are refused. */
export function fromBase45(text: string): Outcome<Uint8Array, Base45Refusal> {
  if (text.length % 3 === 1) return refused('bad_length');
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  for (let index = 0, offset = 0; index < text.length; index += 3) {
    const group = text.slice(index, index + 3);
    const value = groupValue(group);
    if (value === null) return refused('bad_character');
    if (value > (group.length === 3 ? 0xffff : 0xff)) return refused('bad_value');
    if (group.length === 3) bytes[offset++] = value >> 8;
    bytes[offset++] = value & 0xff;
  }
  return accepted(bytes);
}

function groupValue(group: string): number | null {
  let value = 0;
  for (let index = group.length - 1; index >= 0; index--) {
    const digit = valueOfCharacter.get(group.charAt(index));
    if (digit === undefined) return null;
    value = value * 45 + digit;
  }
  return value;
}
