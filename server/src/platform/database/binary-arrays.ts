/**
 * Arrays as PostgreSQL's own binary form, for `unnest(${bigints(…)}::bigint[])`. The driver sends a Buffer as it is;
 * of an ordinary array it makes text, quoted and in hexadecimal, which for a thousand rows costs more on both sides
 * than inserting them. The cast beside the parameter must name the element's type.
 */
type Values<T> = readonly (T | null)[];

const oids = { boolean: 16, bytea: 17, bigint: 20, smallint: 21, integer: 23, text: 25, uuid: 2950 };
const headBytes = 20;
const lengthBytes = 4;
const nine = 57;

export function booleans(values: Values<boolean>): Buffer {
  return fixed(oids.boolean, { values, size: 1 }, (bytes, value, at) => bytes.writeUInt8(Number(value), at));
}

export function smallints(values: Values<number>): Buffer {
  return fixed(oids.smallint, { values, size: 2 }, (bytes, value, at) => bytes.writeInt16BE(value, at));
}

export function integers(values: Values<number>): Buffer {
  return fixed(oids.integer, { values, size: 4 }, (bytes, value, at) => bytes.writeInt32BE(value, at));
}

/** Whole numbers up to 2^53. */
export function bigints(values: Values<number>): Buffer {
  return fixed(oids.bigint, { values, size: 8 }, (bytes, value, at) => {
    bytes.writeInt32BE(Math.floor(value / 2 ** 32), at);
    bytes.writeUInt32BE(value - Math.floor(value / 2 ** 32) * 2 ** 32, at + 4);
  });
}

export function uuids(values: Values<string>): Buffer {
  return fixed(oids.uuid, { values, size: 16 }, writeUuid);
}

export function byteas(values: Values<Uint8Array>): Buffer {
  return encode(oids.bytea, { values, sizeOf: (value) => value.length }, (bytes, value, at) =>
    bytes.set(value, at),
  );
}

export function texts(values: Values<string>): Buffer {
  return encode(oids.text, { values, sizeOf: (value) => Buffer.byteLength(value) }, (bytes, value, at) =>
    bytes.write(value, at),
  );
}

type Write<T> = (bytes: Buffer, value: T, at: number) => unknown;

function fixed<T>(
  oid: number,
  { values, size }: { values: Values<T>; size: number },
  write: Write<T>,
): Buffer {
  return encode(oid, { values, sizeOf: () => size }, write);
}

/** Dimensions (1), whether there are nulls, the element's type, count, first index; each element behind its length. */
function encode<T>(
  oid: number,
  { values, sizeOf }: { values: Values<T>; sizeOf: (value: T) => number },
  write: Write<T>,
): Buffer {
  let length = headBytes;
  let nulls = 0;
  // Counted loops: these run for every field of every row.
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    length += lengthBytes + (value === null ? 0 : sizeOf(value));
    if (value === null) nulls = 1;
  }
  const bytes = Buffer.allocUnsafe(length);
  for (const [index, word] of [1, nulls, oid, values.length, 1].entries())
    bytes.writeInt32BE(word, 4 * index);
  let at = headBytes;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    const size = value === null ? -1 : sizeOf(value);
    at = bytes.writeInt32BE(size, at);
    if (value === null) continue;
    write(bytes, value, at);
    at += size;
  }
  return bytes;
}

/** Where in its text the two digits of each byte stand. */
const uuidDigits = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

function writeUuid(bytes: Buffer, uuid: string, at: number): void {
  for (let index = 0; index < uuidDigits.length; index++) {
    const digit = uuidDigits[index] ?? 0;
    bytes[at + index] = (digitOf(uuid.charCodeAt(digit)) << 4) | digitOf(uuid.charCodeAt(digit + 1));
  }
}

/** Of a hexadecimal digit, of either case. */
function digitOf(code: number): number {
  return code <= nine ? code & 15 : (code & 15) + 9;
}
