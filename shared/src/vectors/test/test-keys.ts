import { p256 } from '@noble/curves/nist.js';
import { concatBytes, toUtf8 } from '../../bytes/index.js';
import { ed25519PublicKey, hmacSha256, type Sign, sha256, signEd25519 } from '../../signing/index.js';

/** Bytes that look random and are the same in every run; none of these keys protects anything. */
export function testBytes(name: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    hmacSha256(toUtf8('gatehouse test vectors'), toUtf8(name), Uint8Array.of(index)),
  );
  return concatBytes(...blocks).slice(0, length);
}

export interface TestKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

export async function testEd25519(name: string): Promise<TestKey> {
  const privateKey = testBytes(name, 32);
  const sign = await signEd25519(crypto.subtle, privateKey);
  return { privateKey, publicKey: ed25519PublicKey(privateKey), sign };
}

/** Signs as RFC 6979 says: WebCrypto's own ECDSA gives other bytes each time, which no file could hold. */
export function testP256(name: string): TestKey {
  const privateKey = testBytes(name, 32);
  const publicKey = p256.getPublicKey(privateKey, false);
  const sign: Sign = async (message) =>
    p256.sign(sha256(message), privateKey, { prehash: false, lowS: false });
  return { privateKey, publicKey, sign };
}
