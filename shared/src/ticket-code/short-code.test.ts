import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, loadVectors } from '../vectors/test/load-vectors.js';
import { parseScan, parseShortCode, printedShortCode, shortCodeTail, shortCodeText } from './index.js';

interface CodeVector {
  name: string;
  ticketHash: string;
  shortCode: string;
  body: { generation: number };
}

const vectors = loadVectors<{
  salt: string;
  codes: CodeVector[];
  shortTexts: { name: string; typed: string; isShort: boolean }[];
}>('ticket-code');

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const salt = bytesOf(vectors.salt);

describe('a short code', () => {
  it.each(vectors.codes)('of the ticket "$name" holds 45 bits of its hash', (vector) => {
    const hash = bytesOf(vector.ticketHash);
    const short = parseShortCode(shortCodeText(salt, hash, vector.body.generation));
    const prefix = hash.map((byte, index) => (index < 5 ? byte : index === 5 ? byte & 0xf8 : 0));
    expect(shortCodeText(salt, hash, vector.body.generation)).toBe(vector.shortCode);
    expect(short).toEqual({ hashPrefix: prefix, tail: shortCodeTail(salt, hash, vector.body.generation) });
  });

  it.each(vectors.shortTexts)('$name: $isShort', ({ typed, isShort }) => {
    expect(parseShortCode(typed) !== null).toBe(isShort);
    expect(parseScan(typed, { typed: true }).form).toBe(isShort ? 'short' : 'foreign');
    expect(parseScan(typed, { typed: false }).form).toBe('foreign');
  });

  it('changes with the generation and with the event', () => {
    const hash = bytesOf(vectors.codes[0]?.ticketHash ?? '');
    expect(shortCodeText(salt, hash, 1)).not.toBe(shortCodeText(salt, hash, 0));
    expect(shortCodeText(new Uint8Array(16), hash, 0)).not.toBe(shortCodeText(salt, hash, 0));
  });

  it('is printed in groups', () => {
    expect(printedShortCode('ABCDEFGHJKMN')).toBe('ABCD-EFGH-JKMN');
  });

  it('does not survive one wrong character', () => {
    const anyHash = fc.uint8Array({ minLength: 8, maxLength: 8 });
    const anyPlace = fc.nat(11);
    fc.assert(
      fc.property(anyHash, anyPlace, fc.constantFrom(...alphabet), (hash, place, character) => {
        const text = shortCodeText(salt, hash, 0);
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        expect(parseShortCode(changed) !== null).toBe(changed === text);
      }),
    );
  });
});
