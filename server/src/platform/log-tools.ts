import { hash, webcrypto } from 'node:crypto';
import type { LogTools } from '@gatehouse/shared/log-file';
import { chooseEd25519, verifyP256 } from '@gatehouse/shared/signing';

const base64Url = /^[A-Za-z0-9_-]*$/;

/** What checking a log needs, by the processor's own instructions. */
export async function nodeLogTools(): Promise<LogTools> {
  return {
    verifyEd25519: await chooseEd25519(webcrypto.subtle),
    verifyP256: verifyP256(webcrypto.subtle),
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    fromBase64Url: (text) => (base64Url.test(text) ? Buffer.from(text, 'base64url') : null),
  };
}
