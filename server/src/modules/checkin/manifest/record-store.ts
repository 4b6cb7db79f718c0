import { setImmediate } from 'node:timers/promises';
import {
  packSegment,
  type SegmentKind,
  type SegmentRow,
  segmentBits,
  segmentIndex,
} from '@gatehouse/shared/manifest';

const KEY_BYTES = 8;
const rowsAtOnce = 20_000;

/** A packed segment and how many rows it has. */
export interface PackedSegment {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/**
 * Rows of a table of hashes, one after the other in plain bytes: a million of them are 13 MB, not a million objects.
 */
export class RecordStore {
  readonly #kind: SegmentKind;
  readonly #width: number;
  readonly #chunks: Buffer[] = [];
  #count = 0;

  constructor(kind: SegmentKind) {
    this.#kind = kind;
    this.#width = KEY_BYTES + kind.cells;
  }

  get count(): number {
    return this.#count;
  }

  add(rows: readonly SegmentRow[]): void {
    const chunk = Buffer.alloc(rows.length * this.#width);
    for (const [index, { key, cells }] of rows.entries()) {
      chunk.set(key, index * this.#width);
      chunk.set(cells, index * this.#width + KEY_BYTES);
    }
    this.#chunks.push(chunk);
    this.#count += rows.length;
  }

  /**
   * Packs the segments in the order of their index, one at a time, and lets requests through in between: sorting
   * and packing one of 8,192 rows takes some 15 ms.
   * @throws Error when a row comes twice
   */
  async pack(): Promise<PackedSegment[]> {
    const all = Buffer.concat(this.#chunks);
    const bits = segmentBits(this.#count);
    const parts: number[][] = Array.from({ length: 2 ** bits }, () => []);
    for (let row = 0; row < this.#count; row++) {
      if (row % rowsAtOnce === 0) await setImmediate();
      const offset = row * this.#width;
      parts[segmentIndex(all.readUInt32BE(offset), bits)]?.push(offset);
    }
    const segments: PackedSegment[] = [];
    for (const [index, offsets] of parts.entries()) {
      await setImmediate();
      const rows = offsets.map((offset) => this.#row(all, offset));
      const packed = packSegment(this.#kind, { bits, index }, rows);
      if (!packed.ok) throw new Error('A ticket or a barcode came twice while its list was cut.');
      segments.push({ bytes: packed.value, count: rows.length });
    }
    return segments;
  }

  #row(all: Buffer, offset: number): SegmentRow {
    const cells = offset + KEY_BYTES;
    return { key: all.subarray(offset, cells), cells: all.subarray(cells, offset + this.#width) };
  }
}
