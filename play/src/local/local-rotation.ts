import type { MadeBy } from '../world.js';
import { bytesFor } from './ids.js';

/** The secrets of an event's rotating codes. */
export class LocalRotation {
  readonly #event: string;
  /** How often the secret was renewed. */
  #renewed = 0;

  constructor(event: string) {
    this.#event = event;
  }

  renew(): void {
    this.#renewed += 1;
  }

  /** What this maker of codes makes them with. */
  heldBy(maker: MadeBy['by']): Uint8Array {
    return this.#secret({ page: this.#renewed, 'old-page': this.#renewed - 1, stranger: -1 }[maker]);
  }

  /** The secret in use and the one before. */
  known(): readonly Uint8Array[] {
    return this.#renewed === 0 ? [this.heldBy('page')] : [this.heldBy('page'), this.heldBy('old-page')];
  }

  #secret(number: number): Uint8Array {
    return bytesFor(`secret ${number} of ${this.#event}`, 32);
  }
}
