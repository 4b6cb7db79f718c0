import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, toHex } from '../../bytes/index.js';

/** @param Vectors what the file is made of; the test that makes the files keeps both in step */
export function loadVectors<Vectors>(name: string): Vectors {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../${name}.json`), 'utf8')) as Vectors;
}

/** Bytes as hexadecimal, everything else as it is: what the files hold. */
export function plain(value: unknown): unknown {
  const json = JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? toHex(part) : part));
  return json === undefined ? undefined : JSON.parse(json);
}

export function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === null) throw new Error(`not hexadecimal: ${hex}`);
  return bytes;
}

/** Every beginning of the bytes that is shorter than they are. */
export function truncations(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length }, (_, length) => bytes.slice(0, length));
}
