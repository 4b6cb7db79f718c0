import { equalBytes } from '@gatehouse/shared/bytes';
import { type AgreePair, openSealed, type SealSubtle } from '@gatehouse/shared/signing';
import { rotationId } from '@gatehouse/shared/ticket-code';
import type { PhoneDatabase, StoredSecrets } from '../database.js';
import type { NamedSecret } from '../manifest/lists.js';

/** Sealed to this phone, as they came. */
export type SealedRotation = NonNullable<StoredSecrets['rotation']>;

/** The secrets of events and passes: sealed on the disk, open in memory alone. Durable before it counts. */
export interface Secrets {
  /** Opens what is kept. */
  load(): Promise<void>;
  /** The secret in use and the one before; null: not here. */
  rotationOf(event: number): readonly Uint8Array[] | null;
  /** Whether what the newest root names is not here. */
  lacks(named: NamedSecret): boolean;
  /** @returns false when it does not open here */
  take(event: number, rotation: SealedRotation): Promise<boolean>;
  events(): number[];
  forget(event: number): Promise<void>;
  forgetAll(): Promise<void>;
}

export interface SecretsOptions {
  readonly database: PhoneDatabase;
  readonly subtle: SealSubtle;
  readonly agreePair: AgreePair;
}

export function createSecrets({ database, subtle, agreePair }: SecretsOptions): Secrets {
  const rotations = new Map<number, readonly Uint8Array[]>();

  async function open({ current, previous }: SealedRotation): Promise<readonly Uint8Array[] | null> {
    const opened: Uint8Array[] = [];
    for (const sealed of previous === null ? [current] : [current, previous]) {
      const plain = await openSealed(subtle, { agreePair, sealed, purpose: 'rotation' });
      if (!plain.ok) return null;
      opened.push(plain.value);
    }
    return opened;
  }

  return {
    async load() {
      for (const { event, rotation } of await database.secrets.toArray()) {
        const opened = rotation && (await open(rotation));
        if (opened !== null) rotations.set(event, opened);
      }
    },
    rotationOf: (event) => rotations.get(event) ?? null,
    lacks({ event, name }) {
      const [current] = rotations.get(event) ?? [];
      return name !== null && (current === undefined || !equalBytes(rotationId(current), name));
    },
    async take(event, rotation) {
      const opened = await open(rotation);
      if (opened === null) return false;
      await database.secrets.put({ event, rotation });
      rotations.set(event, opened);
      return true;
    },
    events: () => [...rotations.keys()],
    async forget(event) {
      rotations.delete(event);
      await database.secrets.delete(event);
    },
    async forgetAll() {
      rotations.clear();
      await database.secrets.clear();
    },
  };
}
