/** Numbers that follow from a seed alone. */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Seeds that lie side by side would begin alike.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
    for (let skipped = 0; skipped < 4; skipped += 1) this.next();
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(things: readonly T[]): T {
    const picked = things[this.int(0, things.length - 1)];
    if (picked === undefined) throw new RangeError('there is nothing to pick');
    return picked;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return this.fill(new Uint8Array(length));
  }

  fill<T extends Uint8Array<ArrayBufferLike>>(bytes: T): T {
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = this.int(0, 255);
    return bytes;
  }

  uuid(): string {
    const hex = [...this.bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** Another line of numbers, so that what draws from one does not move what draws from the other. */
  fork(): Random {
    return new Random(this.int(0, 2 ** 31));
  }
}
