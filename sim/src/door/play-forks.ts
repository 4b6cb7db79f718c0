import { type HeldRow, readBatch, sortBatch } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import { toHex } from '@gatehouse/shared/bytes';
import { encodeRow, type LogRow, rowHash } from '@gatehouse/shared/log';
import type { Random } from '../time/random.js';
import { drawLog } from './drawn-log.js';

/**
 * Hands over rows of which some were here before, and others have the seq of one that was.
 * @returns what is wrong with what is kept of them; null: nothing
 */
export function playForks(random: Random): string | null {
  for (const { row } of drawLog(random).rows) {
    const held = heldOf(random.chance(0.5) ? row : { ...row, id: random.uuid() });
    const bytes = encodeRow(row);
    const rows = [{ bytes, details: null }];
    const batch = { device: row.device, nonce: random.bytes(16), positions: [], firstSeq: row.seq, rows };
    const { fresh, known } = sortBatch(readBatch(batch), [held]);
    const isCopy = toHex(held.hash) === toHex(rowHash(bytes));
    const isKept = fresh.length === 1 && fresh[0]?.quarantine === 'fork';
    const isKnown = fresh.length === 0 && known[0]?.outcome === 'known';
    if (isCopy ? !isKnown : !isKept)
      return `row ${row.seq}, ${isCopy ? 'which' : 'another of which'} was here, is ${known[0]?.outcome ?? 'new'}`;
  }
  return null;
}

function heldOf(row: LogRow): HeldRow {
  const hash = Buffer.from(rowHash(encodeRow(row)));
  return { seq: row.seq, hash, fork: false, previous: Buffer.from(row.previous) };
}
