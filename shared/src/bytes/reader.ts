import { fromUtf8 } from './utf8.js';

/**
 * Reads big-endian fields one after another. A read past the end fails the whole reader and gives zeros, so a
 * decoder reads straight through and asks once, at the end, whether all of it was there.
 */
export interface Reader {
  u8(): number;
  u16(): number;
  u32(): number;
  /** Up to 2^48 − 1: milliseconds since 1970. */
  u48(): number;
  /** A view, not a copy; empty after a failure. */
  bytes(length: number): Uint8Array;
  /** UTF-8 of so many bytes; fails when it is not well-formed. */
  text(length: number): string;
  /** Bytes not read yet. */
  left(): number;
  /** For a decoder that has found a value it refuses. */
  fail(): void;
  /** A read went past the end. */
  isTruncated(): boolean;
  /** Nothing has failed and no byte is left over. */
  isComplete(): boolean;
}

export function createReader(source: Uint8Array): Reader {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  let offset = 0;
  let truncated = false;
  let failed = false;

  function advance(length: number): number | null {
    if (failed || length > source.length - offset) {
      truncated ||= !failed;
      failed = true;
      return null;
    }
    offset += length;
    return offset - length;
  }

  function integer(length: number, read: (at: number) => number): number {
    const at = advance(length);
    return at === null ? 0 : read(at);
  }

  function bytes(length: number): Uint8Array {
    const at = advance(length);
    return at === null ? new Uint8Array(0) : source.subarray(at, at + length);
  }

  function text(length: number): string {
    const decoded = fromUtf8(bytes(length));
    failed ||= decoded === null;
    return decoded ?? '';
  }

  return {
    u8: () => integer(1, (at) => view.getUint8(at)),
    u16: () => integer(2, (at) => view.getUint16(at)),
    u32: () => integer(4, (at) => view.getUint32(at)),
    u48: () => integer(6, (at) => view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2)),
    bytes,
    text,
    left: () => (failed ? 0 : source.length - offset),
    fail: () => {
      failed = true;
    },
    isTruncated: () => truncated,
    isComplete: () => !failed && offset === source.length,
  };
}
