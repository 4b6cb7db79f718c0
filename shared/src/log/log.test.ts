import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { sampleDetails, sampleDetailsSalt, sampleLog, sampleScan } from '../vectors/test/sample-rows.js';
import {
  decodeDetails,
  decodeRow,
  detailsHash,
  encodeDetails,
  encodeRow,
  isScanProof,
  type LogRow,
  NO_PREVIOUS,
  rowHash,
  scanProof,
  verifyChain,
} from './index.js';

interface Refused {
  name: string;
  bytes: string;
  reason: string;
}

const vectors = loadVectors<{
  device: string;
  rows: { name: string; row: unknown; bytes: string; hash: string }[];
  refusedRows: Refused[];
  chains: { name: string; rows: string[]; expect: unknown }[];
  proofs: { codeHash: string; seq: number; proof: string }[];
  details: { content: unknown; bytes: string; hash: string };
  refusedDetails: Refused[];
}>('log');

const chain = vectors.rows.map(({ bytes }) => bytesOf(bytes));

describe('a row of the log', () => {
  it.each(vectors.rows)('of kind $name is read as it was written', ({ row, bytes, hash }) => {
    const decoded = decodeRow(bytesOf(bytes));
    expect(plain(decoded)).toEqual({ ok: true, value: row });
    expect(decoded.ok && toHex(encodeRow(decoded.value))).toBe(bytes);
    expect(toHex(rowHash(bytesOf(bytes)))).toBe(hash);
  });

  it.each(sampleLog().map(({ row }) => [row.kind, row] as const))(
    'of kind %s is written as the file says',
    (_, row) => {
      expect(toHex(encodeRow(row))).toBe(vectors.rows[row.seq - 1]?.bytes);
    },
  );

  it.each(vectors.refusedRows)('$name is refused: $reason', ({ bytes, reason }) => {
    expect(decodeRow(bytesOf(bytes))).toEqual({ ok: false, reason });
  });

  it('cut at any byte is refused', () => {
    for (const cut of chain.flatMap(truncations)) {
      expect(decodeRow(cut)).toEqual({ ok: false, reason: 'truncated' });
    }
  });

  it.each<[string, Partial<LogRow>]>([
    ['a reason in words', { reason: 'not today' }],
    ['a proof of another length', { proof: new Uint8Array(31) }],
    ['a ticket hash of another length', { ticketHash: new Uint8Array(9) }],
    ['an id that is none', { id: 'x' }],
    ['more persons than fit', { persons: 65_536 }],
    ['a fraction of a seq', { seq: 1.5 }],
  ])('is not written with %s', (_, change) => {
    const row = { ...sampleScan(1, NO_PREVIOUS), ...change } as LogRow;
    expect(() => encodeRow(row)).toThrow(RangeError);
  });
});

describe('the chain of rows', () => {
  it.each(vectors.chains)('$name', ({ rows, expect: expected }) => {
    const outcome = verifyChain({ device: vectors.device, rows: rows.map(bytesOf), after: null });
    expect(outcome).toMatchObject(expected as object);
  });

  it('goes on from a known row, and from no other', () => {
    const [first = NO_PREVIOUS, second = NO_PREVIOUS] = chain;
    const rows = [second];
    const { device } = vectors;
    const after = { seq: 1, hash: rowHash(first) };
    expect(verifyChain({ device, rows, after })).toEqual({
      ok: true,
      value: { seq: 2, hash: rowHash(second) },
    });
    const other = { seq: 1, hash: rowHash(second) };
    expect(verifyChain({ device, rows, after: other })).toEqual({ ok: false, reason: 'broken', at: 0 });
    expect(verifyChain({ device, rows, after: { ...after, seq: 3 } })).toMatchObject({ reason: 'gap' });
  });

  it('breaks with any bit of any row but the last', () => {
    const [first = NO_PREVIOUS, second = NO_PREVIOUS] = chain;
    for (let bit = 0; bit < 8 * first.length; bit++) {
      const changed = first.with(bit >> 3, (first[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      const outcome = verifyChain({ device: vectors.device, rows: [changed, second], after: null });
      expect(outcome.ok, `bit ${bit}`).toBe(false);
    }
  });
});

describe('the proof of a scan', () => {
  it.each(vectors.proofs)('at seq $seq', ({ codeHash, seq, proof }) => {
    const facts = { codeHash: bytesOf(codeHash), device: vectors.device, seq };
    expect(toHex(scanProof(facts))).toBe(proof);
    expect(isScanProof(bytesOf(proof), facts)).toBe(true);
  });

  it('is worth nothing for another phone, another seq or another code', () => {
    const { codeHash, seq, proof } = vectors.proofs[0] ?? { codeHash: '', seq: 0, proof: '' };
    const facts = { codeHash: bytesOf(codeHash), device: vectors.device, seq };
    const other = '01900000-0000-7000-8000-0000000000d2';
    expect(isScanProof(bytesOf(proof), { ...facts, device: other })).toBe(false);
    expect(isScanProof(bytesOf(proof), { ...facts, seq: 2 })).toBe(false);
    expect(isScanProof(bytesOf(proof), { ...facts, codeHash: new Uint8Array(32) })).toBe(false);
  });
});

describe('what lies beside a row', () => {
  const bytes = bytesOf(vectors.details.bytes);

  it('is read as it was written', () => {
    expect(plain(decodeDetails(bytes))).toEqual({ ok: true, value: vectors.details.content });
    expect(toHex(encodeDetails(sampleDetails, sampleDetailsSalt))).toBe(vectors.details.bytes);
    expect(toHex(detailsHash(bytes))).toBe(vectors.details.hash);
  });

  it.each([
    { seen: null, answers: [], note: '' },
    { seen: { kind: 'whole', text: 'H:1' } as const, answers: [], note: 'x' },
    { seen: { kind: 'hashed', hash: new Uint8Array(32).fill(3) } as const, answers: [], note: '' },
  ])('may be little: %j', (details) => {
    expect(decodeDetails(encodeDetails(details, sampleDetailsSalt))).toEqual({ ok: true, value: details });
  });

  it('hides a short answer behind its salt', () => {
    const other = encodeDetails(sampleDetails, new Uint8Array(16));
    expect(detailsHash(other)).not.toEqual(detailsHash(bytes));
  });

  it.each(vectors.refusedDetails)('$name is refused: $reason', ({ bytes: refused, reason }) => {
    expect(decodeDetails(bytesOf(refused))).toEqual({ ok: false, reason });
  });

  it('cut at any byte is refused', () => {
    for (const cut of truncations(bytes))
      expect(decodeDetails(cut)).toEqual({ ok: false, reason: 'bad_content' });
  });

  it('is not written when it is too long', () => {
    const note = 'x'.repeat(16_384);
    expect(() => encodeDetails({ seen: null, answers: [], note }, sampleDetailsSalt)).toThrow(RangeError);
  });
});
