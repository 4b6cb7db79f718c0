import { createPrivateKey, generateKeyPairSync, sign as signWith } from 'node:crypto';
import type { Sign } from '@gatehouse/shared/signing';

/** A new key pair, each half as its 32 bytes. */
export function newEd25519Key(): { readonly publicKey: Buffer; readonly secret: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: rawKey(publicKey.export({ format: 'der', type: 'spki' })),
    secret: rawKey(privateKey.export({ format: 'der', type: 'pkcs8' })),
  };
}

/** Both encodings of an Ed25519 key (RFC 8410) end with its 32 bytes. */
function rawKey(der: Buffer): Buffer {
  return der.subarray(-32);
}

/** PKCS #8 in front of the 32 bytes of a private key. */
const pkcs8Header = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param secret the 32 bytes of a private key */
export function ed25519Signer(secret: Buffer): Sign {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Header, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  return async (message) => signWith(null, message, key);
}
