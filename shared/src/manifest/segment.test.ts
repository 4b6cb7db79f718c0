import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { sampleMedia, sampleTicket, sampleTickets } from '../vectors/test/sample-tickets.js';
import {
  buildCore,
  buildMedia,
  buildSegments,
  CORE_SEGMENT,
  type CoreRecord,
  contentAddress,
  coreCells,
  coreRecord,
  findRows,
  isReferencedSegment,
  MEDIA_SEGMENT,
  openSegment,
  openTable,
  referenceTo,
  segmentBits,
  tableRows,
} from './index.js';

const vectors = loadVectors<{
  tickets: unknown[];
  core: { bytes: string; address: string; refused: { name: string; bytes: string; reason: string }[] };
  mediaSegment: { bytes: string; address: string };
}>('manifest');

const core = bytesOf(vectors.core.bytes);

function segmentsOf(built: ReturnType<typeof buildCore>): Uint8Array[] {
  if (!built.ok) throw new Error(built.reason);
  return built.value;
}

function tableOf(segments: readonly (Uint8Array | null)[], whole: readonly Uint8Array[]) {
  const references = whole.map((bytes) => referenceTo(CORE_SEGMENT, bytes));
  const opened = openTable(CORE_SEGMENT, references, segments);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.value;
}

const anyTicket = fc
  .record({
    hash: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    class: fc.nat(65_535),
    generation: fc.nat(255),
    state: fc.constantFrom('good', 'cancelled', 'blocked', 'held', 'unapproved'),
    unpaid: fc.boolean(),
    goodThoughUnpaid: fc.boolean(),
    attention: fc.boolean(),
    answersMissing: fc.boolean(),
    linked: fc.boolean(),
    entries: fc.nat(255),
  })
  .map((ticket): CoreRecord => ticket);
const anyTickets = fc.uniqueArray(anyTicket, { selector: ({ hash }) => toHex(hash), maxLength: 60 });

describe('a core record', () => {
  it('has its state and flags where the format says', () => {
    expect(coreCells(sampleTicket('a', { class: 258, generation: 3, entries: 4 }))).toEqual(
      Uint8Array.of(1, 2, 3, 0, 4),
    );
    const flagged = sampleTicket('a', { class: 0, state: 'unapproved', unpaid: true, answersMissing: true });
    expect(coreCells(flagged)[3]).toBe(0b1001_0010);
    const rest = sampleTicket('a', {
      state: 'cancelled',
      goodThoughUnpaid: true,
      attention: true,
      linked: true,
    });
    expect(coreCells(rest)[3]).toBe(0b0010_1101);
  });

  it('reads a state of a newer program as blocked', () => {
    expect(coreRecord(new Uint8Array(8), Uint8Array.of(0, 0, 0, 0b1010_0000, 0)).state).toBe('blocked');
  });

  it('has no room for fields that do not fit', () => {
    expect(() => coreCells(sampleTicket('a', { class: 65_536 }))).toThrow(RangeError);
    expect(() => coreCells(sampleTicket('a', { entries: -1 }))).toThrow(RangeError);
  });
});

describe('a segment', () => {
  it('is what the vector says, whatever the order of its tickets', () => {
    expect(segmentsOf(buildCore(sampleTickets)).map(toHex)).toEqual([vectors.core.bytes]);
    expect(segmentsOf(buildCore(sampleTickets.toReversed())).map(toHex)).toEqual([vectors.core.bytes]);
    expect(segmentsOf(buildMedia(sampleMedia)).map(toHex)).toEqual([vectors.mediaSegment.bytes]);
    expect(toHex(contentAddress(core))).toBe(vectors.core.address);
  });

  it('gives back every ticket, in the order of the hashes', () => {
    const rows = [...tableRows(tableOf([core], [core]))];
    const tickets = rows.map(({ key, cells }) => plain(coreRecord(key, cells)));
    const sorted = vectors.tickets.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(tickets).toEqual(sorted);
  });

  it.each(vectors.core.refused)('$name is refused: $reason', ({ bytes, reason }) => {
    expect(openSegment(CORE_SEGMENT, bytesOf(bytes))).toEqual({ ok: false, reason });
  });

  it('cut at any byte is refused', () => {
    for (const cut of truncations(core)) {
      expect(openSegment(CORE_SEGMENT, cut)).toEqual({
        ok: false,
        reason: cut.length < 9 ? 'truncated' : 'bad_length',
      });
    }
  });

  it('is told from altered bytes by its address', () => {
    const reference = referenceTo(CORE_SEGMENT, core);
    expect(isReferencedSegment(reference, core)).toBe(true);
    expect(isReferencedSegment(reference, core.with(20, 1 ^ (core[20] ?? 0)))).toBe(false);
    expect(isReferencedSegment(reference, core.subarray(1))).toBe(false);
  });

  it('does not open in another one’s place', () => {
    const reference = { ...referenceTo(CORE_SEGMENT, core), count: 1 };
    expect(openTable(CORE_SEGMENT, [reference], [core])).toEqual({ ok: false, reason: 'not_as_referenced' });
  });

  it('refuses a ticket twice, and a medium twice for the same ticket', () => {
    expect(buildCore([...sampleTickets, sampleTicket('ticket 1')])).toEqual({
      ok: false,
      reason: 'duplicate',
    });
    expect(buildMedia([...sampleMedia, ...sampleMedia])).toEqual({ ok: false, reason: 'duplicate' });
  });
});

