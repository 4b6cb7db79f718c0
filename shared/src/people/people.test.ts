import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { equalBytes, toHex } from '../bytes/index.js';
import { verifyEd25519Slowly } from '../signing/index.js';
import { parseScan, rotatingCodeText } from '../ticket-code/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { sealed, sealedSearch } from '../vectors/test/make-people.js';
import { testEd25519 } from '../vectors/test/test-keys.js';
import {
  decodePerson,
  detailToSeal,
  encodeDetailFile,
  encodePerson,
  findDetail,
  MAX_PERSON_BYTES,
  nobody,
  openDetail,
  openDetailFile,
  openPeoplePage,
  openSearchFile,
  type PeopleKind,
  type Person,
  peopleBits,
} from './index.js';

const { subtle } = crypto;

interface Refused {
  readonly name: string;
  readonly code: string;
  readonly bytes: string;
  readonly reason: string;
}

const vectors = loadVectors<{
  people: { person: Person; bytes: string }[];
  details: { text: string; code: string; hash: string; person: Person; bytes: string }[];
  refused: Refused[];
  detailFile: { bytes: string; refused: Refused[] };
  search: { secret: string; people: unknown; bytes: string; refused: Refused[] };
  pages: { name: string; kind: PeopleKind; blob: string; expect: string }[];
}>('people');

const anyPerson: fc.Arbitrary<Person> = fc.record({
  name: fc.string({ unit: 'grapheme', maxLength: 60 }),
  seat: fc.string({ maxLength: 20 }),
  order: fc.string({ maxLength: 20 }),
  items: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 3 }),
  note: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed()),
  texts: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 3 }),
  email: fc.emailAddress(),
});

