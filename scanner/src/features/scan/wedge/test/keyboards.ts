import { encodeTicketBody, ticketCodeText } from '@gatehouse/shared/ticket-code';
import { usCharacter } from '../us-keys.js';
import type { Burst } from '../wedge.js';

export { calibrationText } from '../wedge-setup.js';

/** What a layout writes with a key and with the key and Shift, where that is not what an American one writes; `´`: waits for a letter. */
export type Layout = Readonly<Record<string, string>>;

const dead = '´';

export const qwertz: Layout = {
  KeyY: 'zZ',
  KeyZ: 'yY',
  Minus: 'ß?',
  Equal: dead + dead,
  BracketLeft: 'üÜ',
  BracketRight: '+*',
  Backslash: "#'",
  Semicolon: 'öÖ',
  Quote: 'äÄ',
  Backquote: `${dead}°`,
  Comma: ',;',
  Period: '.:',
  Slash: '-_',
  Digit0: '0=',
  Digit2: '2"',
  Digit3: '3§',
  Digit6: '6&',
  Digit7: '7/',
  Digit8: '8(',
  Digit9: '9)',
};

export const azerty: Layout = {
  KeyA: 'qQ',
  KeyQ: 'aA',
  KeyZ: 'wW',
  KeyW: 'zZ',
  KeyM: ',?',
  Semicolon: 'mM',
  Comma: ';.',
  Period: ':/',
  Slash: '!§',
  Minus: ')°',
  BracketLeft: dead + dead,
  BracketRight: '$£',
  Quote: 'ù%',
  Backslash: '*µ',
  Backquote: '²~',
  ...Object.fromEntries([...'à&é"\'(-è_ç'].map((sign, digit) => [`Digit${digit}`, `${sign}${digit}`])),
};

const codes = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...['Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote'],
  ...['Backquote', 'Comma', 'Period', 'Slash'],
];

function keyFor(character: string): { readonly code: string; readonly shift: boolean } {
  for (const code of codes)
    for (const shift of [false, true]) if (usCharacter(code, shift) === character) return { code, shift };
  throw new Error(`There is no key for ${character}.`);
}

export interface Typing {
  readonly layout?: Layout;
  readonly before?: string;
  readonly after?: string;
  /** Whether the browser says which key it is. */
  readonly named?: boolean;
}

/** What a scanner that types as on an American keyboard sends to a phone with this layout. */
export function burstOf(text: string, typing: Typing = {}): Burst {
  const { layout = {}, before = '', after = '', named = true } = typing;
  const strokes = [...before, ...text, ...after].map((character, index) => {
    const { code, shift } = keyFor(character);
    const sign = layout[code]?.[shift ? 1 : 0] ?? character;
    const key = sign === dead ? 'Dead' : sign;
    return { key, shift, at: index * 5, code: named ? code : '' };
  });
  return { strokes, end: 'Enter' };
}

const body = { kid: 1, event: 77, ticket: Uint8Array.of(3, 1, 4, 1, 5, 9, 2, 6), generation: 0, class: 2 };
const signature = Uint8Array.from({ length: 64 }, (_, index) => 7 * index);

/** A ticket's code as it is printed; nobody checks this signature. */
export const ticketText = ticketCodeText(Uint8Array.of(...encodeTicketBody(body), ...signature));
