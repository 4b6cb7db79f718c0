import { bytesToUuid, toUtf8 } from '@gatehouse/shared/bytes';
import { sha256 } from '@gatehouse/shared/signing';

/** The same bytes for the same text in every run, so that a scenario plays the same each time. */
export function bytesFor(text: string, length: number): Uint8Array {
  return sha256(toUtf8(`gatehouse play ${text}`)).slice(0, length);
}

export function uuidFor(text: string): string {
  const bytes = bytesFor(text, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToUuid(bytes);
}

/** The public number of an event of the file. */
export function eventNumberFor(id: string): number {
  return new DataView(bytesFor(`event ${id}`, 4).buffer).getUint32(0) || 1;
}
