import { type Gateway, openGateway } from '@gatehouse/scanner/store';
import type { Manifest, Root } from '@gatehouse/shared/manifest';
import type { Verify } from '@gatehouse/shared/signing';
import type { DeviceClock } from '../device-clock.js';
import { playedMachine } from '../phone-ports.js';
import type { ScenarioDevice } from '../scenario/schema.js';
import type { PlayedDevice, Timeline } from '../world.js';
import { uuidFor } from './ids.js';
import type { LocalEvent } from './local-event.js';
import type { LocalLog } from './local-log.js';

export interface LocalSide {
  readonly timeline: Timeline;
  readonly log: LocalLog;
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
        manifestOf: (event) => this.#manifests.get(event) ?? null,
        otherEvents: () => [...this.#known()].map(({ number, given }) => ({ id: number, name: given.name })),
        eventNumberOf: (id) => this.#known().find(({ uuid }) => uuid === id)?.number ?? null,
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
    this.#takeLists();
  }

  async restart(): Promise<void> {
    await this.#gateway?.close();
    this.clock.reboot();
    await this.start();
  }

  async sync(): Promise<void> {
    const { log, timeline, events } = this.#side;
    const { gateway } = this;
    for (;;) {
      const batch = await gateway.rowsToSend(MAX_ROWS);
      const sent = this.clock.monotonic();
      await log.take(this.uuid, batch, events);
      await gateway.takeReceipt(log.receiptFor(this.uuid, timeline.now), {
        sent,
        received: this.clock.monotonic(),
      });
      if (batch.rows.length < MAX_ROWS && gateway.unsent.get() === 0) break;
    }
    if (this.isRevoked) return this.#end();
    this.#knownProfile = this.profile;
    this.#takeLists();
    await this.fetchScans();
  }

  async fetchScans(): Promise<void> {
    for (const event of this.#known()) {
      const history = this.gateway.scansPosition(event.number) ? null : this.#side.log.historyFor(event);
      if (history !== null) await this.gateway.takeHistory(event.number, history);
      const page = this.#side.log.pageFor(event, this.gateway.scansPosition(event.number)?.count ?? 0);
      if (page !== null) await this.gateway.takeScansPage(page);
    }
  }

  get isOn(): boolean {
    return this.#gateway !== null;
  }

  async close(): Promise<void> {
    await this.#gateway?.close();
  }

  /** A revoked phone forgets its events. */
  #known(): readonly LocalEvent[] {
    return this.isRevoked && this.#manifests.size === 0 ? [] : this.#events;
  }

  #takeLists(): void {
    for (const event of this.#events) this.#manifests.set(event.number, event.manifest(this.#isWhole));
  }

  async #end(): Promise<void> {
    this.#manifests.clear();
    await this.gateway.forgetAll();
  }
}
