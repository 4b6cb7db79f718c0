import type { Root } from '@gatehouse/shared/manifest';
import { DeviceClock } from '../device-clock.js';
import { hashOfCode } from '../scan-text.js';
import type { DoorKeyChange, OrganiserStep, Scenario, ScenarioDevice } from '../scenario/schema.js';
import type { Figures, MadeBy, NamedTicket, Timeline, World } from '../world.js';
import { enterEvents, isPass } from './enter-series.js';
import { type Environment, type PlayedServer, startServer } from './gatehouse.js';
import { type OrganiserApi, organiserApi } from './organiser-api.js';
import { checkPlayable } from './playable.js';
import { ServerEvent } from './server-event.js';
import { ServerPhone } from './server-phone.js';

const DAY_MS = 24 * 3_600_000;
/** Less than the organiser's token lives. */
const TOKEN_MS = 5 * 60_000;

/**
 * Plays on a Gatehouse that is started for it, through the organiser's API and the device API. Its clock follows the
 * scenario.
 * @throws NotPlayable
 */
export async function openServerWorld(
  scenario: Scenario,
  timeline: Timeline,
  env: Environment,
): Promise<World> {
  checkPlayable(scenario);
  const server = await startServer(env);
  const world = new ServerWorld(server, timeline);
  try {
    await world.enter(scenario);
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

interface Paired {
  readonly phone: ServerPhone;
  readonly deviceId: string;
  /** One that it serves, under which the organiser finds it. */
  readonly eventId: string;
}

class ServerWorld implements World {
  readonly #server: PlayedServer;
  readonly #timeline: Timeline;
  readonly #api: OrganiserApi;
  readonly #events = new Map<string, ServerEvent>();
  readonly #devices = new Map<string, Paired>();
  #given: readonly ScenarioDevice[] = [];
  #signedInAt = 0;

  constructor(server: PlayedServer, timeline: Timeline) {
    this.#server = server;
    this.#timeline = timeline;
    this.#api = organiserApi(server);
  }

  async enter({ events, devices }: Scenario): Promise<void> {
    await this.#server.setClock(this.#timeline.now - DAY_MS);
    await this.#api.signIn();
    for (const given of events)
      this.#events.set(given.id, new ServerEvent(given, this.#api, this.#server.url));
    await enterEvents(this.#api, [...this.#events.values()]);
    await this.#tick();
    this.#given = devices;
    for (const device of devices) if (device.paired !== false) await this.#pair(device);
  }

  async pair(id: string): Promise<void> {
    await this.#tick();
    const given = this.#given.find((device) => device.id === id);
    if (given === undefined) throw new Error(`There is no device ${id}.`);
    await this.#pair(given);
    this.device(id).setOnline(given.online ?? true);
  }

  device(id: string): ServerPhone {
    return this.#paired(id).phone;
  }

  uuidOf(kind: 'event' | 'list' | 'gate' | 'question' | 'device', event: string, id: string): string {
    if (kind === 'device') return this.#paired(id).deviceId;
    if (kind === 'question') return this.#event(event).uuidOf(`question ${id}`);
    return kind === 'event' ? this.#event(id).id : this.#event(event).uuidOf(id);
  }

  async printedCode({ event, ticket, generation }: NamedTicket): Promise<string> {
    return this.#event(event).codesOf(ticket, generation).code;
  }

  async shortCode({ event, ticket, generation }: NamedTicket): Promise<string> {
    return this.#event(event).codesOf(ticket, generation).shortCode;
  }

  rotatingCode({ event, ticket, generation }: NamedTicket, made: MadeBy): Promise<string> {
    return this.#event(event).rotatingCode({ ticket, generation }, made);
  }

  ticketOf(hash: string): string | null {
    // Of a code that is good nowhere here.
    if (hash === '') return null;
    for (const event of this.#events.values()) {
      for (const [ticket, code] of event.codes())
        if (this.#roots().some((root) => hashOfCode(code, root) === hash)) return ticket;
    }
    return null;
  }

  /** What phones have: of a pass the roots of its dates say the salt. */
  #roots(): Root[] {
    const phones = [...this.#devices.values()].map(({ phone }) => phone);
    const events = [...this.#events.values()];
    return phones.flatMap((phone) => events.flatMap(({ id }) => phone.rootOf(id) ?? []));
  }

  async organise(step: OrganiserStep): Promise<void> {
    await this.#tick();
    switch (step.do) {
      case 'profile':
      case 'revoke':
        return this.#changePhone(step);
      case 'trust':
        return this.#showCode(step.device);
      case 'door-key':
        return this.#changeDoorKey(step.change);
      case 'restore':
        return this.#server.beginLife();
      default:
        return this.#event(step.event ?? [...this.#events.keys()][0] ?? '').change(step);
    }
  }

  async #changePhone(step: Extract<OrganiserStep, { do: 'profile' | 'revoke' }>): Promise<void> {
    const { deviceId, eventId } = this.#paired(step.device);
    const at = `/events/${eventId}/devices/${deviceId}`;
    if (step.do === 'revoke') await this.#api.send(`POST ${at}/revoke`);
    else await this.#api.send(`PATCH ${at}`, { profile: step.profile });
  }

  /** A pairing code, to a phone that is paired already. */
  async #showCode(device: string): Promise<void> {
    const { phone, eventId } = this.#paired(device);
    const offer = { name: device, profile: 'steward', gateId: null };
    const { url } = await this.#api.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer);
    await phone.trust(url);
  }

  async #changeDoorKey(change: DoorKeyChange): Promise<void> {
    const { current } = await this.#api.send<{ current: { number: number } | null }>('GET /door-key');
    const step = change.replace('-', '_');
    await this.#api.send('PUT /door-key', { step, current: current?.number ?? 0 });
  }

  async settle(): Promise<void> {
    await this.#tick();
    const online = [...this.#devices.values()].filter(({ phone }) => phone.isOnline);
    await this.#server.quiet();
    const hasNews = online.some(({ phone }) => phone.gateway.unsent.get() > 0);
    await Promise.all(online.map(({ phone }) => phone.exchange()));
    if (!hasNews || online.length === 1) return;
    // Now each phone hears what the others have handed over.
    await this.#server.quiet();
    await Promise.all(online.map(({ phone }) => phone.exchange()));
  }

  async figures(): Promise<Figures> {
    interface Door {
      readonly lists: readonly { readonly listId: string; readonly inside: number }[];
      readonly openConflicts: number;
    }
    const inside: Record<string, number> = {};
    let conflicts = 0;
    for (const event of this.#events.values()) {
      const door = await this.#api.send<Door>(`GET /events/${event.id}/door`);
      conflicts += door.openConflicts;
      for (const { id } of event.given.lists) {
        const found = door.lists.find(({ listId }) => listId === event.uuidOf(id));
        inside[this.#events.size === 1 ? id : `${event.given.id}/${id}`] = found?.inside ?? 0;
      }
    }
    return { inside, conflicts };
  }

  async close(): Promise<void> {
    for (const { phone } of this.#devices.values()) await phone.close();
    await this.#server.stop();
  }

  /** The server's clock follows, and the organiser's token is of this time. */
  async #tick(): Promise<void> {
    const { now } = this.#timeline;
    await this.#server.setClock(now);
    if (Math.abs(now - this.#signedInAt) < TOKEN_MS) return;
    await this.#api.signIn();
    this.#signedInAt = now;
  }

  async #pair(given: ScenarioDevice): Promise<void> {
    const all = [...this.#events.values()].map((event) => event.given);
    const events = [...this.#events.values()].filter(
      (event) => given.events?.includes(event.given.id) ?? !isPass(event.given, all),
    );
    const [first, ...others] = events;
    if (first === undefined) throw new Error(`${given.id} serves no event.`);
    const offer = { name: given.name ?? given.id, profile: given.profile ?? 'steward', gateId: null };
    const { url, id } = await this.#api.send<{ url: string; id: string }>(
      `POST /events/${first.id}/device-pairings`,
      offer,
    );
    const clock = new DeviceClock(this.#timeline, given.clock);
    const phone = new ServerPhone(this.#server.url, clock, given.list === 'coming');
    await phone.pair(url);
    const path = `/events/${first.id}/device-pairings/${id}`;
    const { device } = await this.#api.send<{ device: { id: string } }>(`GET ${path}`);
    this.#devices.set(given.id, { phone, deviceId: device.id, eventId: first.id });
    await this.#api.send(`POST /events/${first.id}/devices/${device.id}/confirm`);
    for (const { id: other } of others) {
      await this.#api.send(`POST /events/${other}/devices/${device.id}/assign`, {});
    }
    await phone.started(events.length);
  }

  #event(id: string): ServerEvent {
    const event = this.#events.get(id);
    if (event === undefined) throw new Error(`There is no event ${id}.`);
    return event;
  }

  #paired(id: string): Paired {
    const paired = this.#devices.get(id);
    if (paired === undefined) throw new Error(`There is no device ${id}.`);
    return paired;
  }
}
