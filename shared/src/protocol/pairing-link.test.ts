import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToUuid, fromBase64Url, toBase64Url } from '../bytes/index.js';
import { sha256 } from '../signing/index.js';
import { confirmationCode, decodePairingLink, encodePairingLink } from './pairing-link.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const links = fc.record({
  organisation: bytes(16).map(bytesToUuid),
  pairing: bytes(16).map(bytesToUuid),
  secret: bytes(16),
  doorKey: bytes(32),
});

describe('base64url', () => {
  it('is what Node writes, and reads nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (some) => {
        const text = toBase64Url(some);
        expect(text).toBe(Buffer.from(some).toString('base64url'));
        expect(fromBase64Url(text)).toEqual(some);
      }),
    );
    for (const text of ['A', 'AB=', 'AA==', 'A A', 'A+', 'A/', 'AB', 'é', 'AAB'])
      expect(fromBase64Url(text), text).toBeNull();
  });

  it('never throws and reads only what it would write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const read = fromBase64Url(text);
        if (read) expect(toBase64Url(read)).toBe(text);
      }),
    );
  });
});

describe('a pairing link', () => {
  it('comes back as it was, whole or as a fragment', () => {
    fc.assert(
      fc.property(links, (link) => {
        const text = encodePairingLink('https://tickets.example', link);
        expect(text).toMatch(/^https:\/\/tickets\.example\/scanner\/#pair=[\w-]{108}$/);
        expect(decodePairingLink(text)).toEqual({ ok: true, value: link });
        expect(decodePairingLink(text.slice(text.indexOf('#')))).toEqual({ ok: true, value: link });
      }),
    );
  });

  it('is refused when a byte is missing or too many, and asks for an update when its version is new', () => {
    const [link] = fc.sample(links, 1);
    if (!link) throw new Error('There is no link.');
    const text = encodePairingLink('', link);
    const raw = fromBase64Url(text.slice(text.indexOf('=') + 1)) ?? new Uint8Array();
    const withBytes = (some: Uint8Array) => decodePairingLink(`#pair=${toBase64Url(some)}`);
    for (let length = 0; length < raw.length; length++)
      expect(withBytes(raw.subarray(0, length)), String(length)).toMatchObject({ reason: 'not_a_link' });
    expect(withBytes(Uint8Array.of(...raw, 0))).toMatchObject({ reason: 'not_a_link' });
    expect(withBytes(Uint8Array.of(2, ...raw.subarray(1)))).toMatchObject({ reason: 'needs_update' });
    for (const other of ['', 'https://tickets.example/', 'G:ABC', '#pair=', '#pair=é'])
      expect(decodePairingLink(other), other).toMatchObject({ reason: 'not_a_link' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        decodePairingLink(`#pair=${text}`);
      }),
    );
  });
});

describe('the confirmation code', () => {
  it('is the first 30 bits of the hash of both keys', () => {
    const [sign, agree] = [new Uint8Array(65).fill(4), new Uint8Array(65).fill(5)];
    const digest = sha256(sign, agree);
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const expected = Array.from({ length: 6 }, (_, index) =>
      alphabet.charAt(Number.parseInt(bits.slice(5 * index, 5 * index + 5), 2)),
    ).join('');
    expect(confirmationCode(sign, agree)).toBe(expected);
    expect(confirmationCode(agree, sign)).not.toBe(expected);
  });
});
