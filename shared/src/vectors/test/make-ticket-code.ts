import { concatBytes, toBase45 } from '../../bytes/index.js';
import {
  codeHash,
  cutCodeText,
  mediumHash,
  normaliseMediumText,
  rotatingCodeText,
  rotationId,
  rotationKey,
  seenTextHash,
  shortCodeText,
  signTicketCode,
  type TicketBody,
  ticketCodeText,
  ticketHash,
} from '../../ticket-code/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { testBytes, testEd25519 } from './test-keys.js';

const salt = testBytes('event salt', 16);

const ticketBodies: Readonly<Record<string, TicketBody>> = {
  ordinary: { kid: 3, event: 4711, ticket: testBytes('ticket 1', 8), generation: 0, class: 7 },
  'of an old generation': { kid: 3, event: 4711, ticket: testBytes('ticket 2', 8), generation: 1, class: 7 },
  're-issued': { kid: 3, event: 4711, ticket: testBytes('ticket 2', 8), generation: 2, class: 7 },
  lowest: { kid: 0, event: 0, ticket: new Uint8Array(8), generation: 0, class: 0 },
  highest: {
    kid: 15,
    event: 2 ** 32 - 1,
    ticket: new Uint8Array(8).fill(255),
    generation: 255,
    class: 65_535,
  },
};

export async function makeTicketCodeVectors(): Promise<unknown> {
  const key = await testEd25519('ticket key');
  const otherKey = await testEd25519('another ticket key');
  const codes = [];
  for (const [name, body] of Object.entries(ticketBodies)) codes.push(await codeVector(name, body, key.sign));
  const code = codes[0]?.code ?? new Uint8Array();
  const mixed = concatBytes(code.subarray(0, 16), (codes[1]?.code ?? code).subarray(16));
  return {
    salt,
    keys: [
      { privateKey: key.privateKey, publicKey: key.publicKey },
      { privateKey: otherKey.privateKey, publicKey: otherKey.publicKey },
    ],
    codes,
    signatures: [
      { name: 'genuine', code, publicKey: key.publicKey, genuine: true },
      { name: 'wrong key', code, publicKey: otherKey.publicKey, genuine: false },
      { name: 'no key at all', code, publicKey: new Uint8Array(32).fill(255), genuine: false },
      { name: 'altered first byte', code: altered(code, 0), publicKey: key.publicKey, genuine: false },
      { name: 'altered generation', code: altered(code, 13), publicKey: key.publicKey, genuine: false },
      { name: 'altered signature', code: altered(code, 16), publicKey: key.publicKey, genuine: false },
      { name: 'altered last byte', code: altered(code, -1), publicKey: key.publicKey, genuine: false },
      { name: 'a byte too long', code: lengthened(code), publicKey: key.publicKey, genuine: false },
      { name: 'signature of another ticket', code: mixed, publicKey: key.publicKey, genuine: false },
    ],
    texts: textVectors(code),
    rotating: rotatingVectors(code),
    rotationIds: rotationIdVectors(),
    media: mediaVectors(),
    shortTexts: shortVectors(codes.map(({ shortCode }) => shortCode)),
  };
}

async function codeVector(name: string, body: TicketBody, sign: Parameters<typeof signTicketCode>[1]) {
  const code = await signTicketCode(body, sign);
  const hash = ticketHash(salt, body.ticket);
  return {
    name,
    body,
    code,
    text: ticketCodeText(code),
    cutText: cutCodeText(code),
    codeHash: codeHash(code),
    ticketHash: hash,
    shortCode: shortCodeText(salt, hash, body.generation),
  };
}

