import { type DoorKeys, type Root, signRoot } from '@gatehouse/shared/manifest';
import { doorKeyName, trustedKeysHeader } from '@gatehouse/shared/protocol';
import type { LocalDoor, LocalDoorKey } from './local-door.js';

const DAY_MS = 24 * 3_600_000;

/** What signing a root needs of its event. */
export interface RootSource {
  /** Everything but where it stands; `edit`: another position than the one before. */
  rootAt(named: { edit: boolean; successor: Uint8Array | null }): Root;
  edits(): number;
}

interface Signed {
  readonly edits: number;
  readonly by: LocalDoorKey;
  readonly successor: LocalDoorKey | null;
  readonly issuedAt: number;
  readonly blob: Uint8Array;
}

/** The signed roots of one event, as the server keeps them: the same bytes until something changes, or a day is over. */
export class LocalRoots {
  #last: Signed | null = null;
  #bridge: { readonly by: LocalDoorKey; readonly blob: Uint8Array } | null = null;

  /** @param trusted by the phone that asks: one that knows only the key before is led to the present one */
  async blobFor(
    source: RootSource,
    door: LocalDoor,
    { trusted, now }: { trusted: DoorKeys; now: number },
  ): Promise<Uint8Array> {
    await this.#sign(source, door, now);
    const names = trustedKeysHeader(trusted).split(',');
    const knowsCurrent = names.includes(doorKeyName(door.current.publicKey));
    const isLed = this.#bridge !== null && this.#bridge.by === door.retired;
    if (!knowsCurrent && isLed && names.includes(doorKeyName(this.#bridge?.by.publicKey ?? new Uint8Array())))
      return this.#bridge?.blob ?? new Uint8Array();
    return this.#last?.blob ?? new Uint8Array();
  }

  async #sign(source: RootSource, door: LocalDoor, now: number): Promise<void> {
    const { current, successor, retired } = door;
    const last = this.#last;
    const isSameKey = last?.by === current && last.successor === successor;
    const isYoung = last !== null && now - last.issuedAt <= DAY_MS;
    if (last !== null && isSameKey && isYoung && last.edits === source.edits()) return;
    if (retired !== null && this.#bridge?.by !== retired) {
      const root = source.rootAt({ edit: true, successor: current.publicKey });
      this.#bridge = { by: retired, blob: await signRoot(root, retired.sign) };
    }
    const isEdited = last === null || last.edits !== source.edits();
    const root = source.rootAt({ edit: !isEdited, successor: successor?.publicKey ?? null });
    const blob = await signRoot(root, current.sign);
    this.#last = { edits: source.edits(), by: current, successor, issuedAt: now, blob };
  }
}
