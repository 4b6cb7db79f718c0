import { encodePairingLink } from '@gatehouse/shared/protocol';
import { PhoneClock } from '../phone/clock.js';
import { sha, simKey } from '../phone/crypto.js';
import { Machine, origin } from '../phone/machine.js';
import { MemoryDatabase } from '../server/database.js';
import {
  codeOf,
  hashOf,
  publish,
  type SoldTicket,
  type StoredEvent,
  ticketClass,
  ticketKey,
  withTicket,
} from '../server/event.js';
import type { LogKeeper } from '../server/log-keeper.js';
import { memoryLog } from '../server/memory-log.js';
import { SimServer } from '../server/server.js';
import type { State } from '../server/state.js';
import type { Loop } from '../time/loop.js';
import type { Random } from '../time/random.js';
import { Actor } from './actor.js';
import type { Draft } from './draft.js';
import { Tally } from './tally.js';

export const listId = '01900000-0000-7000-8000-0000000000e1';
const utf8 = new TextEncoder();

export type NewLog = (database: MemoryDatabase) => LogKeeper;

interface ReadFeed {
  readonly start: number;
  readonly count: number;
  readonly given: ReadonlyMap<number, string>;
}

export interface WorldParts {
  readonly draft: Draft;
  /** Where the server's log lies; by default in memory. */
  readonly newLog?: NewLog | undefined;
  readonly tally?: Tally | undefined;
}

/** One seed's world while it is played. */
export class World {
  readonly loop: Loop;
  readonly random: Random;
  readonly draft: Draft;
  readonly database: MemoryDatabase;
  readonly server: SimServer;
  readonly actors: Actor[] = [];
  readonly tally: Tally;
  /** Tickets in the order in which they were sold, by their numbers. */
  readonly sold: Uint8Array[] = [];
  /** What nobody expected; phones go on. */
  readonly faults: unknown[] = [];
  /** Phones whose disks are gone, with what they had not handed over. */
  readonly lostDevices = new Set<string>();
  /** Scans of revoked phones that never saw the code. */
  readonly unproven = new Set<string>();
  /** Event → how its scans feed stood after the last step, with what was at each position. */
  readonly fed = new Map<string, ReadFeed>();
  backup: { readonly state: State } | null = null;
  restores = 0;
  step = 0;

  constructor(loop: Loop, random: Random, { draft, newLog = memoryLog, tally = new Tally() }: WorldParts) {
    this.loop = loop;
    this.random = random;
    this.draft = draft;
    this.tally = tally;
    this.database = new MemoryDatabase(loop, random.fork());
    const log = newLog(this.database);
    const side = { database: this.database, doorKeyOf: (id: string) => doorKey(id), log };
    this.server = new SimServer(side, random.fork());
  }

  event(id = eventIdOf(0)): StoredEvent {
    const event = this.database.state.events.get(id);
    if (event === undefined) throw new Error(`there is no event ${id}`);
    return event;
  }

  /** Events, tickets and phones as the evening begins. */
  async open(): Promise<void> {
    for (let organisation = 0; organisation < this.draft.organisations; organisation += 1)
      await this.#openEvent(organisation);
    for (let phone = 0; phone < this.draft.phones; phone += 1) {
      const isOther = this.draft.organisations > 1 && phone === this.draft.phones - 1;
      await this.#addPhone(`p${phone}`, isOther ? 1 : 0);
    }
    await this.loop.runFor(6_000);
  }

  ticket(index: number, eventId = eventIdOf(0)): SoldTicket | null {
    const number = this.sold[index];
    const event = this.event(eventId);
    const hash = number && Buffer.from(hashOf(event, number)).toString('hex');
    return (hash && event.tickets.get(hash)) || null;
  }

  /** Changes the event as an organiser does: at once, and told to phones. */
  async change(eventId: string, change: (event: StoredEvent) => Promise<StoredEvent>, what: string[]) {
    const changed = await change(this.event(eventId));
    await this.write(({ events }) => events.set(eventId, changed));
    this.server.tell(eventId, what);
  }

  async sell(eventId: string, at = this.loop.now): Promise<void> {
    const number = this.random.bytes(8);
    this.sold.push(number);
    await this.change(eventId, async (event) => withTicket(event, ticketOf(event, number), at), ['tickets']);
  }

  /** @param isCut also makes a new list */
  async publish(eventId: string, isCut: boolean): Promise<void> {
    const { organisationId } = this.event(eventId);
    const devices = [...this.database.state.devices.values()].map((device) => ({
      id: device.id,
      name: device.name,
      gate: null,
      profile: device.profile,
      publicKey: device.signKey,
      status: device.status === 'revoked' ? ('revoked' as const) : ('active' as const),
    }));
    const { sign } = doorKey(organisationId);
    const { life } = this.database;
    await this.change(eventId, (event) => publish(event, { life, sign, devices, isCut }), ['root']);
  }