function textVectors(code: Uint8Array) {
  const text = ticketCodeText(code);
  const ofBytes = (bytes: Uint8Array) => `G:${toBase45(bytes)}`;
  const vector = (name: string, scanned: string, ...[form, reason]: [string, string?]) => ({
    name,
    scanned,
    expect: reason === undefined ? { form } : { form, reason },
  });
  return [
    vector('as printed', text, 'native'),
    vector('with the prefix of a reader and white space', ` ]Q1${text}\r\n`, 'native'),
    vector('with a note of the character set', `]Q2\\000026${text}`, 'native'),
    vector('of a later version', ofBytes(replaced(code, 0, [0x43])), 'unreadable', 'needs_update'),
    vector('with the reserved bit', ofBytes(replaced(code, 0, [0x33])), 'unreadable', 'needs_update'),
    vector('a byte too long', ofBytes(lengthened(code)), 'unreadable', 'malformed'),
    vector('in lower case', `G:${text.slice(2).toLowerCase()}`, 'unreadable', 'malformed'),
    vector('with a group above its bytes', `${text.slice(0, -3)}:::`, 'unreadable', 'malformed'),
    vector('cut, as a log keeps it', cutCodeText(code), 'unreadable', 'malformed'),
    vector('static bytes in the rotating form', `H:${text.slice(2)}`, 'unreadable', 'malformed'),
    vector('a prefix and nothing', 'G:', 'unreadable', 'malformed'),
    vector('a prefix and junk', 'H:HELLO WORLD', 'unreadable', 'malformed'),
    vector('nothing', '', 'unreadable', 'malformed'),
    vector('white space', ' \t\r\n', 'unreadable', 'malformed'),
    vector('longer than any barcode', 'A'.repeat(4_297), 'unreadable', 'malformed'),
    vector('as long as a barcode can be', 'A'.repeat(4_296), 'foreign'),
    vector('a web address', 'https://tickets.example/abc', 'foreign'),
    vector('a small g', 'g:ABC', 'foreign'),
  ];
}

function rotatingVectors(code: Uint8Array) {
  const secret = testBytes('rotation secret', 32);
  const predecessor = testBytes('rotation secret before', 32);
  const shownMs = 1_800_000_015_000;
  const stepMs = 30_000;
  const text = rotatingCodeText(code, rotationKey(secret, code), shownMs);
  const wrapMs = 65_536 * stepMs;
  const vector = (name: string, nowMs: number, ...[secrets, expect]: [Uint8Array[], string]) => ({
    name,
    text,
    nowMs,
    secrets,
    expect,
  });
  return [
    vector('at once', shownMs, [secret], 'fresh'),
    vector('two steps old', shownMs + 2 * stepMs, [secret], 'fresh'),
    vector('three steps old', shownMs + 3 * stepMs, [secret], 'late'),
    vector('one step ahead of the gate', shownMs - stepMs, [secret], 'fresh'),
    vector('two steps ahead of the gate', shownMs - 2 * stepMs, [secret], 'late'),
    vector('at a gate that is ten hours off', shownMs + 36_000_000, [secret], 'late'),
    vector('after the low bits came round', shownMs + wrapMs, [secret], 'wrong'),
    vector('with the secret before', shownMs, [predecessor, secret], 'fresh'),
    vector('with another secret', shownMs, [predecessor], 'wrong'),
    vector('with no secret', shownMs, [], 'wrong'),
    vector('in 1970', 0, [secret], 'wrong'),
  ];
}

function rotationIdVectors() {
  return ['rotation secret', 'rotation secret before'].map((name) => {
    const secret = testBytes(name, 32);
    return { secret, id: rotationId(secret) };
  });
}

function mediaVectors() {
  const texts = [
    ['kept as it is', 'Ab-12 / x'],
    ['outer white space', '\t 0042 \r\n'],
    ['AIM prefix', ']E05012345678900'],
    ['AIM and ECI prefix', ']Q2\\000026Zo\u00eb'],
    ['decomposed letters', 'Zoe\u0308'],
    ['UPC-A', '036000291452'],
    ['the same as EAN-13', '0036000291452'],
    ['twelve digits that are no UPC-A', '036000291453'],
    ['separator of GS1', '01095011010\u001d17'],
  ] as const;
  return texts.map(([name, scanned]) => {
    const text = normaliseMediumText(scanned);
    return { name, scanned, text, hash: mediumHash(salt, text), seenHash: seenTextHash(salt, text) };
  });
}

function shortVectors(shortCodes: readonly string[]) {
  const [text = ''] = shortCodes;
  const grouped = `${text.slice(0, 4)}-${text.slice(4, 8)}\u2013${text.slice(8)}`;
  const wrongCheck = text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
  return [
    { name: 'as printed', typed: text, isShort: true },
    { name: 'with hyphens', typed: grouped, isShort: true },
    {
      name: 'in lower case with spaces',
      typed: ` ${text.toLowerCase().split('').join(' ')} `,
      isShort: true,
    },
    { name: 'zeros and ones as letters', typed: 'oOoOoOiIlLot', isShort: true },
    { name: 'wrong check character', typed: wrongCheck, isShort: false },
    { name: 'two characters swapped', typed: swapped(text), isShort: false },
    { name: 'too short', typed: text.slice(1), isShort: false },
    { name: 'too long', typed: `${text}0`, isShort: false },
    { name: 'a letter that is none', typed: `U${text.slice(1)}`, isShort: false },
  ];
}

function swapped(text: string): string {
  const at = [...text].findIndex((character, index) => character !== text[index + 1]);
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}
