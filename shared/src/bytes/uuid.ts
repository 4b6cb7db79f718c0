import { fromHex, toHex } from './hex.js';

export const UUID_BYTES = 16;

/** @throws {RangeError} when the text is no UUID: ids come from our own tables, never from outside */
export function uuidToBytes(uuid: string): Uint8Array {
  const bytes = isUuid(uuid) ? fromHex(uuid.replaceAll('-', '')) : null;
  if (bytes === null) throw new RangeError(`not a UUID: ${uuid}`);
  return bytes;
}

/** Lower case, with hyphens. */
export function bytesToUuid(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
