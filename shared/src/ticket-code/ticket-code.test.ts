import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { chooseEd25519, signEd25519, verifyEd25519Slowly } from '../signing/index.js';
import { bytesOf, loadVectors, plain } from '../vectors/test/load-vectors.js';
import {
  codeHash,
  cutCodeText,
  encodeTicketBody,
  isGenuineTicketCode,
  parseScan,
  signTicketCode,
  type TicketBody,
  ticketCodeText,
  ticketHash,
} from './index.js';

interface CodeVector {
  name: string;
  body: Omit<TicketBody, 'ticket'> & { ticket: string };
  code: string;
  text: string;
  cutText: string;
  codeHash: string;
  ticketHash: string;
}

const vectors = loadVectors<{
  salt: string;
  keys: { privateKey: string; publicKey: string }[];
  codes: CodeVector[];
  signatures: { name: string; code: string; publicKey: string; genuine: boolean }[];
  texts: { name: string; scanned: string; expect: { form: string; reason?: string } }[];
}>('ticket-code');

const camera = { typed: false };

describe.each(vectors.codes)('the code of a ticket: $name', (vector) => {
  const body = { ...vector.body, ticket: bytesOf(vector.body.ticket) };

  it('is always the same', async () => {
    const sign = await signEd25519(crypto.subtle, bytesOf(vectors.keys[0]?.privateKey ?? ''));
    expect(toHex(await signTicketCode(body, sign))).toBe(vector.code);
    expect(toHex(await signTicketCode(body, sign))).toBe(vector.code);
  });

  it('fills version 5 of QR at level M', () => {
    const text = ticketCodeText(bytesOf(vector.code));
    expect(text).toBe(vector.text);
    expect(text).toMatch(/^[0-9A-Z $%*+\-./:]{122}$/);
  });

  it('is read back', () => {
    const parsed = parseScan(vector.text, camera);
    expect(plain(parsed)).toEqual({ form: 'native', body: vector.body, code: vector.code });
  });

  it('has its hashes', () => {
    expect(toHex(codeHash(bytesOf(vector.code)))).toBe(vector.codeHash);
    expect(toHex(ticketHash(bytesOf(vectors.salt), body.ticket))).toBe(vector.ticketHash);
  });

  it('is of no use as a log keeps it', () => {
    expect(cutCodeText(bytesOf(vector.code))).toBe(vector.cutText);
    expect(vector.text.startsWith(vector.cutText)).toBe(true);
    expect(vector.text.length - vector.cutText.length).toBe(24);
  });
});

describe('the signature of a code', async () => {
  const fast = await chooseEd25519(crypto.subtle);

  it('is checked by this runtime itself', () => {
    expect(fast).not.toBe(verifyEd25519Slowly);
  });

  it.each(vectors.signatures)('$name: $genuine, whoever checks', async ({ code, publicKey, genuine }) => {
    expect(await isGenuineTicketCode(bytesOf(code), bytesOf(publicKey), fast)).toBe(genuine);
    expect(await isGenuineTicketCode(bytesOf(code), bytesOf(publicKey), verifyEd25519Slowly)).toBe(genuine);
  });

  it('covers every bit', async () => {
    const code = bytesOf(vectors.codes[0]?.code ?? '');
    const publicKey = bytesOf(vectors.keys[0]?.publicKey ?? '');
    for (let bit = 0; bit < 8 * code.length; bit++) {
      const changed = code.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await isGenuineTicketCode(changed, publicKey, fast), `bit ${bit}`).toBe(false);
    }
  });

  it('is checked slowly where there is no WebCrypto, or one without Ed25519', async () => {
    expect(await chooseEd25519(undefined)).toBe(verifyEd25519Slowly);
    const importKey = () => Promise.reject(new Error('NotSupportedError'));
    const old = { importKey, sign: crypto.subtle.sign, verify: crypto.subtle.verify };
    expect(await chooseEd25519(old)).toBe(verifyEd25519Slowly);
  });
});

describe('a scanned text', () => {
  it.each(vectors.texts)('$name is $expect.form', ({ scanned, expect: expected }) => {
    expect(parseScan(scanned, camera)).toMatchObject(expected);
  });

  it('cut anywhere after its prefix is unreadable, never foreign', () => {
    const text = vectors.codes[0]?.text ?? '';
    for (let length = 2; length < text.length; length++) {
      expect(parseScan(text.slice(0, length), camera).form, `${length} characters`).toBe('unreadable');
    }
  });

  it('has no room for fields that do not fit', () => {
    const body = { kid: 1, event: 1, ticket: new Uint8Array(8), generation: 1, class: 1 };
    expect(() => encodeTicketBody({ ...body, kid: 16 })).toThrow(RangeError);
    expect(() => encodeTicketBody({ ...body, event: 2 ** 32 })).toThrow(RangeError);
    expect(() => encodeTicketBody({ ...body, generation: 256 })).toThrow(RangeError);
    expect(() => encodeTicketBody({ ...body, class: 65_536 })).toThrow(RangeError);
    expect(() => encodeTicketBody({ ...body, ticket: new Uint8Array(7) })).toThrow(RangeError);
  });
});
