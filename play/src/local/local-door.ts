import type { DoorKeys } from '@gatehouse/shared/manifest';
import { ed25519PublicKey, type Sign, type Subtle, signEd25519 } from '@gatehouse/shared/signing';
import type { DoorKeyChange } from '../scenario/schema.js';
import { bytesFor } from './ids.js';

export interface LocalDoorKey {
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

/** The door keys of the organisation, and how one follows another; as the server keeps them. */
export class LocalDoor {
  successor: LocalDoorKey | null = null;
  /** It signed before; phones that know only this one are led on by it. */
  retired: LocalDoorKey | null = null;
  current: LocalDoorKey;
  #made = 1;

  private constructor(first: LocalDoorKey) {
    this.current = first;
  }

  static async open(): Promise<LocalDoor> {
    return new LocalDoor(await makeKey(1));
  }

  /** What the pairing code says. */
  get pinned(): DoorKeys {
    return { current: this.current.publicKey, successor: null };
  }

  async change(change: DoorKeyChange): Promise<void> {
    switch (change) {
      case 'announce':
        this.successor = await this.#next();
        return;
      case 'change-over':
        if (this.successor === null) throw new Error('No next door key was announced.');
        [this.retired, this.current, this.successor] = [this.current, this.successor, null];
        return;
      case 'end-overlap':
        this.retired = null;
        return;
      default:
        this.current = await this.#next();
        this.successor = null;
        this.retired = null;
    }
  }

  #next(): Promise<LocalDoorKey> {
    this.#made += 1;
    return makeKey(this.#made);
  }
}

async function makeKey(number: number): Promise<LocalDoorKey> {
  const privateKey = bytesFor(`door key ${number}`, 32);
  const sign = await signEd25519(globalThis.crypto.subtle as unknown as Subtle, privateKey);
  return { publicKey: ed25519PublicKey(privateKey), sign };
}
