import { type Sign, type Subtle, type Verify, verifyWith } from './subtle.js';

/** An uncompressed point: 4 ‖ x ‖ y. */
export const P256_KEY_BYTES = 65;
const key = { name: 'ECDSA', namedCurve: 'P-256' };
const signature = { name: 'ECDSA', hash: 'SHA-256' };

/** ECDSA on P-256 over SHA-256: the widest support for a key that a browser keeps and never shows. */
export function verifyP256(subtle: Subtle): Verify {
  return verifyWith(subtle, key, signature);
}

/** @param privateKey a `CryptoKey`, which may be one that cannot be extracted */
export function signP256(subtle: Subtle, privateKey: unknown): Sign {
  return async (message) => new Uint8Array(await subtle.sign(signature, privateKey, message));
}
