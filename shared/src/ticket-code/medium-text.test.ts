import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { bytesOf, loadVectors } from '../vectors/test/load-vectors.js';
import { mediumHash, normaliseMediumText, parseScan, seenTextHash } from './index.js';

interface MediumVector {
  name: string;
  scanned: string;
  text: string;
  hash: string;
  seenHash: string;
}

const vectors = loadVectors<{ salt: string; media: MediumVector[] }>('ticket-code');
const salt = bytesOf(vectors.salt);
const textOf = (name: string) => vectors.media.find((medium) => medium.name === name)?.text;

describe('the text of a medium', () => {
  it.each(vectors.media)('$name', ({ scanned, text, hash, seenHash }) => {
    expect(normaliseMediumText(scanned)).toBe(text);
    expect(parseScan(scanned, { typed: false })).toEqual({ form: 'foreign', text });
    expect(toHex(mediumHash(salt, text))).toBe(hash);
    expect(toHex(seenTextHash(salt, text))).toBe(seenHash);
  });

  it('is the same for every reader', () => {
    expect(textOf('UPC-A')).toBe('0036000291452');
    expect(textOf('the same as EAN-13')).toBe('0036000291452');
    expect(textOf('twelve digits that are no UPC-A')).toBe('036000291453');
    expect(textOf('decomposed letters')).toBe('Zo\u00eb');
    expect(textOf('AIM and ECI prefix')).toBe('Zo\u00eb');
    expect(textOf('kept as it is')).toBe('Ab-12 / x');
  });

  it('stays what it is when it is normalised again', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'E', '0', '7', '-', 'e\u0308', '\u00df'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(word, (text) => {
        const once = normaliseMediumText(text);
        expect(normaliseMediumText(once)).toBe(once);
      }),
    );
  });
});
