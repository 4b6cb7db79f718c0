/**
 * Writes big-endian fields one after another. Values come from our own code, so one that does not fit its field is
 * a mistake of the programmer and throws a RangeError.
 */
export interface Writer {
  u8(value: number): Writer;
  u16(value: number): Writer;
  u32(value: number): Writer;
  u48(value: number): Writer;
  bytes(value: Uint8Array): Writer;
  /** @returns a copy of exactly what was written */
  finish(): Uint8Array;
}

export function createWriter(): Writer {
  let buffer = new Uint8Array(256);
  let length = 0;

  function reserve(count: number): number {
    if (length + count > buffer.length) {
      const larger = new Uint8Array(Math.max(2 * buffer.length, length + count));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    length += count;
    return length - count;
  }

  function integer(count: number, value: number): Writer {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * count)) {
      throw new RangeError(`${value} does not fit ${count} bytes`);
    }
    const at = reserve(count);
    for (let index = count - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256)) {
      buffer[at + index] = rest % 256;
    }
    return writer;
  }

  const writer: Writer = {
    u8: (value) => integer(1, value),
    u16: (value) => integer(2, value),
    u32: (value) => integer(4, value),
    u48: (value) => integer(6, value),
    bytes: (value) => {
      const at = reserve(value.length);
      buffer.set(value, at);
      return writer;
    },
    finish: () => buffer.slice(0, length),
  };
  return writer;
}
