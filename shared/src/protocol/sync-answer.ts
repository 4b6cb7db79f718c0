import {
  accepted,
  createReader,
  createWriter,
  type Outcome,
  type Reader,
  refused,
  toUtf8,
} from '../bytes/index.js';
import { MAX_BATCH_ROWS } from './batch.js';
import { type EventPositions, readEventPositions, writeEventPositions } from './held-positions.js';
import { MAX_RECEIPT_BYTES } from './receipt.js';

const VERSION = 1;
const outcomes = ['stored', 'known', 'quarantined'] as const;

/** More than 1,000 quarantined rows with their reasons and 255 events need. */
const MAX_ANSWER_BYTES = 2 ** 19;

/** `known`: the same bytes were there before. `quarantined`: stored, and it waits for the organiser. */
export type RowAnswer =
  | { readonly outcome: 'stored' | 'known' }
  | { readonly outcome: 'quarantined'; readonly reason: string };

/** What comes back for a batch. Only the receipt within is signed; the rest tells a phone what to ask for. */
export interface SyncAnswer {
  readonly firstSeq: number;
  /** One a row of the batch, in its order. */
  readonly rows: readonly RowAnswer[];
  /** What the server has of the events that this phone may see. */
  readonly positions: readonly EventPositions[];
  /** As `signReceipt` made it. */
  readonly receipt: Uint8Array;
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1–4, 5–6 | seq of the first row, count of rows |
 * | … | each: 0 stored, 1 known, 2 quarantined followed by length (1) and reason |
 * | … | count of events (1); each: event (4), positions of root, tickets, scans (8 each) |
 * | … | length (2) and receipt |
 */
export function encodeSyncAnswer(answer: SyncAnswer): Uint8Array {
  const writer = createWriter().u8(VERSION).u32(answer.firstSeq).u16(answer.rows.length);
  for (const row of answer.rows) {
    writer.u8(outcomes.indexOf(row.outcome));
    if (row.outcome !== 'quarantined') continue;
    const reason = toUtf8(row.reason);
    writer.u8(reason.length).bytes(reason);
  }
  writeEventPositions(writer, answer.positions);
  return writer.u16(answer.receipt.length).bytes(answer.receipt).finish();
}

export type SyncAnswerRefusal = 'oversized' | 'truncated' | 'needs_update' | 'bad_content';

export function decodeSyncAnswer(bytes: Uint8Array): Outcome<SyncAnswer, SyncAnswerRefusal> {
  if (bytes.length > MAX_ANSWER_BYTES) return refused('oversized');
  const reader = createReader(bytes);
  if (reader.left() > 0 && reader.u8() !== VERSION) return refused('needs_update');
  const firstSeq = reader.u32();
  const count = reader.u16();
  if (count > reader.left()) return refused('truncated');
  const rows = Array.from({ length: count }, () => readRowAnswer(reader));
  const positions = readEventPositions(reader);
  const receipt = reader.bytes(reader.u16());
  if (reader.isTruncated()) return refused('truncated');
  const isPossible = count <= MAX_BATCH_ROWS && receipt.length <= MAX_RECEIPT_BYTES;
  if (!reader.isComplete() || !isPossible) return refused('bad_content');
  return accepted({ firstSeq, rows, positions, receipt });
}

function readRowAnswer(reader: Reader): RowAnswer {
  const outcome = outcomes[reader.u8()];
  if (outcome === undefined) reader.fail();
  return outcome === 'quarantined'
    ? { outcome, reason: reader.text(reader.u8()) }
    : { outcome: outcome ?? 'stored' };
}
