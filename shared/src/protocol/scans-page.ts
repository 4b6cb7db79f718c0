import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  type Outcome,
  type Reader,
  readWord,
  refused,
  toUtf8,
  UUID_BYTES,
  uuidToBytes,
  type Writer,
  wordCode,
} from '../bytes/index.js';
import { MAX_ROW_BYTES } from '../log/index.js';
import {
  MAX_PAGE_BYTES,
  type PageKind,
  type PageRange,
  readPageRange,
  writePageRange,
} from '../manifest/index.js';
import { type BlobRefusal, openBlob, type Sign, signBlob, type Verify } from '../signing/index.js';

const pageKind: PageKind = { feed: 'scans', version: 1 };
/** The least that a row with its review takes. */
export const MIN_RECORD_BYTES = 21;
const flag = { sure: 1, answered: 2 };
const standings = ['stands', 'extra', 'stale', 'quarantined', 'undone'] as const;

/** What the server makes of a row. The verdict that was shown stays as it is. */
export interface Review {
  readonly standing: (typeof standings)[number];
  /** False: within the bounds of the clocks it could also be otherwise. */
  readonly sure: boolean;
  /** Of an extra admission: the scan that stands. */
  readonly first: string | null;
  /**
   * Of a stale one: what was dead at its time. Of an extra one: what the organiser has noted, once somebody has looked
   * at it. Otherwise empty; at most 255 bytes.
   */
  readonly what: string;
}

export interface ReviewedRow {
  /** As its phone wrote it. */
  readonly bytes: Uint8Array;
  readonly review: Review;
  /** Its questions were answered, and it was let in: nobody asks this ticket again on this list. Absent: no. */
  readonly answered?: boolean;
}

/** What changed in the scans feed from `from` (exclusive) to `to`: rows with their latest review. */
export interface ScansPage extends PageRange {
  readonly rows: readonly ReviewedRow[];
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1 | feed: 2 scans |
 * | 2–5 | event |
 * | 6–9, 10–13, 14–17 | start, from, to |
 * | 18–21 | count of rows |
 * | … | each: standing (0 stands, 1 extra, 2 stale, 3 quarantined, 4 undone), flags (1: sure 1, answered 2), first (16, zeros: none), |
 * | | length (1) and what, length (2) and row |
 * | last 64 | the door key's Ed25519 signature |
 */
export function signScansPage(page: ScansPage, sign: Sign): Promise<Uint8Array> {
  const writer = createWriter();
  writePageRange(writer, pageKind, page);
  writer.u32(page.rows.length);
  for (const row of page.rows) writeReviewedRow(writer, row);
  return signBlob('page', writer.finish(), sign);
}

export function writeReviewedRow(writer: Writer, { bytes, review, answered = false }: ReviewedRow): void {
  writeReview(writer, review, answered);
  writer.u16(bytes.length).bytes(bytes);
}

function writeReview(writer: Writer, { standing, sure, first, what }: Review, answered: boolean): void {
  // Without answers these are the bytes that programs before them have read and written.
  writer.u8(wordCode(standings, standing)).u8((sure ? flag.sure : 0) | (answered ? flag.answered : 0));
  writer.bytes(first === null ? new Uint8Array(UUID_BYTES) : uuidToBytes(first));
  const text = toUtf8(what);
  writer.u8(text.length).bytes(text);
}

export type ScansPageRefusal = BlobRefusal | 'needs_update' | 'bad_content';

export async function openScansPage(
  blob: Uint8Array,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<Outcome<ScansPage, ScansPageRefusal>> {
  const opened = await openBlob(blob, { kind: 'page', publicKey, verify, maxBytes: MAX_PAGE_BYTES });
  return opened.ok ? decodeScansPage(opened.value) : opened;
}

/** @param body what `openBlob` gave */
export function decodeScansPage(
  body: Uint8Array,
): Outcome<ScansPage, 'truncated' | 'needs_update' | 'bad_content'> {
  const reader = createReader(body);
  if (reader.left() < 2) return refused('truncated');
  const opened = readPageRange(reader, pageKind);
  if (opened === null) return refused('needs_update');
  const { range } = opened;
  const count = reader.u32();
  if (count * MIN_RECORD_BYTES > reader.left()) return refused('truncated');
  const rows = Array.from({ length: count }, () => readReviewedRow(reader));
  if (reader.isTruncated()) return refused('truncated');
  return reader.isComplete() ? accepted({ ...range, rows }) : refused('bad_content');
}

export function readReviewedRow(reader: Reader): ReviewedRow {
  const standing = readWord(reader, standings);
  const flags = reader.u8();
  if (flags > (flag.sure | flag.answered)) reader.fail();
  const first = reader.bytes(UUID_BYTES);
  const what = reader.text(reader.u8());
  const length = reader.u16();
  if (length > MAX_ROW_BYTES) reader.fail();
  const isNamed = first.some((byte) => byte !== 0);
  return {
    bytes: reader.bytes(length),
    review: { standing, sure: (flags & flag.sure) !== 0, first: isNamed ? bytesToUuid(first) : null, what },
    ...((flags & flag.answered) === 0 ? {} : { answered: true }),
  };
}
