import { accepted, concatBytes, type Outcome, refused } from '../bytes/index.js';
import {
  bisectSegment,
  compareBytes,
  encodeSegment,
  keyHalf,
  openSegment,
  type Segment,
  type SegmentKind,
  type SegmentPlace,
  type SegmentRefusal,
  segmentCells,
} from '../manifest/index.js';
import { DETAIL_BLOCK_BYTES, DETAIL_SEAL_BYTES } from './detail.js';

/** The index of a file of details: ticket hash; how many blocks its row has, 0: nothing is known of its holder. */
const DETAIL_INDEX: SegmentKind = { code: 5, cells: 1, unique: true, keyed: true };
const INDEX_HEADER_BYTES = 9;
/** Hash and number of blocks. */
const INDEX_ROW_BYTES = 9;
const COUNT_OFFSET = 5;

/** What is known of a ticket's holder, sealed for its code; empty: nothing any more. */
export interface SealedDetail {
  readonly hash: Uint8Array;
  /** nonce 12 ‖ ciphertext ‖ tag 16. */
  readonly sealed: Uint8Array;
}

/**
 * A segment of ticket hashes and numbers of blocks, and behind it the sealed rows in its order. The same rows in any
 * order give the same bytes.
 */
export function encodeDetailFile(place: SegmentPlace, details: readonly SealedDetail[]): Uint8Array {
  const sorted = details.toSorted((a, b) => compareBytes(a.hash, b.hash));
  const rows = sorted.map(({ hash, sealed }) => ({ key: hash, cells: Uint8Array.of(blocksOf(sealed)) }));
  return concatBytes(encodeSegment(DETAIL_INDEX, place, rows), ...sorted.map(({ sealed }) => sealed));
}

function blocksOf(sealed: Uint8Array): number {
  if (sealed.length === 0) return 0;
  const blocks = (sealed.length - DETAIL_SEAL_BYTES) / DETAIL_BLOCK_BYTES;
  if (!Number.isInteger(blocks) || blocks < 1 || blocks > 255)
    throw new RangeError('a sealed row has 1 to 255 blocks');
  return blocks;
}

function sealedLength(blocks: number): number {
  return blocks === 0 ? 0 : DETAIL_SEAL_BYTES + blocks * DETAIL_BLOCK_BYTES;
}

/** An open file; the rows stay sealed, and in the bytes that it was opened from. */
export interface DetailFile extends SegmentPlace {
  readonly count: number;
  readonly keys: Segment;
  /** Where each row begins; one more at the end. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

export function openDetailFile(bytes: Uint8Array): Outcome<DetailFile, SegmentRefusal> {
  if (bytes.length < INDEX_HEADER_BYTES) return refused('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const indexLength = INDEX_HEADER_BYTES + INDEX_ROW_BYTES * view.getUint32(COUNT_OFFSET);
  const opened = openSegment(DETAIL_INDEX, bytes.subarray(0, indexLength));
  if (!opened.ok) return opened;
  const keys = opened.value;
  const offsets = new Uint32Array(keys.count + 1);
  let offset = indexLength;
  for (let row = 0; row < keys.count; row++) {
    offsets[row] = offset;
    offset += sealedLength(segmentCells(keys, row)[0] ?? 0);
  }
  offsets[keys.count] = offset;
  if (offset !== bytes.length) return refused('bad_length');
  const { bits, index, count } = keys;
  return accepted({ bits, index, count, keys, offsets, bytes });
}

/** @returns the sealed row, empty where nothing is known any more; null when the file has no such ticket */
export function findDetail(file: DetailFile, hash: Uint8Array): Uint8Array | null {
  const [high, low] = [keyHalf(hash, 0), keyHalf(hash, 4)];
  const row = bisectSegment(file.keys, high, low);
  const isHere = row < file.count && file.keys.high[row] === high && file.keys.low[row] === low;
  return isHere ? file.bytes.subarray(file.offsets[row], file.offsets[row + 1]) : null;
}
