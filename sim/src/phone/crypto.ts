import { hash } from 'node:crypto';
import { concatBytes } from '@gatehouse/shared/bytes';
import type { Sign } from '@gatehouse/shared/signing';
import type { Random } from '../time/random.js';

const P256_BYTES = 65;

/**
 * Signatures that a hash stands in for: real ones come from threads, whose order nobody can repeat, and cost more
 * than all the rest. Only who holds the secret of another key can pass for it, which nobody here does.
 */
export interface SimKey {
  readonly raw: Uint8Array;
}

export function sha(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', concatBytes(...parts), 'buffer'));
}

function signatureOf(raw: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = sha(raw, message);
  return concatBytes(half, half) as Uint8Array<ArrayBuffer>;
}

/** A key in the place of an Ed25519 one. */
export function simKey(secret: Uint8Array): { readonly publicKey: Uint8Array; readonly sign: Sign } {
  const publicKey = sha(secret);
  return { publicKey, sign: async (message) => signatureOf(publicKey, message) };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** The part of WebCrypto that a phone and a server use, without threads. */
export function simSubtle(random: Random) {
  return {
    async generateKey() {
      const raw = random.bytes(P256_BYTES);
      raw[0] = 4;
      return { privateKey: { raw }, publicKey: { raw } };
    },
    exportKey: async (_format: 'raw', { raw }: SimKey) => raw.slice().buffer,
    importKey: async (_format: string, raw: Uint8Array): Promise<SimKey> => ({ raw: raw.slice() }),
    sign: async (_algorithm: unknown, { raw }: SimKey, message: Uint8Array) =>
      signatureOf(raw, new Uint8Array(message)).buffer,
    async verify(...[, { raw }, signature, message]: [unknown, SimKey, Uint8Array, Uint8Array]) {
      // With one byte of zero a phone finds out whether its browser knows the algorithm at all.
      const isTrial = message.length === 1 && message[0] === 0;
      return isTrial || isSame(signatureOf(raw, message), new Uint8Array(signature));
    },
    digest: async (_algorithm: string, bytes: Uint8Array) => sha(new Uint8Array(bytes)).buffer,
  };
}

export function simCrypto(random: Random): Crypto {
  return {
    subtle: simSubtle(random),
    getRandomValues: <T extends Uint8Array<ArrayBuffer>>(bytes: T) => random.fill(bytes),
    randomUUID: () => random.uuid(),
  } as unknown as Crypto;
}
