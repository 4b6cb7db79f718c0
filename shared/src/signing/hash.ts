import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '../bytes/index.js';

export const SHA256_BYTES = 32;

/** Synchronous, because WebCrypto's promise would let go of the open IndexedDB transaction that a scan lives in. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return nobleSha256(concatBytes(...parts));
}

export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return hmac(nobleSha256, key, concatBytes(...parts));
}

/** RFC 5869 without a salt; 32 bytes. */
export function hkdfSha256(secret: Uint8Array, info: Uint8Array): Uint8Array {
  return hkdf(nobleSha256, secret, undefined, info, SHA256_BYTES);
}
