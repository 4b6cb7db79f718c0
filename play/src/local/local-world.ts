import { chooseEd25519, type Subtle } from '@gatehouse/shared/signing';
import { DeviceClock } from '../device-clock.js';
import type { OrganiserStep, Scenario } from '../scenario/schema.js';
import type { Figures, MadeBy, NamedTicket, Timeline, World } from '../world.js';
import { uuidFor } from './ids.js';
import { LocalDoor } from './local-door.js';
import { LocalEvent } from './local-event.js';
import { LocalLog } from './local-log.js';
import { LocalPhone, type LocalSide } from './local-phone.js';
import { joinSeries, numbersBehind } from './local-series.js';

/** Plays in this process: real phones, real codes, the real review; between them a stand-in for the server. */
export async function openLocalWorld(scenario: Scenario, timeline: Timeline): Promise<World> {
  const opened = await Promise.all(
    scenario.events.map((event) => {
      const { devices, events } = scenario;
      return LocalEvent.open(event, { devices, events, timeline, behind: numbersBehind(event, events) });
    }),
  );
  joinSeries(opened);
  const byNumber = new Map(opened.map((event) => [event.number, event]));
  const side: LocalSide = {
    timeline,
    log: new LocalLog(byNumber),
    door: await LocalDoor.open(),
    events: byNumber,
    verify: await chooseEd25519(globalThis.crypto.subtle as unknown as Subtle),
  };
  const events = new Map(opened.map((event) => [event.given.id, event]));
  const phones = new Map<string, LocalPhone>();
  for (const given of scenario.devices) {
    const phone = new LocalPhone(given, new DeviceClock(timeline, given.clock), side);
    phones.set(given.id, phone);
    if (given.paired === false) continue;
    await phone.start();
    await phone.sync();
  }
  return new LocalWorld(side, events, phones);
}

class LocalWorld implements World {
  readonly #side: LocalSide;
  readonly #events: ReadonlyMap<string, LocalEvent>;
  readonly #phones: ReadonlyMap<string, LocalPhone>;

  constructor(
    side: LocalSide,
    events: ReadonlyMap<string, LocalEvent>,
    phones: ReadonlyMap<string, LocalPhone>,
  ) {
    this.#side = side;
    this.#events = events;
    this.#phones = phones;
  }

  device(id: string): LocalPhone {
    return found(this.#phones.get(id), id);
  }

  async pair(id: string): Promise<void> {
    const phone = this.device(id);
    await phone.start();
    await phone.sync();
  }

  uuidOf(kind: 'event' | 'list' | 'gate' | 'question' | 'device', event: string, id: string): string {
    if (kind === 'question') return uuidFor(`${event}/question ${id}`);
    return uuidFor(kind === 'event' || kind === 'device' ? `${kind} ${id}` : `${event}/${id}`);
  }

  printedCode({ event, ticket, generation }: NamedTicket): Promise<string> {
    return this.#event(event).codeText(ticket, generation);
  }

  async shortCode({ event, ticket, generation }: NamedTicket): Promise<string> {
    return this.#event(event).shortCode(ticket, generation);
  }

  rotatingCode({ event, ticket, generation }: NamedTicket, made: MadeBy): Promise<string> {
    return this.#event(event).rotatingCode(ticket, generation, made);
  }

  ticketOf(hash: string): string | null {
    for (const event of this.#events.values()) {
      const id = event.ticketWith(hash);
      if (id !== null) return id;
    }
    return null;
  }

  async organise(step: OrganiserStep): Promise<void> {
    const first = [...this.#events.keys()][0] ?? '';
    const event = this.#event('event' in step ? (step.event ?? first) : first);
    await this.#change(step, event);
    this.#side.log.review();
  }

  async settle(): Promise<void> {
    const online = [...this.#phones.values()].filter(({ isOn, isOnline }) => isOn && isOnline);
    for (const phone of online) await phone.sync();
    for (const phone of online) await phone.fetchScans();
  }

  async figures(): Promise<Figures> {
    const inside: Record<string, number> = {};
    let conflicts = 0;
    for (const event of this.#events.values()) {
      const figures = this.#side.log.figures(event, this.#side.timeline.now);
      conflicts += figures.conflicts;
      for (const id of event.lists.keys()) {
        const name = this.#events.size === 1 ? id : `${event.given.id}/${id}`;
        inside[name] = figures.inside.get(this.uuidOf('list', event.given.id, id)) ?? 0;
      }
    }
    return { inside, conflicts };
  }

  async close(): Promise<void> {
    for (const phone of this.#phones.values()) await phone.close();
  }

  #event(id: string): LocalEvent {
    return found(this.#events.get(id), id);
  }

  async #change(step: OrganiserStep, event: LocalEvent): Promise<void> {
    switch (step.do) {
      case 'state':
        return event.setState(step.ticket, step.state);
      case 're-issue':
        return event.reissue(step.ticket);
      case 'issue':
        return event.issue(step.ticket);
      case 'rotate-key':
        return event.rotateKey(step.key, step.notice ?? 'none');
      case 'set-aside-key':
        return event.endKey(step.key, 'list-only');
      case 'kill-key':
        return event.endKey(step.key, 'dead');
      case 'renew-rotation':
        return event.renewRotation();
      case 'door-key':
        return this.#side.door.change(step.change);
      case 'trust':
        return this.device(step.device).trust();
      case 'restore':
        for (const each of this.#events.values()) each.restore();
        return;
      case 'edit-list':
        return event.editList(step.list, step.set);
      case 'profile':
        this.device(step.device).profile = step.profile;
        return;
      default:
        return this.#revoke(step.device);
    }
  }

  #revoke(id: string): void {
    const phone = this.device(id);
    phone.isRevoked = true;
    this.#side.log.revoke(phone.uuid);
    for (const event of this.#events.values()) event.revoke(id);
  }
}

function found<T>(thing: T | undefined, id: string): T {
  if (thing === undefined) throw new Error(`There is no ${id}.`);
  return thing;
}
