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
import { MAX_DETAILS_BYTES, MAX_ROW_BYTES, rowHash } from '../log/index.js';
import {
  type BlobRefusal,
  openBlob,
  SIGNATURE_BYTES,
  type Sign,
  signBlob,
  type Verify,
} from '../signing/index.js';
import { signHead } from './head.js';
import { type EventPositions, readEventPositions, writeEventPositions } from './held-positions.js';

/** Version 1 has no head. */
const WITHOUT_HEAD = 1;
/** What a phone writes today. */
export const BATCH_VERSION = 2;
/**
 * What is read: the last two, because phones are updated later than servers. The rows within have versions of their
 * own, which are read for ever.
 */
export const BATCH_VERSIONS: readonly number[] = [WITHOUT_HEAD, BATCH_VERSION];
const DEVICE_OFFSET = 17;
const ROW_LENGTHS_BYTES = 4;

export const NONCE_BYTES = 16;
export const MAX_BATCH_ROWS = 1_000;
/** Unpacked. Whoever unpacks gzip stops there, before memory is taken. */
export const MAX_BATCH_BYTES = 8 * 2 ** 20;

/** A row as it was written once. It is not read here: one that this program cannot read is kept all the same. */
export interface BatchRow {
  readonly bytes: Uint8Array;
  /** What lies beside it. */
  readonly details: Uint8Array | null;
}

/** What a phone sends: it stands alone, so that another phone, a relay or a picture may carry it. */
export interface Batch {
  readonly device: string;
  /** Random; the receipt repeats it. */
  readonly nonce: Uint8Array;
  readonly positions: readonly EventPositions[];
  /** The seq of the first row; the others follow it without a gap. Any number when there are no rows. */
  readonly firstSeq: number;
  readonly rows: readonly BatchRow[];
  /**
   * The phone's signature over the last row alone, as `signHead` makes it: by the chain it speaks for all rows before,
   * also when what lies beside them is erased. To be signed: absent where it is to be made, null for a batch of version
   * 1. Read: absent where there are no rows, null in version 1.
   */
  readonly head?: Uint8Array | null;
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1–16 | nonce |
 * | 17–32 | device |
 * | 33 … | count of events (1); each: event (4), positions of root, tickets, scans (8 each) |
 * | … | seq of the first row (4), count of rows (2, at most 1,000) |
 * | … | each row: its length (2), length of what lies beside it (2, 0: nothing), both |
 * | … | from version 2 on, where there are rows: the signature of the log's head (64) |
 * | last 64 | the device's P-256 signature |
 */
export function signBatch(batch: Batch, sign: Sign): Promise<Uint8Array> {
  if (batch.nonce.length !== NONCE_BYTES || batch.rows.length > MAX_BATCH_ROWS) {
    throw new RangeError(`a nonce has ${NONCE_BYTES} bytes and a batch at most ${MAX_BATCH_ROWS} rows`);
  }
  return writeBatch(batch, sign);
}

async function writeBatch(batch: Batch, sign: Sign): Promise<Uint8Array> {
  const version = batch.head === null ? WITHOUT_HEAD : BATCH_VERSION;
  const writer = createWriter().u8(version).bytes(batch.nonce).bytes(uuidToBytes(batch.device));
  writeEventPositions(writer, batch.positions);
  writer.u32(batch.firstSeq).u16(batch.rows.length);
  for (const { bytes, details } of batch.rows) {
    writer
      .u16(bytes.length)
      .u16(details?.length ?? 0)
      .bytes(bytes);
    if (details !== null) writer.bytes(details);
  }
  const last = batch.rows.at(-1);
  if (last && batch.head !== null) {
    const seq = batch.firstSeq + batch.rows.length - 1;
    const link = { device: batch.device, seq, hash: rowHash(last.bytes) };
    writer.bytes(batch.head ?? (await signHead(link, sign)));
  }
  return signBlob('batch', writer.finish(), sign);
}

/**
 * Who says to have signed: to find the key by, and true only after the signature was checked.
 * @returns null when the bytes are too few
 */
export function claimedDevice(blob: Uint8Array): string | null {
  const bytes = blob.subarray(DEVICE_OFFSET, DEVICE_OFFSET + UUID_BYTES);
  return bytes.length === UUID_BYTES ? bytesToUuid(bytes) : null;
}

export type BatchRefusal = BlobRefusal | 'needs_update' | 'too_many_rows' | 'bad_content';

/** @param publicKey of `claimedDevice` */
export async function openBatch(
  blob: Uint8Array,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<Outcome<Batch, BatchRefusal>> {
  const opened = await openBlob(blob, { kind: 'batch', publicKey, verify, maxBytes: MAX_BATCH_BYTES });
  return opened.ok ? decodeBatch(opened.value) : opened;
}

/** @param body what `openBlob` gave */
export function decodeBatch(body: Uint8Array): Outcome<Batch, BatchRefusal> {
  const reader = createReader(body);
  const version = reader.left() > 0 ? reader.u8() : BATCH_VERSION;
  if (!BATCH_VERSIONS.includes(version)) return refused('needs_update');
  const nonce = reader.bytes(NONCE_BYTES);
  const device = bytesToUuid(reader.bytes(UUID_BYTES));
  const positions = readEventPositions(reader);
  const firstSeq = reader.u32();
  const count = reader.u16();
  if (count > MAX_BATCH_ROWS) return refused('too_many_rows');
  if (count * ROW_LENGTHS_BYTES > reader.left()) return refused('truncated');
  const rows = Array.from({ length: count }, () => readRow(reader));
  const head = version === WITHOUT_HEAD ? null : count > 0 ? reader.bytes(SIGNATURE_BYTES) : undefined;
  if (reader.isTruncated()) return refused('truncated');
  const isPossible = count === 0 || (firstSeq >= 1 && firstSeq + count - 1 < 2 ** 32);
  if (!reader.isComplete() || !isPossible) return refused('bad_content');
  return accepted({ device, nonce, positions, firstSeq, rows, ...(head === undefined ? {} : { head }) });
}

function readRow(reader: Reader): BatchRow {
  const length = reader.u16();
  const detailsLength = reader.u16();
  if (length > MAX_ROW_BYTES || detailsLength > MAX_DETAILS_BYTES) reader.fail();
  const bytes = reader.bytes(length);
  return { bytes, details: detailsLength === 0 ? null : reader.bytes(detailsLength) };
}
