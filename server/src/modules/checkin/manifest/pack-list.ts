import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  CORE_SEGMENT,
  MEDIA_SEGMENT,
  packSegment,
  type SegmentKind,
  type SegmentRow,
  segmentBits,
  segmentIndex,
} from '@gatehouse/shared/manifest';

const KEY_BYTES = 8;

/** Rows one after the other, each its key and its cells, in any order: a million tickets are 13 MB. */
export interface ListBytes {
  readonly core: Uint8Array;
  readonly media: Uint8Array;
}

/** A segment as it is kept and sent. */
export interface PackedSegment {
  readonly sha256: Uint8Array;
  readonly count: number;
  readonly raw: Uint8Array;
  readonly brotli: Uint8Array;
}

/** Segments in the order of their index. */
export interface PackedList {
  readonly core: readonly PackedSegment[];
  readonly media: readonly PackedSegment[];
}

/**
 * Sorts and packs a whole list: seconds of work for a million tickets, so not for a thread that answers requests.
 * @throws Error when a row comes twice
 */
export function packList({ core, media }: ListBytes): PackedList {
  return { core: packTable(CORE_SEGMENT, core), media: packTable(MEDIA_SEGMENT, media) };
}

function packTable(kind: SegmentKind, bytes: Uint8Array): PackedSegment[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = KEY_BYTES + kind.cells;
  const bits = segmentBits(all.length / width);
  const parts: number[][] = Array.from({ length: 2 ** bits }, () => []);
  for (let offset = 0; offset < all.length; offset += width)
    parts[segmentIndex(all.readUInt32BE(offset), bits)]?.push(offset);
  return parts.map((offsets, index) => {
    const rows = offsets.map((offset) => rowAt(all, offset, width));
    const packed = packSegment(kind, { bits, index }, rows);
    if (!packed.ok) throw new Error('A ticket or a barcode came twice while its list was cut.');
    return compressed(packed.value, rows.length);
  });
}

function rowAt(all: Buffer, ...[offset, width]: [number, number]): SegmentRow {
  const cells = offset + KEY_BYTES;
  return { key: all.subarray(offset, cells), cells: all.subarray(cells, offset + width) };
}

/** The differences of random hashes hardly compress; quality 11 would take 200 times as long for 2.6 % less. */
const quality = 6;

function compressed(raw: Uint8Array, count: number): PackedSegment {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  // Of their own memory, so that they can be handed to another thread.
  const brotli = new Uint8Array(brotliCompressSync(raw, { params }));
  const sha256 = new Uint8Array(createHash('sha256').update(raw).digest());
  return { sha256, count, raw, brotli };
}
