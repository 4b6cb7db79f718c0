import { fromHex, toHex } from '../bytes/index.js';
import { SHA256_BYTES, sha256 } from '../signing/index.js';

const LIMBS = SHA256_BYTES / 4;
const LIMB = 2 ** 32;
/** So many numbers of 32 bits add up exactly in a limb. */
const MOST_BETWEEN_CARRIES = 2 ** 20;

/**
 * Stands for a set of elements, whatever their order and grouping: the sum of their SHA-256 modulo 2^256, big-endian.
 * It tells two honest programs apart that hold different things. It is no proof against somebody who may choose the
 * elements.
 */
export type SetDigest = Uint8Array;

/** Of the empty set. */
export const NO_DIGEST: SetDigest = new Uint8Array(SHA256_BYTES);

export type Hash = (bytes: Uint8Array) => Uint8Array;

/** A set digest that grows and shrinks. To replace an element, take the old one away and add the new one. */
export class DigestSum {
  /** The lowest 32 bits first. Between two carries they are larger, or negative. */
  readonly #limbs = new Float64Array(LIMBS);
  readonly #hash: Hash;
  #sinceCarry = 0;

  /** @param hash SHA-256; where there is a faster one than ours */
  constructor(hash: Hash = sha256) {
    this.#hash = hash;
  }

  /** @param element its bytes */
  add(element: Uint8Array): void {
    this.addDigest(this.#hash(element));
  }

  /** @param element one that was added; whether it was, nobody can tell */
  takeAway(element: Uint8Array): void {
    this.#lay(this.#hash(element), -1);
  }

  /** Adds a whole set, or one element that was hashed elsewhere. @throws {RangeError} unless it has 32 bytes */
  addDigest(digest: SetDigest): void {
    this.#lay(digest, 1);
  }

  /** @returns 32 bytes of its own */
  digest(): SetDigest {
    this.#carry();
    const bytes = new Uint8Array(SHA256_BYTES);
    const view = new DataView(bytes.buffer);
    for (let limb = 0; limb < LIMBS; limb++) view.setUint32(4 * (LIMBS - 1 - limb), this.#limbs[limb] ?? 0);
    return bytes;
  }

  #lay(digest: SetDigest, sign: 1 | -1): void {
    if (digest.length !== SHA256_BYTES) throw new RangeError('a digest has 32 bytes');
    for (let limb = 0; limb < LIMBS; limb++) {
      const at = 4 * (LIMBS - 1 - limb);
      const [a = 0, b = 0, c = 0, d = 0] = [digest[at], digest[at + 1], digest[at + 2], digest[at + 3]];
      const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
      this.#limbs[limb] = (this.#limbs[limb] ?? 0) + sign * value;
    }
    this.#sinceCarry += 1;
    if (this.#sinceCarry >= MOST_BETWEEN_CARRIES) this.#carry();
  }

  /** What runs over at the top is gone: 2^256 is nothing. */
  #carry(): void {
    let over = 0;
    for (let limb = 0; limb < LIMBS; limb++) {
      const value = (this.#limbs[limb] ?? 0) + over;
      over = Math.floor(value / LIMB);
      this.#limbs[limb] = value - over * LIMB;
    }
    this.#sinceCarry = 0;
  }
}

/** Of all the sets together, which have no element in common. */
export function addDigests(...digests: readonly SetDigest[]): SetDigest {
  const sum = new DigestSum();
  for (const digest of digests) sum.addDigest(digest);
  return sum.digest();
}

/** Lower case, 64 digits. */
export function digestHex(digest: SetDigest): string {
  return toHex(digest);
}

/** @returns null for what is not 64 digits */
export function readDigest(hex: string): SetDigest | null {
  const bytes = fromHex(hex);
  return bytes?.length === SHA256_BYTES ? bytes : null;
}

const SHOWN_DIGITS = 8;

/** As people compare it by eye: the first eight digits. */
export function shownDigest(digest: SetDigest): string {
  return digestHex(digest).slice(0, SHOWN_DIGITS);
}