  /** The text of a ticket's code. @param generation behind the present one */
  code(ticket: SoldTicket, { behind = 0, forged = false, eventId = eventIdOf(0) }): Promise<Uint8Array> {
    const event = this.event(eventId);
    const genuine = event.keys.find(({ kid }) => kid === ticket.kid) ?? ticketKey('none', 0);
    const key = forged ? { ...ticketKey('forger', ticket.kid), kid: ticket.kid } : genuine;
    const generation = Math.max(0, ticket.record.generation - behind);
    return codeOf(event, { number: ticket.number, generation }, key);
  }

  async addMachine(name: string): Promise<Machine> {
    const { loop, random } = this;
    const { skewMs, driftPpm } = this.draft;
    const clock = new PhoneClock(loop, random.int(-driftPpm, driftPpm));
    clock.offsetMs = random.int(-skewMs, skewMs);
    if (skewMs > 0) this.tally.note('fault skew');
    if (driftPpm > 0) this.tally.note('fault drift');
    const onFault = (error: unknown) => void this.faults.push(error);
    return new Machine({ name, loop, random: random.fork(), clock, far: this.server, onFault });
  }

  async pair(actor: Actor): Promise<void> {
    const tab = actor.tab ?? (await actor.machine.openTab());
    const outcome = await this.loop.drive(tab.process, () => tab.phone.pair(actor.link), 120_000);
    if (outcome?.ok !== true) return;
    actor.deviceId = tab.phone.state.get().deviceId;
  }

  /** Looks again at what was scanned of a ticket that has changed, as the server's worker does. */
  async reviewTicket(eventId: string, ticket: string): Promise<void> {
    await this.loop.drive(null, () => this.server.reviewAgain(eventId, [ticket]), 60_000);
  }

  /**
   * Revoked, or paired after the backup that the server was restored from: that server does not know it. A phone that
   * has obeyed a revocation has wiped itself for good, whether or not a restored server still knows of it.
   */
  isOut({ deviceId, tab }: Actor): boolean {
    if (deviceId === null) return false;
    const hasObeyed = this.restores > 0 && tab?.phone.state.get().pairing === 'revoked';
    return hasObeyed || this.database.state.devices.get(deviceId)?.status !== 'active';
  }

  /** What the organiser's screen shows to a phone that is to be paired. */
  link(organisationId: string): string {
    const pairing = this.random.uuid();
    const secret = this.random.bytes(16);
    const { publicKey } = doorKey(organisationId);
    return encodePairingLink(origin, { organisation: organisationId, pairing, secret, doorKey: publicKey });
  }

  async #addPhone(name: string, organisation: number): Promise<void> {
    const machine = await this.addMachine(name);
    const of = { organisationId: organisationIdOf(organisation), eventId: eventIdOf(organisation) };
    const actor = new Actor(name, machine, { ...of, link: this.link(of.organisationId) });
    this.actors.push(actor);
    await this.pair(actor);
  }

  /** One round of everything, as when somebody looks at the phone. */
  async sync(actor: Actor, limitMs = 60_000): Promise<void> {
    const { tab } = actor;
    if (tab === null) return;
    await this.loop.drive(tab.process, () => tab.phone.sync(), limitMs);
  }

  async write(write: (state: State) => void): Promise<void> {
    const { database, loop } = this;
    await loop.drive(null, () => database.run(async (trx) => trx.write(write)));
  }

  async #openEvent(organisation: number): Promise<void> {
    const { draft, loop } = this;
    const id = eventIdOf(organisation);
    const start = this.database.life;
    const event: StoredEvent = {
      id,
      number: 4711 + organisation,
      organisationId: organisationIdOf(organisation),
      salt: sha(utf8.encode(`salt ${organisation}`)).slice(0, 16),
      startsAt: loop.now,
      list: { ...draft.list, id: listId },
      keys: [ticketKey(`ticket key ${organisation}`, 3)],
      tickets: new Map(),
      feed: { start, count: 0 },
      changes: [],
      root: null,
    };
    await this.write(({ events }) => events.set(id, event));
    const count = organisation === 0 ? draft.tickets : 3;
    for (let ticket = 0; ticket < count; ticket += 1) await this.sell(id, loop.now - 86_400_000);
    await this.publish(id, true);
  }
}

function ticketOf(event: StoredEvent, number: Uint8Array): Omit<SoldTicket, 'position'> {
  const flags = {
    unpaid: false,
    goodThoughUnpaid: false,
    attention: false,
    answersMissing: false,
    linked: false,
  };
  const hash = hashOf(event, number);
  const kid = event.keys.at(-1)?.kid ?? 0;
  return {
    number,
    kid,
    record: { hash, class: ticketClass, generation: 0, state: 'good', entries: 0, ...flags },
  };
}

const doorKeys = new Map<string, ReturnType<typeof simKey>>();

function doorKey(organisationId: string): ReturnType<typeof simKey> {
  const key = doorKeys.get(organisationId) ?? simKey(utf8.encode(`door ${organisationId}`));
  doorKeys.set(organisationId, key);
  return key;
}

export function eventIdOf(organisation: number): string {
  return `01900000-0000-7000-8000-00000000ee0${organisation}`;
}

export function organisationIdOf(organisation: number): string {
  return `01900000-0000-7000-8000-00000000aa0${organisation}`;
}
