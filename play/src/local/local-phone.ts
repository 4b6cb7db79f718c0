import { findPeople, type Gateway, openGateway } from '@gatehouse/scanner/store';
import {
  acceptRoot,
  type DoorKeys,
  type HeldRoot,
  type Manifest,
  type Root,
  type RootRefusal,
  rootAge,
} from '@gatehouse/shared/manifest';
import { rangeOf } from '@gatehouse/shared/protocol';
import type { Verify } from '@gatehouse/shared/signing';
import type { DeviceClock } from '../device-clock.js';
import { playedMachine } from '../phone-ports.js';
import type { RelayAnswers, ScenarioDevice } from '../scenario/schema.js';
import type { PlayedDevice, Timeline } from '../world.js';
import { uuidFor } from './ids.js';
import type { LocalDoor } from './local-door.js';
import type { LocalEvent } from './local-event.js';
import type { LocalLog } from './local-log.js';
import { type LocalPeople, peopleOf } from './local-people.js';

export interface LocalSide {
  readonly timeline: Timeline;
  readonly log: LocalLog;
  readonly door: LocalDoor;
  /** By public number. */
  readonly events: ReadonlyMap<number, LocalEvent>;
  readonly verify: Verify;
}

const MAX_ROWS = 1_000;

/** The scanner's own log and gateway; what it fetches comes from the organiser's side in this process. */
export class LocalPhone implements PlayedDevice {
  readonly clock: DeviceClock;
  readonly uuid: string;
  profile: 'steward' | 'supervisor' | 'kiosk';
  isOnline: boolean;
  isRevoked = false;
  readonly #side: LocalSide;
  readonly #events: readonly LocalEvent[];
  readonly #machine;
  readonly #manifests = new Map<number, Manifest>();
  readonly #secrets = new Map<number, readonly Uint8Array[] | null>();
  readonly #people = new Map<number, LocalPeople | null>();
  readonly #held = new Map<number, HeldRoot>();
  readonly #kept = new Map<number, Offered>();
  readonly #told = new Set<LocalEvent>();
  #keys: DoorKeys;
  #relay: RelayAnswers = 'pass';
  #refusal: string | null = null;
  #knownProfile: LocalPhone['profile'];
  #isWhole: boolean;
  #gateway: Gateway | null = null;

  constructor(given: ScenarioDevice, clock: DeviceClock, side: LocalSide) {
    const wanted = given.events;
    this.clock = clock;
    this.uuid = uuidFor(`device ${given.id}`);
    this.profile = given.profile ?? 'steward';
    this.isOnline = given.online ?? true;
    this.#knownProfile = this.profile;
    this.#isWhole = given.list !== 'coming';
    this.#side = side;
    this.#events = [...side.events.values()].filter((event) => wanted?.includes(event.given.id) ?? true);
    this.#machine = playedMachine(clock);
    this.#keys = side.door.pinned;
  }

