import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { decodeRow, encodeRow, type LogRow, NO_PREVIOUS, ROW_VERSION } from '../log/index.js';
import { directions, effects, relations, results, rowKinds, ways } from '../log/row.js';
import { bytesOf, plain } from '../vectors/test/load-vectors.js';
import { sampleLog, sampleScan } from '../vectors/test/sample-rows.js';
import { testBytes } from '../vectors/test/test-keys.js';
import { BATCH_VERSION, BATCH_VERSIONS, type Batch, decodeBatch, signBatch } from './index.js';

/**
 * Every version there has been: the hash of its schema, and bytes of it with what they say. Rows lie in databases for
 * years, and batches come from phones that were not updated, so what was published once is never altered:
 * `GATEHOUSE_WRITE_VECTORS=1` adds a version that is not there yet, and touches no other.
 */
interface Published {
  /** Null: published before schemas were hashed. */
  readonly schema: string | null;
  readonly samples: readonly { readonly bytes: string; readonly says: unknown }[];
}
type Kind = 'row' | 'batch';

const path = join(import.meta.dirname, '../vectors/versions.json');
const published = JSON.parse(readFileSync(path, 'utf8')) as Record<Kind, Record<string, Published>>;

function publish(kind: Kind, version: number, today: Published): void {
  if (!process.env['GATEHOUSE_WRITE_VECTORS'] || published[kind][version]) return;
  published[kind][version] = today;
  writeFileSync(path, `${JSON.stringify(published, null, 1)}\n`);
}

const demand = (kind: Kind) =>
  `what a ${kind} is made of has changed: give it a new version and go on reading this one`;

/** Which bytes a change of each field moves: what the schema is to whoever reads the bytes. */
function layoutOf<T extends object>(base: T, others: Partial<T>[], encode: (value: T) => Uint8Array) {
  const before = encode(base);
  return others.map((other) => {
    const after = encode({ ...base, ...other });
    const changed = [...after].flatMap((byte, at) => (byte === before[at] ? [] : [at]));
    return [
      Object.keys(other).join(),
      after.length - before.length,
      changed[0],
      changed.at(-1),
      toHex(after),
    ];
  });
}

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const samples = (n: number) => testBytes(`schema ${n}`, n);
const uuid = '01234567-89ab-4def-8123-456789abcdef';
const base = { ...sampleScan(1, NO_PREVIOUS), kind: 'scan' } as LogRow;
const fields: readonly Partial<LogRow>[] = [
  { id: uuid },
  { device: uuid },
  { seq: 0xf1f2f3f4 },
  { event: 0xf1f2f3f4 },
  { list: uuid },
  { gate: uuid },
  { persons: 0xf1f2 },
  { proof: samples(32) },
  { ticketHash: samples(8) },
  { generation: 0xf1 },
  { reason: 'unpaid' },
  { details: samples(32) },
  { previous: samples(32) },
  ...directions.map((direction) => ({ direction })),
  ...ways.map((how) => ({ how })),
  ...results.map((result) => ({ result })),
  ...effects.map((effect) => ({ effect })),
  ...relations.flatMap((relation) => (relation ? [{ names: { relation, scan: uuid } }] : [])),
  { time: { ...base.time, wall: 0xf1f2f3f4f5f6 } },
  { time: { ...base.time, session: samples(8) } },
  { time: { ...base.time, monotonic: 0xf1f2f3f4f5f6 } },
  { time: { ...base.time, estimate: 0xf1f2f3f4f5f6 } },
  { time: { ...base.time, earliest: 0xf1f2f3f4f5f6 } },
  { time: { ...base.time, latest: 0xf1f2f3f4f5f6 } },
  { time: { ...base.time, latest: null } },
  { time: { ...base.time, unsure: true } },
  { held: { ...base.held, root: { start: 0xf1f2f3f4, count: 0xf5f6f7f8 } } },
  { held: { ...base.held, tickets: { start: 0xf1f2f3f4, count: 0xf5f6f7f8 } } },
  { held: { ...base.held, scans: { start: 0xf1f2f3f4, count: 0xf5f6f7f8 } } },
  { held: { ...base.held, stale: true } },
  { kind: 'undo' },
  { kind: 'count' },
  { kind: 'bind', medium: samples(8) } as Partial<LogRow>,
  { kind: 'clock', server: 0xf1f2f3f4f5f6, sent: 0xe1, received: 0xd1 } as Partial<LogRow>,
  { kind: 'lost', from: 0xe1e2e3e4, to: 0xf1f2f3f4 } as Partial<LogRow>,
];

