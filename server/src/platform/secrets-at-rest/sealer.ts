import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';

/** Keeps secrets in tables so that a copy of the database gives none away. */
export interface Sealer {
  /** @param context what the secret belongs to; it opens nowhere else */
  seal(secret: Uint8Array, context: readonly string[]): Buffer;
  /** @throws AppError platform.sealed_secret: another ENCRYPTION_KEY, another context, or a changed byte */
  open(sealed: Uint8Array, context: readonly string[]): Buffer;
}

/** The first byte of what is sealed; another one would name another algorithm or key. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM with a fresh random nonce: version ‖ nonce ‖ tag ‖ ciphertext.
 * @param masterKey 32 bytes; nothing that it sealed can be read without it
 */
export function createSealer(masterKey: Uint8Array): Sealer {
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce);
      cipher.setAAD(associatedData(context));
      const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([Uint8Array.of(version), nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed, context) {
      const nonce = sealed.subarray(1, 1 + nonceBytes);
      const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
      try {
        if (sealed[0] !== version) throw new RangeError('an unknown version');
        const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: tagBytes });
        decipher.setAAD(associatedData(context));
        decipher.setAuthTag(tag);
        const ciphertext = sealed.subarray(1 + nonceBytes + tagBytes);
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
      } catch {
        throw new AppError(platformErrors.sealedSecret);
      }
    },
  };
}

/** JSON, because joined texts could be cut elsewhere and still be the same. */
function associatedData(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(context));
}
