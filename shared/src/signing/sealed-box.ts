import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes } from '@noble/hashes/utils.js';
import { accepted, concatBytes, type Outcome, refused, toUtf8 } from '../bytes/index.js';
import { P256_KEY_BYTES } from './p256.js';

/** What is sealed; a text that was sealed for one purpose does not open for another. */
export type SealPurpose = 'rotation' | 'search';

/**
 * - `unreadable`: too short, or it does not begin with a public key
 * - `not_for_this_phone`: sealed to another key or for another purpose, or altered; nobody can tell these apart
 */
export type SealRefusal = 'unreadable' | 'not_for_this_phone';

/** A pair for ECDH on P-256; the keys are `CryptoKey`s, and the private one need not be extractable. */
export interface AgreePair {
  readonly publicKey: unknown;
  readonly privateKey: unknown;
}

/** The part of WebCrypto that sealing needs; `crypto.subtle` of a browser, a worker or Node fits it. */
export interface SealSubtle {
  generateKey(
    algorithm: { readonly name: string; readonly namedCurve: string },
    extractable: boolean,
    usages: readonly 'deriveBits'[],
  ): Promise<AgreePair>;
  importKey(
    format: 'raw',
    keyData: Uint8Array,
    algorithm: { readonly name: string; readonly namedCurve?: string },
    extractable: boolean,
    usages: ('encrypt' | 'decrypt')[],
  ): Promise<unknown>;
  exportKey(format: 'raw', key: unknown): Promise<ArrayBuffer>;
  deriveBits(
    algorithm: { readonly name: string; readonly public: unknown },
    key: unknown,
    length: number,
  ): Promise<ArrayBuffer>;
  encrypt(algorithm: AesGcm, key: unknown, data: Uint8Array): Promise<ArrayBuffer>;
  decrypt(algorithm: AesGcm, key: unknown, data: Uint8Array): Promise<ArrayBuffer>;
}

interface AesGcm {
  readonly name: string;
  readonly iv: Uint8Array;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const curve = { name: 'ECDH', namedCurve: 'P-256' };

/** How much longer the sealed form is. */
export const SEAL_BYTES = P256_KEY_BYTES + NONCE_BYTES + TAG_BYTES;

export interface Sealing {
  /** The phone's public agree key, 65 bytes. */
  readonly agreeKey: Uint8Array;
  readonly plain: Uint8Array;
  readonly purpose: SealPurpose;
  /** What is otherwise drawn at random: a file of vectors needs the same bytes every time. */
  readonly drawn?: { readonly pair: AgreePair; readonly nonce: Uint8Array };
}

/**
 * Seals to the one phone that holds the private key, without saying from whom.
 * @returns ephemeral public key 65 ‖ nonce 12 ‖ AES-256-GCM of the plain bytes
 * @throws where `agreeKey` is no point of the curve
 */
export async function sealTo(subtle: SealSubtle, sealing: Sealing): Promise<Uint8Array> {
  const { agreeKey, plain, purpose } = sealing;
  const recipient = await subtle.importKey('raw', agreeKey, curve, false, []);
  const pair = sealing.drawn?.pair ?? (await subtle.generateKey(curve, false, ['deriveBits']));
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  const iv = sealing.drawn?.nonce ?? randomBytes(NONCE_BYTES);
  const shared = await agree(subtle, pair.privateKey, recipient);
  const secret = sealKey(shared, concatBytes(ephemeral, agreeKey), purpose);
  const key = await subtle.importKey('raw', secret, { name: 'AES-GCM' }, false, ['encrypt']);
  const hidden = await subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  return concatBytes(ephemeral, iv, new Uint8Array(hidden));
}

export interface Sealed {
  /** The phone's own pair. */
  readonly agreePair: AgreePair;
  readonly sealed: Uint8Array;
  readonly purpose: SealPurpose;
}

/** Never rejects: what does not open is refused with a reason. */
export async function openSealed(
  subtle: SealSubtle,
  { agreePair, sealed, purpose }: Sealed,
): Promise<Outcome<Uint8Array, SealRefusal>> {
  if (sealed.length < SEAL_BYTES) return refused('unreadable');
  const ephemeral = sealed.slice(0, P256_KEY_BYTES);
  const sender = await subtle.importKey('raw', ephemeral, curve, false, []).catch(() => null);
  if (sender === null) return refused('unreadable');
  try {
    const recipient = new Uint8Array(await subtle.exportKey('raw', agreePair.publicKey));
    const shared = await agree(subtle, agreePair.privateKey, sender);
    const secret = sealKey(shared, concatBytes(ephemeral, recipient), purpose);
    const key = await subtle.importKey('raw', secret, { name: 'AES-GCM' }, false, ['decrypt']);
    const iv = sealed.slice(P256_KEY_BYTES, P256_KEY_BYTES + NONCE_BYTES);
    const hidden = sealed.slice(P256_KEY_BYTES + NONCE_BYTES);
    return accepted(new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, hidden)));
  } catch {
    return refused('not_for_this_phone');
  }
}

async function agree(subtle: SealSubtle, own: unknown, other: unknown): Promise<Uint8Array> {
  return new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: other }, own, 8 * KEY_BYTES));
}

/** Both public keys are bound in, so that nobody can turn a sealed text into one for somebody else. */
function sealKey(shared: Uint8Array, salt: Uint8Array, purpose: SealPurpose): Uint8Array {
  return hkdf(sha256, shared, salt, toUtf8(`gatehouse-seal-${purpose}-v1\0`), KEY_BYTES);
}