describe('a table', () => {
  it('has as many segments as its count asks for', () => {
    const bits = [0, 1, 8_192, 8_193, 16_384, 16_385, 1_000_000, 2 ** 40].map(segmentBits);
    expect(bits).toEqual([0, 0, 0, 1, 1, 2, 7, 12]);
  });

  it('finds what is in it and nothing else, however it is split', () => {
    fc.assert(
      fc.property(anyTickets, fc.uint8Array({ minLength: 8, maxLength: 8 }), (tickets, other) => {
        const segments = segmentsOf(buildCore(tickets));
        const table = tableOf(segments, segments);
        for (const ticket of tickets) {
          const [row, ...more] = findRows(table, ticket.hash);
          expect(more).toEqual([]);
          expect(typeof row === 'object' && coreRecord(row.key, row.cells)).toEqual(ticket);
        }
        const isIn = tickets.some(({ hash }) => toHex(hash) === toHex(other));
        expect(findRows(table, other)).toHaveLength(isIn ? 1 : 0);
      }),
      { numRuns: 200 },
    );
  });

  it('tells a ticket that is not there from a segment that has not come', () => {
    const tickets = Array.from({ length: 8_193 }, (_, index) => sampleTicket(`many ${index}`));
    const segments = segmentsOf(buildCore(tickets));
    const [low = null] = segments;
    const table = tableOf([low, null], segments);
    expect(segments).toHaveLength(2);
    expect(findRows(table, new Uint8Array(8))).toEqual([]);
    expect(findRows(table, new Uint8Array(8).fill(255))).toBe('missing');
    const lowCount = table.segments[0]?.count ?? 0;
    expect([...tableRows(table)]).toHaveLength(lowCount);
    expect(tickets.filter(({ hash }) => (hash[0] ?? 0) < 128)).toHaveLength(lowCount);
  });

  it('gives every ticket of a medium', () => {
    const [media = new Uint8Array()] = segmentsOf(buildMedia(sampleMedia));
    const opened = openTable(MEDIA_SEGMENT, [referenceTo(MEDIA_SEGMENT, media)], [media]);
    const rows = opened.ok ? findRows(opened.value, sampleMedia[1]?.hash ?? new Uint8Array(8)) : [];
    expect(rows).toHaveLength(2);
  });
});

describe('a million tickets', () => {
  const keys = randomBytes(8_000_000);
  const rows = Array.from({ length: 1_000_000 }, (_, row) => ({
    key: keys.subarray(8 * row, 8 * row + 8),
    cells: Uint8Array.of(0, row % 8, 0, 0, 0),
  }));
  const segments = segmentsOf(buildSegments(CORE_SEGMENT, rows));
  const references = segments.map((bytes) => referenceTo(CORE_SEGMENT, bytes));

  it('open in 21 bytes each, and are found', () => {
    const opened = openTable(CORE_SEGMENT, references, segments);
    if (!opened.ok) throw new Error(opened.reason);
    const memory = opened.value.segments.map((segment) =>
      segment ? segment.high.byteLength + segment.low.byteLength + segment.columns.buffer.byteLength : 0,
    );
    const headers = 9 * memory.length;
    expect(memory.reduce((sum, bytes) => sum + bytes, 0)).toBe(21_000_000 + headers);
    let found = 0;
    for (let row = 0; row < 1_000_000; row += 50) {
      const here = findRows(opened.value, rows[row]?.key ?? keys);
      if (here !== 'missing' && here[0]?.cells[1] === row % 8) found += 1;
    }
    expect(found).toBe(20_000);
  });

  it('take at most 7 bytes each over the wire', () => {
    const sample = segments.slice(0, 4);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
    const wire = sample.reduce((sum, bytes) => sum + brotliCompressSync(bytes, quality).length, 0);
    const count = references.slice(0, 4).reduce((sum, reference) => sum + reference.count, 0);
    expect(wire / count).toBeLessThan(7);
  });
});