describe('a row', () => {
  const words = { rowKinds, directions, ways, results, effects, relations };
  const today: Published = {
    schema: sha256([words, layoutOf(base, [...fields], encodeRow)]),
    samples: sampleLog().map(({ row, bytes }) => ({ bytes: toHex(bytes), says: plain(row) })),
  };
  publish('row', ROW_VERSION, today);

  it('has a new version whenever its schema changes', () => {
    expect(published.row[ROW_VERSION]?.schema, demand('row')).toBe(today.schema);
  });

  it('has every field tried', () => {
    const tried = new Set(fields.flatMap((field) => Object.keys(field)));
    for (const { row } of sampleLog())
      for (const name of Object.keys(row)) expect(tried, `${name} is not in the schema`).toContain(name);
  });

  it.each(Object.entries(published.row))('of version %s is read for ever', (_, { samples: kept }) => {
    for (const { bytes, says } of kept)
      expect(plain(decodeRow(bytesOf(bytes)))).toEqual({ ok: true, value: says });
  });
});

const none = { start: 0, count: 0 };
const other = { start: 0xf1f2f3f4, count: 0xf5f6f7f8 };
const batch: Batch = { device: uuid, nonce: samples(16), positions: [], firstSeq: 1, rows: [] };
const positions = { event: 1, root: none, tickets: none, scans: none };
const parts: readonly Partial<Batch>[] = [
  { device: '11234567-89ab-4def-8123-456789abcdef' },
  { nonce: new Uint8Array(16).fill(0xf1) },
  { firstSeq: 0xf1f2f3f4 },
  { positions: [{ ...positions, event: 0xf1f2f3f4 }] },
  { positions: [{ ...positions, root: other }] },
  { positions: [{ ...positions, tickets: other }] },
  { positions: [{ ...positions, scans: other }] },
  { rows: [{ bytes: samples(300), details: null }] },
  { rows: [{ bytes: samples(300), details: samples(301) }] },
  { rows: [{ bytes: samples(300), details: null }], head: samples(64) },
];

describe('a batch', async () => {
  const unsigned = async () => new Uint8Array(64);
  const encode = async (value: Batch) => (await signBatch(value, unsigned)).subarray(0, -64);
  const encoded = new Map<Batch, Uint8Array>();
  for (const value of [batch, ...parts.map((part) => ({ ...batch, ...part }))])
    encoded.set(value, await encode(value));
  const [first, ...rest] = [...encoded.values()];
  const layouts = parts.map((part, index) => [
    Object.keys(part).join(),
    toHex(rest[index] ?? new Uint8Array()),
  ]);
  const rows = sampleLog().map(({ bytes }, index) => ({ bytes, details: index === 2 ? samples(40) : null }));
  const sample: Batch = { ...batch, positions: [{ ...positions, scans: other }], rows, head: samples(64) };
  const today: Published = {
    schema: sha256([toHex(first ?? new Uint8Array()), layouts]),
    samples: [{ bytes: toHex(await encode(sample)), says: plain(sample) }],
  };
  publish('batch', BATCH_VERSION, today);

  it('has a new version whenever its schema changes', () => {
    expect(published.batch[BATCH_VERSION]?.schema, demand('batch')).toBe(today.schema);
  });

  it('has every field tried', () => {
    const tried = new Set(parts.flatMap((part) => Object.keys(part)));
    expect([...tried].filter((name) => name !== 'head').sort()).toEqual(Object.keys(batch).sort());
  });

  it('is read in its last two versions, and in no other', () => {
    expect(BATCH_VERSIONS).toEqual([BATCH_VERSION - 1, BATCH_VERSION]);
    for (const [version, { samples: kept }] of Object.entries(published.batch))
      for (const { bytes, says } of kept)
        expect(plain(decodeBatch(bytesOf(bytes))), `version ${version}`).toMatchObject(
          BATCH_VERSIONS.includes(Number(version))
            ? { ok: true, value: says }
            : { ok: false, reason: 'needs_update' },
        );
  });
});