describe('a person', () => {
  it('comes back from its bytes, whatever follows of zeros', () => {
    fc.assert(
      fc.property(anyPerson, fc.nat(40), (person, zeros) => {
        const bytes = encodePerson(person);
        const padded = new Uint8Array(bytes.length + zeros);
        padded.set(bytes);
        expect(decodePerson(padded)).toEqual({ ok: true, value: person });
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when cut anywhere but between two fields', () => {
    const bytes = encodePerson({ ...nobody, name: 'Ana', seat: '4' });
    const read = truncations(bytes).map((part) => decodePerson(part).ok);
    // Version alone, and version with the name.
    expect(read.flatMap((ok, length) => (ok ? [length] : []))).toEqual([1, 7]);
  });

  it('is read without the fields that only a newer program knows', () => {
    const bytes = Uint8Array.of(1, 1, 0, 1, 65, 99, 0, 2, 66, 67);
    expect(decodePerson(bytes)).toEqual({ ok: true, value: { ...nobody, name: 'A' } });
    expect(decodePerson(Uint8Array.of(2))).toEqual({ ok: false, reason: 'needs_update' });
    expect(decodePerson(Uint8Array.of(1, 0, 7))).toEqual({ ok: false, reason: 'bad_content' });
  });

  it('has a greatest length', () => {
    const longest = { ...nobody, name: 'x'.repeat(MAX_PERSON_BYTES - 4) };
    expect(encodePerson(longest)).toHaveLength(MAX_PERSON_BYTES);
    expect(() => encodePerson({ ...longest, seat: '1' })).toThrow(RangeError);
  });
});

describe('a detail', () => {
  test.each(vectors.details)(
    'opens with the code alone: $person.name',
    async ({ code, text, bytes, person }) => {
      const row = bytesOf(bytes);
      expect(await openDetail(subtle, { code: bytesOf(code), sealed: row })).toEqual({
        ok: true,
        value: person,
      });
      expect((row.length - 28) % 32).toBe(0);
      const rotating = parseScan(rotatingCodeText(bytesOf(code), new Uint8Array(32), 1_800_000_000_000), {
        typed: false,
      });
      const seen = parseScan(text, { typed: false });
      if (rotating.form !== 'rotating' || seen.form !== 'native') throw new Error('both forms parse');
      for (const scanned of [rotating.code, seen.code])
        expect(await openDetail(subtle, { code: scanned, sealed: row })).toEqual({ ok: true, value: person });
    },
  );

  test.each(vectors.refused)('does not open $name', async ({ code, bytes, reason }) => {
    const opened = await openDetail(subtle, { code: bytesOf(code), sealed: bytesOf(bytes) });
    expect(opened).toEqual({ ok: false, reason });
  });

  it('does not open truncated at any byte', async () => {
    const [first] = vectors.details;
    for (const part of truncations(bytesOf(first?.bytes ?? ''))) {
      const opened = await openDetail(subtle, { code: bytesOf(first?.code ?? ''), sealed: part });
      expect(opened.ok).toBe(false);
    }
  });

  it('does not open with a code whose signature differs in one bit', async () => {
    const [first] = vectors.details;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: 79 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const code = bytesOf(first?.code ?? '');
        code[at] = (code[at] ?? 0) ^ (1 << bit);
        expect((await openDetail(subtle, { code, sealed: bytesOf(first?.bytes ?? '') })).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('hides everything of what it says, and equal texts of two tickets', async () => {
    const codes = vectors.details.slice(0, 2).map(({ code }) => bytesOf(code));
    const person = { ...nobody, name: 'Somebody Else' };
    const rows = await Promise.all(codes.map((code) => sealed(detailToSeal(code, person))));
    const [first = new Uint8Array(), second = new Uint8Array()] = rows;
    expect(toHex(first)).not.toContain(toHex(new TextEncoder().encode('Somebody')));
    expect(equalBytes(first, second)).toBe(false);
    expect(equalBytes(first, await sealed(detailToSeal(codes[0] ?? new Uint8Array(), person)))).toBe(true);
  });
});

describe('a file of details', () => {
  it('gives each ticket its row and no other one', () => {
    const file = openDetailFile(bytesOf(vectors.detailFile.bytes));
    if (!file.ok) throw new Error(file.reason);
    for (const { hash, bytes } of vectors.details)
      expect(toHex(findDetail(file.value, bytesOf(hash)) ?? new Uint8Array())).toBe(bytes);
    expect(findDetail(file.value, new Uint8Array(8))).toBeNull();
  });

  test.each(vectors.detailFile.refused)('is refused $name', ({ bytes, reason }) => {
    expect(openDetailFile(bytesOf(bytes))).toEqual({ ok: false, reason });
  });

  it('is refused truncated at any byte', () => {
    for (const part of truncations(bytesOf(vectors.detailFile.bytes)))
      expect(openDetailFile(part).ok).toBe(false);
  });

  it('holds any rows, in whatever order they come', () => {
    const row = fc.record({
      hash: fc.uint8Array({ minLength: 8, maxLength: 8 }),
      sealed: fc.nat(3).map((blocks) => new Uint8Array(blocks === 0 ? 0 : 28 + 32 * blocks).fill(blocks)),
    });
    const rows = fc.uniqueArray(row, { selector: ({ hash }) => toHex(hash), maxLength: 40 });
    fc.assert(
      fc.property(rows, (details) => {
        const bytes = encodeDetailFile({ bits: 0, index: 0 }, details);
        expect(equalBytes(encodeDetailFile({ bits: 0, index: 0 }, details.toReversed()), bytes)).toBe(true);
        const file = openDetailFile(bytes);
        if (!file.ok) throw new Error(file.reason);
        for (const { hash, sealed: row } of details)
          expect(toHex(findDetail(file.value, hash) ?? Uint8Array.of(1))).toBe(toHex(row));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file to search', () => {
  const { search } = vectors;
  const secret = bytesOf(search.secret);

  it('opens with the event’s key', async () => {
    const opened = await openSearchFile(subtle, { secret, bytes: bytesOf(search.bytes) });
    const hashes = (search.people as { hash: string }[]).map(({ hash }) => hash);
    if (!opened.ok) throw new Error(opened.reason);
    expect(opened.value.map(({ hash }) => toHex(hash))).toEqual(hashes.toSorted());
    expect(new Set(plain(opened.value) as unknown[])).toEqual(new Set(search.people as unknown[]));
  });

  test.each(search.refused)('is refused $name', async ({ bytes, reason }) => {
    expect(await openSearchFile(subtle, { secret, bytes: bytesOf(bytes) })).toEqual({ ok: false, reason });
  });

  it('is refused truncated at any byte', async () => {
    for (const part of truncations(bytesOf(search.bytes)))
      expect((await openSearchFile(subtle, { secret, bytes: part })).ok).toBe(false);
  });

  it('does not open with the key of another event', async () => {
    const other = secret.map((byte) => byte ^ 1);
    expect(await openSearchFile(subtle, { secret: other, bytes: bytesOf(search.bytes) })).toEqual({
      ok: false,
      reason: 'other_key',
    });
  });

  it('says of whom nothing is known any more', async () => {
    const rows = [{ hash: new Uint8Array(8), person: null }];
    const bytes = await sealedSearch(secret, { bits: 0, index: 0 }, rows);
    expect(await openSearchFile(subtle, { secret, bytes })).toEqual({ ok: true, value: rows });
  });
});

describe('a page of people', () => {
  test.each(vectors.pages)('$name: $expect', async ({ kind, blob, expect: expected }) => {
    const { publicKey } = await testEd25519('door key');
    const opened = await openPeoplePage(kind, bytesOf(blob), { publicKey, verify: verifyEd25519Slowly });
    expect(opened.ok ? 'accepted' : opened.reason).toBe(expected);
  });

  it('is refused truncated at any byte', async () => {
    const { publicKey } = await testEd25519('door key');
    const page = bytesOf(vectors.pages[0]?.blob ?? '');
    for (const part of truncations(page).filter((_, length) => length % 7 === 0 || length < 100))
      expect((await openPeoplePage('detail', part, { publicKey, verify: verifyEd25519Slowly })).ok).toBe(
        false,
      );
  });
});

it('cuts people into files of about a thousand', () => {
  expect([0, 1024, 1025, 100_000, 100_000_000].map(peopleBits)).toEqual([0, 0, 1, 7, 12]);
});
