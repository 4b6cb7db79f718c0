import { expect, it } from 'vitest';
import { fromBase45, fromBase64Url, fromHex, toBase45, toBase64Url, toHex } from '../bytes/index.js';
import { decodePairingLink, encodePairingLink, type PairingLink } from '../protocol/index.js';
import { testBytes } from '../vectors/test/test-keys.js';
import { openFuzzDoor, type Seen } from './test/door.js';
import { mutate } from './test/mutate.js';
import type { Random } from './test/random.js';
import { fuzzCases, fuzzSeed, fuzzTimeoutMs, runFuzz } from './test/run-fuzz.js';

/** One takes what is printed, the other only codes that move. */
const doors = [await openFuzzDoor(), await openFuzzDoor('required')] as const;
const [door] = doors;
const link: PairingLink = {
  organisation: '01900000-0000-7000-8000-0000000000aa',
  pairing: '01900000-0000-7000-8000-0000000000ab',
  secret: testBytes('pairing secret', 16),
  doorKey: testBytes('door key', 32),
};
const links = [encodePairingLink('https://gatehouse.example', link), encodePairingLink('', link)];

/** Two bytes a character, so that a text may hold halves of characters. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from([...Array(text.length).keys()].flatMap((at) => halves(text.charCodeAt(at))));
}

const halves = (code: number) => [code >> 8, code & 0xff];

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2)
    text += String.fromCharCode(256 * (bytes[at] ?? 0) + (bytes[at + 1] ?? 0));
  return text;
}

const prefixes = ['G:', 'H:', 'g:', ']Q1G:', '\\000026G:', ' G:', 'G:G:', ''];
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const strangeCharacters = ['\0', '\ufeff', '\ud800', '\udc00', 'ﬀ', 'İ', '\u202e', 'é', 'o', 'l', '-', ' '];

/** Every byte of an ASCII text one character, so that the mutators know what they do. */
function brokenText(texts: readonly string[], random: Random): string {
  const raw = texts.map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0)));
  return [...mutate(random.pick(raw), random, raw)].map((byte) => String.fromCharCode(byte)).join('');
}

/** One or two characters replaced by others that may stand there. */
function likelyText(random: Random): string {
  const characters = [...random.pick(door.texts)];
  for (let left = 1 + random.below(2); left > 0; left--)
    characters[random.below(characters.length)] = random.pick([...alphabet]);
  return characters.join('');
}

function anyScan(random: Random): string {
  switch (random.below(8)) {
    case 0:
      return random.pick(prefixes) + textOf(random.bytes(random.below(300)));
    case 1:
      return (
        random.pick(prefixes) +
        [...random.bytes(random.below(140))].map((byte) => alphabet[byte % 45]).join('')
      );
    case 2: {
      const text = random.pick(door.texts);
      const at = random.below(text.length + 1);
      return text.slice(0, at) + random.pick(strangeCharacters) + text.slice(at + random.below(2));
    }
    case 3:
    case 4:
      return (
        random.pick(prefixes.slice(0, 2)) + toBase45(mutate(random.pick(door.codes), random, door.codes))
      );
    case 5:
      return likelyText(random);
    default:
      return brokenText(door.texts, random);
  }
}

const seenAs: readonly Seen[] = [
  { by: 'camera', direction: 'in' },
  { by: 'typed', direction: 'in' },
  { by: 'camera', direction: 'in' },
  { by: 'camera', direction: 'out' },
  { by: 'typed', direction: 'check' },
];

it(
  `nobody is let in by a text that was not given out (seed ${fuzzSeed})`,
  async () => {
    const make = (random: Random) =>
      Uint8Array.from([random.below(doors.length * seenAs.length), ...bytesOf(anyScan(random))]);
    const check = async (input: Uint8Array) => {
      const which = input[0] ?? 0;
      const seen = seenAs[which % seenAs.length];
      const at = doors[Math.floor(which / seenAs.length)];
      return seen && at ? at.fault(textOf(input.subarray(1)), seen) : null;
    };
    expect(await runFuzz({ make, check }, { cases: fuzzCases(0.3) })).toBeNull();
  },
  fuzzTimeoutMs,
);

it('everybody is let in by what was given out', async () => {
  for (const each of doors) {
    for (const [text, seen] of each.good) expect(await each.result(text, seen), text).toBe('admit');
    for (const text of each.texts)
      for (const seen of seenAs) expect(await each.fault(text, seen), text).toBeNull();
  }
  const [, strict] = doors;
  const printed = door.good.filter(([text]) => text.startsWith('G:'));
  for (const [text, seen] of printed) expect(await strict.result(text, seen), text).toBe('refuse');
});

it(
  `a pairing link and every notation of bytes is read as it was written, or not at all (seed ${fuzzSeed})`,
  async () => {
    const make = (random: Random) =>
      bytesOf(random.below(3) === 0 ? anyScan(random) : brokenText(links, random));
    const check = (input: Uint8Array) => {
      const text = textOf(input);
      return linkFault(text) ?? notationFault(text);
    };
    expect(await runFuzz({ make, check }, { cases: fuzzCases(0.07) })).toBeNull();
  },
  fuzzTimeoutMs,
);

function linkFault(text: string): string | null {
  const decoded = decodePairingLink(text);
  if (!decoded.ok) return null;
  const again = encodePairingLink('', decoded.value).slice('/scanner/'.length);
  return text.trim().endsWith(again) ? null : 'a link that nobody writes';
}

function notationFault(text: string): string | null {
  const base45 = fromBase45(text);
  if (base45.ok && toBase45(base45.value) !== text) return 'base45 that nobody writes';
  const base64 = fromBase64Url(text);
  if (base64 !== null && toBase64Url(base64) !== text) return 'base64url that nobody writes';
  const hex = fromHex(text);
  return hex !== null && toHex(hex) !== text.toLowerCase() ? 'hexadecimal that nobody writes' : null;
}
