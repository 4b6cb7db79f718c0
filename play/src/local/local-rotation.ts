import { rotatingCodeText, rotationId, rotationKey } from '@gatehouse/shared/ticket-code';
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

  /** @param code the 80 bytes */
  textOf(code: Uint8Array, { at, by }: MadeBy): string {
    return rotatingCodeText(code, rotationKey(this.#heldBy(by), code), at);
  }

  /** What this maker of codes makes them with. */
  #heldBy(maker: MadeBy['by']): Uint8Array {
    return this.#secret({ page: this.#renewed, 'old-page': this.#renewed - 1, stranger: -1 }[maker]);
  }

  /** The secret in use and the one before. */
  known(): readonly Uint8Array[] {
    const page = this.#heldBy('page');
    return this.#renewed === 0 ? [page] : [page, this.#heldBy('old-page')];
  }

  #secret(number: number): Uint8Array {
    return bytesFor(`secret ${number} of ${this.#event}`, 32);
  }
}

/** How roots call these secrets; null: there are none. */
export function namedBy([current]: readonly Uint8Array[] = []): Uint8Array | null {
  return current === undefined ? null : rotationId(current);
}
