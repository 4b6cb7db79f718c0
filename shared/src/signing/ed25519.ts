import * as noble from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, fromHex } from '../bytes/index.js';
import { type Sign, type Subtle, type Verify, verifyWith } from './subtle.js';

export const ED25519_KEY_BYTES = 32;
const algorithm = { name: 'Ed25519' };

/** PKCS #8 (RFC 8410) around the 32 bytes of a private key, the only form that WebCrypto imports. */
const pkcs8Header = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);

noble.hashes.sha512 = sha512;

/** One zero byte, signed with the private key of 32 zero bytes: making it takes a phone longer than a whole verdict. */
const known = {
  publicKey: '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29',
  signature:
    '1b9da904f12708363c88d4b96b33b474b2a5a863e290be2be5d4cacef8a5cbac' +
    '1c0132c3e20e477d7affd1491be6577e8b83af012773beaf51c6df3f4af95b0e',
};

/** Pure JavaScript, 0.4–1.1 ms a check: for browsers before Chrome 137, Safari 17 and Firefox 129. */
export const verifyEd25519Slowly: Verify = async ({ publicKey, signature, message }) => {
  try {
    return noble.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};

/** WebCrypto's check where this runtime has one that works, else the slow one. Asked once, at start. */
export async function chooseEd25519(subtle: Subtle | undefined): Promise<Verify> {
  if (subtle === undefined) return verifyEd25519Slowly;
  const verify = verifyWith(subtle, algorithm);
  const [publicKey, signature] = [fromHex(known.publicKey), fromHex(known.signature)];
  if (publicKey === null || signature === null) return verifyEd25519Slowly;
  const works = await verify({ publicKey, signature, message: Uint8Array.of(0) });
  return works ? verify : verifyEd25519Slowly;
}

/** Signs as RFC 8032 says, so the same message always gets the same signature. */
export async function signEd25519(subtle: Subtle, privateKey: Uint8Array): Promise<Sign> {
  const key = await subtle.importKey('pkcs8', concatBytes(pkcs8Header, privateKey), algorithm, false, [
    'sign',
  ]);
  return async (message) => new Uint8Array(await subtle.sign(algorithm, key, message));
}

/** @param privateKey the 32 bytes of RFC 8032 */
export function ed25519PublicKey(privateKey: Uint8Array): Uint8Array {
  return noble.getPublicKey(privateKey);
}
