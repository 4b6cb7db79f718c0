import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesToUuid,
  createReader,
  createWriter,
  equalBytes,
  fromBase45,
  fromHex,
  fromUtf8,
  toBase45,
  toHex,
  toUtf8,
  uuidToBytes,
} from './index.js';

describe('base45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('writes %j of RFC 9285 as %j, and reads it', (text, encoded) => {
    expect(toBase45(toUtf8(text))).toBe(encoded);
    expect(fromBase45(encoded)).toEqual({ ok: true, value: toUtf8(text) });
  });

  it.each([
    ['GGW', 'bad_value'],
    [':::', 'bad_value'],
    [':8', 'bad_value'],
    ['bb8', 'bad_character'],
    ['BB8B', 'bad_length'],
    ['B', 'bad_length'],
    ['ÄB8', 'bad_character'],
    ['BB\n', 'bad_character'],
  ])('refuses %j: %s', (text, reason) => {
    expect(fromBase45(text)).toEqual({ ok: false, reason });
  });

  it('reads FFFF, the highest pair there is', () => {
    expect(fromBase45('FGW')).toEqual({ ok: true, value: Uint8Array.of(0xff, 0xff) });
    expect(fromBase45('U5')).toEqual({ ok: true, value: Uint8Array.of(0xff) });
  });

  it('has one text for each sequence of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const decoded = fromBase45(text);
        if (decoded.ok) expect(toBase45(decoded.value)).toBe(text);
      }),
    );
  });
});

describe('hexadecimal, UUIDs and UTF-8', () => {
  it('read what they write', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.string(), (bytes, text) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(uuidToBytes(bytesToUuid(bytes))).toEqual(bytes);
        expect(fromUtf8(toUtf8(text))).toBe(text);
      }),
    );
  });

  it('refuse what is none', () => {
    expect(fromHex('abc')).toBeNull();
    expect(fromHex('0g')).toBeNull();
    expect(fromUtf8(Uint8Array.of(0xc3))).toBeNull();
    expect(() => uuidToBytes('0190-x')).toThrow(RangeError);
  });
});

describe('equal bytes', () => {
  it('are equal in length and in every byte', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(0, 2))).toBe(false);
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });
});

describe('reader and writer', () => {
  it('agree on big-endian fields', () => {
    const bytes = createWriter().u8(1).u16(0x0203).u32(0x04050607).u48(0x08090a0b0c0d).finish();
    expect(toHex(bytes)).toBe('0102030405060708090a0b0c0d');
    const reader = createReader(bytes);
    expect([reader.u8(), reader.u16(), reader.u32(), reader.u48()]).toEqual([
      0x01, 0x0203, 0x04050607, 0x08090a0b0c0d,
    ]);
    expect(reader.isComplete()).toBe(true);
  });

  it('take more than the buffer that a writer begins with', () => {
    const long = new Uint8Array(1_000).fill(7);
    const bytes = createWriter().u8(1).bytes(long).u16(2).bytes(long).finish();
    expect([bytes.length, bytes[0], bytes[1_000], bytes[1_002], bytes[2_002]]).toEqual([2_003, 1, 7, 2, 7]);
  });

  it('stay failed after a read past the end', () => {
    const reader = createReader(Uint8Array.of(1, 2, 3));
    expect([reader.u16(), reader.u16(), reader.u8()]).toEqual([0x0102, 0, 0]);
    expect(reader.bytes(1)).toHaveLength(0);
    expect([reader.isTruncated(), reader.isComplete()]).toEqual([true, false]);
  });

  it('tell bytes that are left over, and text that is none', () => {
    const left = createReader(Uint8Array.of(1, 2));
    left.u8();
    expect([left.isTruncated(), left.isComplete()]).toEqual([false, false]);
    const broken = createReader(Uint8Array.of(0xff));
    expect([broken.text(1), broken.isTruncated(), broken.isComplete()]).toEqual(['', false, false]);
  });

  it.each([-1, 256, 1.5, Number.NaN])('do not write %d into a byte', (value) => {
    expect(() => createWriter().u8(value)).toThrow(RangeError);
  });
});
