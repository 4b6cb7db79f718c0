import { concatBytes } from '../../bytes/index.js';

/** One bit of one byte turned over; a negative offset counts from the end. */
export function altered(bytes: Uint8Array, offset: number): Uint8Array {
  const copy = bytes.slice();
  const at = offset < 0 ? copy.length + offset : offset;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

export function replaced(bytes: Uint8Array, offset: number, values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, offset);
  return copy;
}

export function lengthened(bytes: Uint8Array): Uint8Array {
  return concatBytes(bytes, Uint8Array.of(0));
}
