import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  type Outcome,
  type Reader,
  refused,
  UUID_BYTES,
  uuidToBytes,
} from '../bytes/index.js';
import {
  type BlobRefusal,
  openBlob,
  SHA256_BYTES,
  type Sign,
  signBlob,
  type Verify,
} from '../signing/index.js';
import { NONCE_BYTES } from './batch.js';

const VERSION = 1;
const RANGE_BYTES = 8;

export const MAX_MISSING_RANGES = 512;
export const MAX_RECEIPT_BYTES = 8_192;

/** Rows from and to these, both included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** The rows of a batch; null: it has none. */
export function rangeOf({ firstSeq, rows }: { firstSeq: number; rows: readonly unknown[] }): SeqRange | null {
  return rows.length === 0 ? null : { from: firstSeq, to: firstSeq + rows.length - 1 };
}

/** What the server holds of a phone's log. It stands alone, as a batch does. */
export interface Receipt {
  readonly device: string;
  /** Of the batch that it answers. */
  readonly nonce: Uint8Array;
  /** Milliseconds since 1970; a sample for the phone's estimate of the time. */
  readonly serverTime: number;
  /** The highest seq up to which the server misses nothing; 0: not even the first. */
  readonly watermark: number;
  /** Of the row at the watermark; zeros when that is 0. A phone that finds another hash there has been forked. */
  readonly rowHash: Uint8Array;
  /** Below the highest seq that the server holds, ascending, the first ones when there are too many. */
  readonly missing: readonly SeqRange[];
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1–16 | device |
 * | 17–32 | nonce |
 * | 33–38 | server time |
 * | 39–42 | watermark |
 * | 43–74 | hash of the row there |
 * | 75–76 | count of missing ranges (at most 512) |
 * | 77 … | each: from, to (4 each) |
 * | last 64 | the door key's Ed25519 signature |
 */
export function signReceipt(receipt: Receipt, sign: Sign): Promise<Uint8Array> {
  const writer = createWriter().u8(VERSION).bytes(uuidToBytes(receipt.device)).bytes(receipt.nonce);
  writer.u48(receipt.serverTime).u32(receipt.watermark).bytes(receipt.rowHash).u16(receipt.missing.length);
  for (const { from, to } of receipt.missing) writer.u32(from).u32(to);
  const body = writer.finish();
  const decoded = decodeReceipt(body);
  if (!decoded.ok) throw new RangeError(`this is no receipt: ${decoded.reason}`);
  return signBlob('receipt', body, sign);
}

export type ReceiptRefusal = BlobRefusal | 'needs_update' | 'bad_content';

/** @param publicKey the door key that the phone has pinned */
export async function openReceipt(
  blob: Uint8Array,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<Outcome<Receipt, ReceiptRefusal>> {
  const opened = await openBlob(blob, { kind: 'receipt', publicKey, verify, maxBytes: MAX_RECEIPT_BYTES });
  return opened.ok ? decodeReceipt(opened.value) : opened;
}

/** @param body what `openBlob` gave */
export function decodeReceipt(body: Uint8Array): Outcome<Receipt, ReceiptRefusal> {
  const reader = createReader(body);
  if (reader.left() > 0 && reader.u8() !== VERSION) return refused('needs_update');
  const device = bytesToUuid(reader.bytes(UUID_BYTES));
  const nonce = reader.bytes(NONCE_BYTES);
  const serverTime = reader.u48();
  const watermark = reader.u32();
  const rowHash = reader.bytes(SHA256_BYTES);
  const count = reader.u16();
  const missing = count * RANGE_BYTES > reader.left() ? null : readRanges(reader, count);
  if (missing === null || reader.isTruncated()) return refused('truncated');
  const isPossible =
    count <= MAX_MISSING_RANGES &&
    (watermark > 0 || rowHash.every((byte) => byte === 0)) &&
    areApart(missing, watermark);
  if (!reader.isComplete() || !isPossible) return refused('bad_content');
  return accepted({ device, nonce, serverTime, watermark, rowHash, missing });
}

function readRanges(reader: Reader, count: number): SeqRange[] {
  return Array.from({ length: count }, () => ({ from: reader.u32(), to: reader.u32() }));
}

/** The first gap begins right above the watermark, and rows lie between one gap and the next. */
function areApart(ranges: readonly SeqRange[], watermark: number): boolean {
  return ranges.every(({ from, to }, index) => {
    const before = ranges[index - 1];
    return from <= to && (before === undefined ? from === watermark + 1 : from > before.to + 1);
  });
}
