import { encodeRow, rowHash } from '@gatehouse/shared/log';
import { LogDatabase } from '../database.js';
import type { Disk } from './disk.js';
import { codeOf, decoded, manifestOf, pageOf, shift, stands, TestPhone } from './world.js';

export interface Measured {
  /** Rows of other phones and of this one that lay on the disk. */
  readonly others: number;
  readonly own: number;
  /** From nothing in memory to ready to scan, milliseconds. */
  readonly coldStartMs: number;
  /** Code text to durable verdict, milliseconds, ascending. */
  readonly scanMs: readonly number[];
  /** One page of another phone's rows, milliseconds, ascending. */
  readonly pageMs: readonly number[];
}

export interface Load {
  readonly others: number;
  readonly own: number;
  readonly scans: number;
}

/** Measures the log on a disk, which must be empty: in a browser the figures mean something, in Node nothing. */
export async function measureGateway(disk: Disk, { others, own, scans }: Load): Promise<Measured> {
  const manifest = manifestOf(Array.from({ length: scans }, (_, index) => `ticket ${index}`));
  const phone = new TestPhone(manifest, 'd1', disk);
  await phone.start();
  await phone.see(await codeOf('ticket 0'));
  const [sample] = await phone.rows();
  if (sample === undefined) throw new Error('one row');
  const pageMs = await fillFeed(phone, sample, others);
  await phone.gateway.close();
  await fillLog(disk, sample, own);
  const begin = performance.now();
  await phone.start();
  const coldStartMs = performance.now() - begin;
  const scanMs: number[] = [];
  for (let index = 1; index < scans; index += 1) {
    const text = await codeOf(`ticket ${index}`);
    const from = performance.now();
    const shown = await phone.gateway.scan({ text, how: 'camera' }, shift);
    scanMs.push(performance.now() - from);
    if (!shown.recorded || shown.decision.result !== 'admit') throw new Error(shown.decision.reason);
    await phone.gateway.markShown(shown.id);
  }
  await phone.gateway.close();
  return { others, own, coldStartMs, scanMs: ascending(scanMs), pageMs: ascending(pageMs) };
}

async function fillFeed(phone: TestPhone, sample: Uint8Array, count: number): Promise<number[]> {
  const took: number[] = [];
  for (let from = 0; from < count; from += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => ({
      bytes: altered(sample, from + index),
      review: stands,
    }));
    const begin = performance.now();
    await phone.gateway.takeScansPage(pageOf(from, rows));
    took.push(performance.now() - begin);
  }
  return took;
}

/** Another row of another phone about another ticket. */
function altered(sample: Uint8Array, index: number): Uint8Array {
  const bytes = sample.slice();
  for (const [offset, length] of [
    [12, 6],
    [28, 6],
    [110, 8],
  ] as const) {
    crypto.getRandomValues(bytes.subarray(offset, offset + length));
  }
  new DataView(bytes.buffer).setUint32(34, index + 1);
  return bytes;
}

async function fillLog(disk: Disk, sample: Uint8Array, count: number): Promise<void> {
  const database = new LogDatabase(disk.port);
  const first = decoded(sample);
  let previous = rowHash(sample);
  const rows = Array.from({ length: count }, (_, index) => {
    const id = `01900000-0000-7000-8000-${(0xa000_0000 + index).toString(16).padStart(12, '0')}`;
    const ticketHash = crypto.getRandomValues(new Uint8Array(8));
    const bytes = encodeRow({ ...first, id, ticketHash, seq: index + 2, previous });
    previous = rowHash(bytes);
    return { seq: index + 2, bytes, details: new Uint8Array(160) };
  });
  await database.rows.bulkAdd(rows);
  database.close();
}

function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}
