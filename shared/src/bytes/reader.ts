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
  return new ByteReader(source);
}

class ByteReader implements Reader {
  readonly #source: Uint8Array;
  readonly #view: DataView;
  #offset = 0;
  #isTruncated = false;
  #hasFailed = false;

  constructor(source: Uint8Array) {
    this.#source = source;
    this.#view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  }

  /** @returns where the bytes begin; −1 when there are not so many */
  #advance(length: number): number {
    if (this.#hasFailed || length > this.#source.length - this.#offset) {
      this.#isTruncated ||= !this.#hasFailed;
      this.#hasFailed = true;
      return -1;
    }
    this.#offset += length;
    return this.#offset - length;
  }

  u8(): number {
    const at = this.#advance(1);
    return at < 0 ? 0 : this.#view.getUint8(at);
  }

  u16(): number {
    const at = this.#advance(2);
    return at < 0 ? 0 : this.#view.getUint16(at);
  }

  u32(): number {
    const at = this.#advance(4);
    return at < 0 ? 0 : this.#view.getUint32(at);
  }

  u48(): number {
    const at = this.#advance(6);
    return at < 0 ? 0 : this.#view.getUint16(at) * 2 ** 32 + this.#view.getUint32(at + 2);
  }

  bytes(length: number): Uint8Array {
    const at = this.#advance(length);
    return at < 0 ? new Uint8Array(0) : this.#source.subarray(at, at + length);
  }

  text(length: number): string {
    const decoded = fromUtf8(this.bytes(length));
    this.#hasFailed ||= decoded === null;
    return decoded ?? '';
  }

  left(): number {
    return this.#hasFailed ? 0 : this.#source.length - this.#offset;
  }

  fail(): void {
    this.#hasFailed = true;
  }

  isTruncated(): boolean {
    return this.#isTruncated;
  }

  isComplete(): boolean {
    return !this.#hasFailed && this.#offset === this.#source.length;
  }
}
