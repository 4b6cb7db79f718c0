import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  CORE_RECORD_BYTES,
  CORE_SEGMENT,
  LINKS_SEGMENT,
  MEDIA_SEGMENT,
  packSegment,
  type SegmentKind,
  type SegmentRow,
  segmentBits,
  segmentIndex,
} from '@gatehouse/shared/manifest';
import { HISTORY_SEGMENT } from '@gatehouse/shared/protocol';

const KEY_BYTES = 8;

/** Rows one after the other, each its key and its cells, in any order: a million tickets are 13 MB. */
export interface ListBytes {
  readonly core: Uint8Array;
  readonly media: Uint8Array;
  /** Only of tickets that core flags as linked, of each one. */
  readonly links: Uint8Array;
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
  /** As many as core's. */
  readonly links: readonly PackedSegment[];
}

/**
 * Sorts and packs a whole list: seconds of work for a million tickets, so not for a thread that answers requests.
 * @throws Error when a row comes twice
 */
export function packList({ core, media, links }: ListBytes): PackedList {
  const bits = segmentBits(core.length / CORE_RECORD_BYTES);
  return {
    core: packTable(CORE_SEGMENT, core, bits),
    media: packTable(MEDIA_SEGMENT, media, segmentBits(media.length / (KEY_BYTES + MEDIA_SEGMENT.cells))),
    // Where nothing is linked there is nothing to fetch.
    links: links.length === 0 ? [] : packTable(LINKS_SEGMENT, links, bits),
  };
}

/** All counting scans: those of fixed size in any order, 24 bytes each, and parts that are packed already. */
export interface HistoryBytes {
  readonly records: Uint8Array;
  readonly rest: readonly { readonly bytes: Uint8Array; readonly count: number }[];
}

/** In the order in which a root names them. @throws Error when a scan comes twice */
export function packHistory({ records, rest }: HistoryBytes): PackedSegment[] {
  const bits = segmentBits(records.length / (KEY_BYTES + HISTORY_SEGMENT.cells));
  const parts = rest.map(({ bytes, count }) => compressed(bytes, count));
  return [...packTable(HISTORY_SEGMENT, records, bits), ...parts];
}

function packTable(kind: SegmentKind, bytes: Uint8Array, bits: number): PackedSegment[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = KEY_BYTES + kind.cells;
  const parts: number[][] = Array.from({ length: 2 ** bits }, () => []);
  for (let offset = 0; offset < all.length; offset += width)
    parts[segmentIndex(all.readUInt32BE(offset), bits)]?.push(offset);
  return parts.map((offsets, index) => {
    const rows = offsets.map((offset) => rowAt(all, offset, width));
    const packed = packSegment(kind, { bits, index }, rows);
    if (!packed.ok) throw new Error('A ticket, a barcode or a scan came twice while its list was cut.');
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