  get gateway(): Gateway {
    if (this.#gateway === null) throw new Error('This phone is off.');
    return this.#gateway;
  }

  async start(): Promise<void> {
    this.#gateway = await openGateway({
      ports: this.#machine,
      verify: this.#side.verify,
      identity: { deviceId: this.uuid, profile: () => this.#knownProfile },
      manifests: {
        rotationSecretsOf: (event) => this.#secrets.get(event) ?? null,
        manifestOf: (event) => this.#manifests.get(event) ?? null,
        otherEvents: () => [...this.#known()].map(({ number, given }) => ({ id: number, name: given.name })),
        eventNumberOf: (id) => this.#known().find(({ uuid }) => uuid === id)?.number ?? null,
      },
      people: {
        ofCode: async () => null,
        ofTicket: async () => null,
        find: async (event, text, limit) => {
          const people = this.#peopleOf(event);
          return people === null ? null : findPeople(people, text, limit);
        },
      },
    });
  }

  rootOf(eventId: string): Root | null {
    const event = this.#known().find(({ uuid }) => uuid === eventId);
    return (event && this.#manifests.get(event.number)?.root) ?? null;
  }

  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
  }

  async download(): Promise<void> {
    this.#isWhole = true;
    await this.#takeLists();
  }

  async restart(): Promise<void> {
    await this.#gateway?.close();
    this.clock.reboot();
    await this.start();
  }

  async sync(): Promise<void> {
    const { log, timeline } = this.#side;
    const { gateway } = this;
    for (;;) {
      const batch = await gateway.rowsToSend(MAX_ROWS);
      const sent = this.clock.monotonic();
      await log.take(this.uuid, batch);
      const trip = { sent, received: this.clock.monotonic() };
      await gateway.takeReceipt(log.receiptFor(this.uuid, timeline.now), trip, rangeOf(batch));
      if (batch.rows.length < MAX_ROWS && gateway.unsent.get() === 0) break;
    }
    if (this.isRevoked) return this.#end();
    this.#knownProfile = this.profile;
    await this.#takeLists();
    await this.fetchScans();
  }

  async fetchScans(): Promise<void> {
    for (const event of this.#known()) {
      if (!this.#told.has(event)) {
        // What happens after the pairing comes row by row, as from a server whose history was cut for it.
        this.#told.add(event);
        const history = this.#side.log.historyFor(event);
        if (history !== null) await this.gateway.takeHistory(event.number, history);
      }
      const page = this.#side.log.pageFor(event, this.gateway.scansPosition(event.number));
      if (page !== null) await this.gateway.takeScansPage(page);
    }
  }

  async peopleCome(): Promise<void> {}

  get isOn(): boolean {
    return this.#gateway !== null;
  }

  async close(): Promise<void> {
    await this.#gateway?.close();
  }

  /** Null: the organiser allows no names, or they are too old to be kept. */
  #peopleOf(event: number): LocalPeople | null {
    const root = this.#manifests.get(event)?.root;
    const isKept = root !== undefined && rootAge(root, this.gateway.now().estimate) !== 'expired';
    return isKept ? (this.#people.get(event) ?? null) : null;
  }

  /** A revoked phone forgets its events. */
  #known(): readonly LocalEvent[] {
    return this.isRevoked && this.#manifests.size === 0 ? [] : this.#events;
  }

  relay(answers: RelayAnswers): void {
    this.#relay = answers;
  }

  refused(): string | null {
    return this.#refusal;
  }

  /** Of what another key signed before nothing is believed any more. */
  async trust(): Promise<void> {
    this.#keys = this.#side.door.pinned;
    this.#held.clear();
    this.#manifests.clear();
    if (this.isOnline) await this.#takeLists();
  }

  async #takeLists(): Promise<void> {
    this.#refusal = null;
    for (const event of this.#events) {
      // A second time where the first has led to the next door key.
      const before = this.#keys;
      await this.#takeList(event);
      if (before.successor === null && this.#keys.successor !== null) await this.#takeList(event);
    }
  }

  async #takeList(event: LocalEvent): Promise<void> {
    const { number } = event;
    const { blob, manifest } = await this.#offered(event);
    const held = this.#held.get(number) ?? null;
    const { verify } = this.#side;
    const accepted = await acceptRoot(blob, { event: number, keys: this.#keys, held, verify });
    if (!accepted.ok) {
      this.#refusal = refusalOf(accepted.reason);
      return;
    }
    this.#keys = accepted.value.keys;
    this.#held.set(number, accepted.value);
    this.#manifests.set(number, { ...manifest, root: accepted.value.root });
    for (const [of, secrets] of event.rotationSecrets()) this.#secrets.set(of, secrets);
    this.#people.set(number, this.#isWhole ? peopleOf(event) : null);
  }

  async #offered(event: LocalEvent): Promise<Offered> {
    const kept = this.#kept.get(event.number);
    if (this.#relay === 'repeat' && kept !== undefined) return kept;
    const blob = await event.signedRoot(this.#side.door, this.#keys);
    const offered = { blob, manifest: event.manifest(this.#isWhole) };
    if (this.#relay === 'keep') this.#kept.set(event.number, offered);
    return offered;
  }

  async #end(): Promise<void> {
    this.#manifests.clear();
    this.#secrets.clear();
    this.#people.clear();
    await this.gateway.forgetAll();
  }
}

/** A signed root with the tickets that it names. */
interface Offered {
  readonly blob: Uint8Array;
  readonly manifest: Manifest;
}

/** As the phone's screens know it. */
function refusalOf(reason: RootRefusal): string {
  return reason === 'rolled_back' || reason === 'forked' ? reason : 'not_genuine';
}
