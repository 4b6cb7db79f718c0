import { createHash } from 'node:crypto';
import { decodeRow, type LogRow, NO_PREVIOUS } from '@gatehouse/shared/log';
import type { Batch, RowAnswer } from '@gatehouse/shared/protocol';

/** A row of this phone that was here before. */
export interface HeldRow {
  readonly seq: number;
  readonly hash: Buffer;
  readonly fork: boolean;
  /** What it names as the row before it; null when it cannot be read. */
  readonly previous: Buffer | null;
}

/**
 * Why a row that is kept does not count. `fork`: another row of this seq was here before. `unreadable`: bytes of no
 * row that this server knows. `misplaced`: a row of another phone or seq than the batch says. `unknown_event`: of no
 * event of the organisation. `id_taken`: another row has its id. `revoked`: written after the phone was revoked,
 * without a proof that the code was seen. `unconfirmed`: the organiser has not confirmed the phone.
 */
export type Quarantine =
  | 'fork'
  | 'unreadable'
  | 'misplaced'
  | 'unknown_event'
  | 'id_taken'
  | 'revoked'
  | 'unconfirmed';

/** A row that is here for the first time. */
export interface NewRow {
  readonly seq: number;
  readonly hash: Buffer;
  readonly bytes: Uint8Array;
  /** What lies beside it, where it is what the row says. */
  readonly details: Uint8Array | null;
  /** Its questions were answered, and it was let in. */
  readonly answered: boolean;
  /** Null: it cannot be read as a row of this phone and seq. */
  readonly row: LogRow | null;
  /** It and a neighbour do not name each other. */
  readonly broken: boolean;
  readonly quarantine: Quarantine | null;
}

export interface SortedBatch {
  /** In the order of their seqs. */
  readonly fresh: readonly NewRow[];
  /** One for each row of the batch, in its order; undefined where the row is new. */
  readonly known: readonly (RowAnswer | undefined)[];
}

/**
 * Tells new rows from those that were here before.
 * @param held rows of the phone from the one before the batch to the one behind it
 */
export function sortBatch(batch: Batch, held: readonly HeldRow[]): SortedBatch {
  const rows = batch.rows.map(({ bytes }, index) => ({
    seq: batch.firstSeq + index,
    hash: sha256(bytes),
    decoded: decodeRow(bytes),
  }));
  const chain = new Map(rows.map(({ seq, hash }) => [seq, hash]));
  const behind = new Map<number, Buffer>();
  for (const one of held) {
    if (one.fork) continue;
    chain.set(one.seq, one.hash);
    if (one.previous) behind.set(one.seq - 1, one.previous);
  }
  const fresh: NewRow[] = [];
  const known: (RowAnswer | undefined)[] = [];
  for (const [index, { seq, hash, decoded }] of rows.entries()) {
    const same = held.filter((one) => one.seq === seq);
    const copy = same.find((one) => one.hash.equals(hash));
    known.push(copy && (copy.fork ? { outcome: 'quarantined', reason: 'fork' } : { outcome: 'known' }));
    const sent = batch.rows[index];
    if (copy || !sent) continue;
    const row =
      decoded.ok && decoded.value.device === batch.device && decoded.value.seq === seq ? decoded.value : null;
    fresh.push({
      seq,
      hash,
      bytes: sent.bytes,
      details: detailsOf(row, sent.details),
      answered: false,
      row,
      broken: row !== null && isBroken(row, { hash, before: chain.get(seq - 1), behind: behind.get(seq) }),
      quarantine: same.length > 0 ? 'fork' : decoded.ok ? (row ? null : 'misplaced') : 'unreadable',
    });
  }
  return { fresh, known };
}

function isBroken(
  row: LogRow,
  link: { hash: Buffer; before: Buffer | undefined; behind: Buffer | undefined },
): boolean {
  const before = row.seq === 1 ? Buffer.from(NO_PREVIOUS) : link.before;
  return (
    (before !== undefined && !before.equals(row.previous)) ||
    (link.behind !== undefined && !link.behind.equals(link.hash))
  );
}

function detailsOf(row: LogRow | null, details: Uint8Array | null): Uint8Array | null {
  if (details === null || row === null) return details;
  return row.details !== null && sha256(details).equals(row.details) ? details : null;
}

/** The same as `rowHash` and `detailsHash`, by the processor's own instructions. */
function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
