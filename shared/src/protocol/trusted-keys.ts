import { toHex } from '../bytes/index.js';
import type { DoorKeys } from '../manifest/index.js';

/** With this header a phone says which door keys it trusts, so that the server knows how to lead it to the present one. */
export const TRUSTED_KEYS_HEADER = 'x-door-keys';

const NAME_DIGITS = 16;
const headerPattern = /^[0-9a-f]{16}(?:,[0-9a-f]{16})?$/;

/** What a door key is called where its 32 bytes need not stand: enough of them to tell the keys of an organisation apart. */
export function doorKeyName(publicKey: Uint8Array): string {
  return toHex(publicKey).slice(0, NAME_DIGITS);
}

export function trustedKeysHeader({ current, successor }: DoorKeys): string {
  return [current, ...(successor === null ? [] : [successor])].map(doorKeyName).join();
}

/** @returns the names of the keys; none where the phone said nothing, or nothing that makes sense */
export function readTrustedKeys(header: unknown): readonly string[] {
  return typeof header === 'string' && headerPattern.test(header) ? header.split(',') : [];
}
