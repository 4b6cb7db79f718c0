import type { Root } from '@gatehouse/shared/manifest';
import { ed25519PublicKey, type Sign, type Subtle, signEd25519 } from '@gatehouse/shared/signing';
import type { Timeline } from '../world.js';
import { bytesFor } from './ids.js';

const DAY_MS = 24 * 3_600_000;

export interface LocalKey {
  readonly kid: number;
  readonly privateKey: Uint8Array;
  readonly sign: Sign;
  /** When it begins to sign. */
  readonly usableFrom: number;
  status: 'active' | 'list-only' | 'dead' | 'unpublished';
}

/** The ticket keys of one event, by the ids of the file. */
export class LocalKeys {
  readonly #event: string;
  readonly #timeline: Timeline;
  readonly #keys = new Map<string, LocalKey>();

  constructor(event: string, timeline: Timeline) {
    this.#event = event;
    this.#timeline = timeline;
  }

  get(id: string): LocalKey | undefined {
    return this.#keys.get(id);
  }

  async add(id: string, status: LocalKey['status'], usableFrom = 0): Promise<void> {
    const privateKey = bytesFor(`key ${id} of ${this.#event}`, 32);
    const sign = await signEd25519(globalThis.crypto.subtle as unknown as Subtle, privateKey);
    this.#keys.set(id, { kid: this.#keys.size, privateKey, sign, status, usableFrom });
  }

  async rotate(id: string, notice: 'none' | 'day'): Promise<void> {
    const { now } = this.#timeline;
    for (const key of this.#keys.values())
      if (notice === 'none' && key.status === 'active') key.status = 'list-only';
    await this.add(id, 'active', notice === 'day' ? now + DAY_MS : now);
  }

  /** The one that signs now. */
  active(): string {
    const { now } = this.#timeline;
    const active = [...this.#keys].filter(([, key]) => key.status === 'active' && key.usableFrom <= now);
    return active.at(-1)?.[0] ?? [...this.#keys.keys()][0] ?? 'key';
  }

  published(): Root['events'][number]['keys'] {
    return [...this.#keys.values()].flatMap(({ kid, privateKey, status }) =>
      status === 'unpublished' ? [] : [{ kid, publicKey: ed25519PublicKey(privateKey), status }],
    );
  }
}
