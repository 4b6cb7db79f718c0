import { toHex } from '@gatehouse/shared/bytes';
import type { DoorRules, KnownTicket, TicketChange, TicketState } from '@gatehouse/shared/checkin';
import { doorRulesOf } from '@gatehouse/shared/door';
import {
  buildCore,
  buildLinks,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  type DoorKeys,
  LINKS_SEGMENT,
  type LinkRecord,
  type Manifest,
  MEDIA_SEGMENT,
  type MediumRecord,
  noSegments,
  type Position,
  type Root,
  replaceRoot,
  type TicketLinks,
  withoutPeople,
} from '@gatehouse/shared/manifest';
import {
  codeHash,
  mediumHash,
  normaliseMediumText,
  shortCodeText,
  signTicketCode,
  ticketCodeText,
  ticketHash,
} from '@gatehouse/shared/ticket-code';
import type { ScenarioDevice, ScenarioEvent, ScenarioTicket } from '../scenario/schema.js';
import { type EventClock, eventClock } from '../scenario/times.js';
import type { MadeBy, Timeline } from '../world.js';
import { bytesFor, eventNumberFor, uuidFor } from './ids.js';
import type { LocalDoor } from './local-door.js';
import { LocalKeys } from './local-keys.js';
import { type LocalTicket, linksOf, recordOf, tableOf } from './local-list.js';
import { LocalLists } from './local-lists.js';
import {
  classesOf,
  classIndex,
  devicesOf,
  listOf,
  type RootRules,
  rulesOf,
  type WindowClass,
} from './local-root.js';
import { LocalRoots, type RootSource } from './local-roots.js';
import { LocalRotation, namedBy } from './local-rotation.js';
import { alone, type SeriesPlace } from './local-series.js';

const FIRST_WINDOW_CLASS = 32_768;
const DAY_MS = 24 * 3_600_000;

/** What else an event is opened with. */
export interface Surroundings {
  readonly devices: readonly ScenarioDevice[];
  /** It and all others of the file. */
  readonly events: readonly ScenarioEvent[];
  readonly timeline: Timeline;
  /** What the numbers of its classes and groups begin behind. */
  readonly behind: number;
}

/** One event as its organiser has it. */
export class LocalEvent {
  readonly given: ScenarioEvent;
  readonly uuid: string;
  readonly number: number;
  readonly clock: EventClock;
  series: SeriesPlace = alone;
  readonly #around: Surroundings;
  /** When tickets were changed, for the review. */
  readonly #changes: TicketChange[] = [];
  readonly lists: LocalLists;
  readonly #salt: Uint8Array;
  readonly #rules: RootRules;
  readonly #keys: LocalKeys;
  readonly #rotation: LocalRotation;
  readonly #tickets = new Map<string, LocalTicket>();
  readonly #windows: WindowClass[] = [];
  readonly #revoked = new Set<string>();
  readonly #roots = new LocalRoots();
  #life = 1;
  #edits = 1;

  private constructor(given: ScenarioEvent, around: Surroundings) {
    this.given = given;
    this.#around = around;
    this.#keys = new LocalKeys(given.id, around.timeline);
    this.#rotation = new LocalRotation(given.id);
    this.uuid = uuidFor(`event ${given.id}`);
    this.number = eventNumberFor(given.id);
    this.clock = eventClock(given);
    this.lists = new LocalLists(given.lists.map((list) => [list.id, list]));
    this.#salt = bytesFor(`salt of ${given.id}`, 16);
    this.#rules = rulesOf(given, this.clock);
  }

  static async open(given: ScenarioEvent, around: Surroundings): Promise<LocalEvent> {
    const event = new LocalEvent(given, around);
    for (const { id, status } of given.keys ?? [{ id: 'key' }]) await event.#keys.add(id, status ?? 'active');
    for (const ticket of given.tickets ?? []) event.#add(ticket, around.timeline.now - DAY_MS);
    return event;
  }

  /** It and the passes that are good at its doors. */
  get #accepted(): readonly LocalEvent[] {
    return [this, ...this.series.passes];
  }

  get start(): number {
    return this.#rules.times.start;
  }

  /** What the review needs to know of all tickets that are good at its doors. */
  known(): { tickets: ReadonlyMap<string, KnownTicket>; changes: readonly TicketChange[] } {
    const listed = this.#accepted.flatMap((event) => event.listed());
    return {
      tickets: new Map(listed.map((ticket) => [toHex(ticket.hash), recordOf(ticket, false)])),
      changes: this.#accepted.flatMap((event) => event.#changes),
    };
  }

  /** By which rules scans are reviewed. */
  doorRules(): DoorRules {
    const before = this.#accepted.flatMap((event) => event.lists.before.map((was) => ({ ...was, event })));
    const earlier = before.map(({ event, list, until }) => ({ list: event.#list(list), until }));
    return doorRulesOf(this.root(), earlier);
  }

  /** @param list as phones name it */
  hasList(list: string): boolean {
    return [...this.lists.keys()].some((id) => uuidFor(`${this.given.id}/${id}`) === list);
  }

  /** Whether a ticket, its hash in hexadecimal, is good at its doors. */
  knows(hash: string): boolean {
    return this.#accepted.some((event) => event.ticketWith(hash) !== null);
  }

  listed(): LocalTicket[] {
    return [...this.#tickets.values()].filter(({ given }) => given.listed !== false);
  }

  issue(ticket: ScenarioTicket): void {
    this.#add(ticket, this.#around.timeline.now);
  }

  setState(id: string, state: TicketState): void {
    const ticket = this.#ticket(id);
    ticket.state = state;
    this.#changed(ticket);
  }

  /** The next code is signed by the key that is active now. */
  reissue(id: string): void {
    const ticket = this.#ticket(id);
    ticket.generation += 1;
    ticket.signedBy.push({ from: ticket.generation, key: this.#keys.active() });
    this.#changed(ticket);
  }

  async rotateKey(id: string, notice: 'none' | 'day'): Promise<void> {
    await this.#keys.rotate(id, notice);
    this.#edits += 1;
  }

  endKey(id: string, status: 'list-only' | 'dead'): void {
    const key = this.#keys.get(id);
    if (key !== undefined) key.status = status;
    this.#edits += 1;
  }

  /** A new life of the database: positions begin anew in it. */
  restore(): void {
    this.#life += 1;
    this.#edits = 1;
  }

  editList(id: string, set: Partial<ScenarioEvent['lists'][number]>): void {
    this.lists.edit(id, set, this.#around.timeline.now);
    this.#edits += 1;
  }

  revoke(device: string): void {
    this.#revoked.add(device);
    this.#edits += 1;
  }

  async code(id: string, generation: number | null): Promise<Uint8Array> {
    const ticket = this.#ticket(id);
    const wanted = generation ?? ticket.generation;
    const signed = ticket.signedBy.findLast(({ from }) => from <= wanted);
    const key = this.#keys.get(signed?.key ?? '');
    if (key === undefined) throw new Error(`There is no key ${signed?.key}.`);
    const body = { kid: key.kid, event: this.number, ticket: ticket.number, class: ticket.class };
    return signTicketCode({ ...body, generation: wanted }, key.sign);
  }

  async codeText(id: string, generation: number | null): Promise<string> {
    return ticketCodeText(await this.code(id, generation));
  }

  shortCode(id: string, generation: number | null): string {
    const ticket = this.#ticket(id);
    return shortCodeText(this.#salt, ticket.hash, generation ?? ticket.generation);
  }

  async rotatingCode(id: string, generation: number | null, made: MadeBy) {
    return this.#rotation.textOf(await this.code(id, generation), made);
  }

  renewRotation(): void {
    this.#rotation.renew();
    this.#edits += 1;
  }

  /** Its number and those of its passes → the secret in use and the one before; none where no list asks for rotating codes. */
  rotationSecrets(): ReadonlyMap<number, readonly Uint8Array[]> {
    const isAsked = this.#accepted.some(({ lists }) => lists.askForRotation);
    return new Map(isAsked ? this.#accepted.map((event) => [event.number, event.#rotation.known()]) : []);
  }

  ticketWith(hash: string): string | null {
    for (const [id, ticket] of this.#tickets) if (toHex(ticket.hash) === hash) return id;
    return null;
  }

  /** The hash of the code that is alive, by which a proof is checked. */
  async codeHashOf(hash: string): Promise<Uint8Array | null> {
    const of = this.#accepted.find((event) => event.ticketWith(hash) !== null);
    const id = of?.ticketWith(hash) ?? null;
    return of === undefined || id === null ? null : codeHash(await of.code(id, null));
  }

  /** @param isWhole false: the rules are here, the tickets are still coming */
  manifest(isWhole: boolean): Manifest {
    const accepted = this.#accepted;
    const records = accepted.flatMap((event) => event.#records());
    const core = tableOf(CORE_SEGMENT, buildCore(records), isWhole);
    const inMedia = buildMedia(accepted.flatMap((event) => event.#media()));
    const media = tableOf(MEDIA_SEGMENT, inMedia, isWhole);
    const inLinks = accepted.flatMap((event) => event.#links());
    const links = tableOf(LINKS_SEGMENT, buildLinks(inLinks, records.length), isWhole);
    const parts = { core: core.references, media: media.references, links: links.references };
    const root = this.root({ ...noSegments, ...parts });
    return replaceRoot(null, root, { core: core.table, media: media.table, links: links.table });
  }

  /** The signed root, for a phone that trusts these keys. */
  signedRoot(door: LocalDoor, trusted: DoorKeys): Promise<Uint8Array> {
    const { segments } = this.manifest(true).root;
    const source: RootSource = {
      edits: () => this.#allEdits() + this.#life * 2 ** 32,
      rootAt: ({ edit, successor }) => {
        if (edit) this.#edits += 1;
        return { ...this.root(segments), successor };
      },
    };
    return this.#roots.blobFor(source, door, { trusted, now: this.#around.timeline.now });
  }

  root(segments: Root['segments'] = noSegments): Root {
    const issuedAt = this.#around.timeline.now;
    const secrets = this.rotationSecrets();
    const rotationOf = ({ number }: LocalEvent) => namedBy(secrets.get(number));
    return {
      event: this.number,
      name: this.given.name,
      position: this.position(this.#allEdits()),
      tickets: this.position(this.#allEdits()),
      issuedAt,
      notAfter: issuedAt + 3 * DAY_MS,
      wipeAfter: issuedAt + 14 * DAY_MS,
      successor: null,
      events: this.#accepted.map((event) => ({
        id: event.number,
        salt: event.#salt,
        keys: event.#keys.published(),
        rotation: event === this ? null : rotationOf(event),
      })),
      dates: this.series.dates,
      ...this.#rules,
      questions: this.#accepted.flatMap((event) => event.#questions(event !== this)),
      classes: this.#accepted.flatMap((event) => event.#classes()),
      lists: this.#accepted.flatMap((event) => [...event.lists.values()].map((list) => event.#list(list))),
      rotation: rotationOf(this),
      devices: devicesOf(this.#around.devices, this.#revoked),
      segments,
      ...withoutPeople,
    };
  }

  position(count: number): Position {
    return { start: this.#life, count };
  }

  /** Lists of a pass change with the pass. */
  #allEdits(): number {
    return this.#accepted.reduce((sum, event) => sum + event.#edits, 0);
  }

  #classes(): Root['classes'] {
    const classes = classesOf(this.given, this.clock, this.#windows);
    return classes.map((each) => ({ ...each, index: this.#around.behind + each.index }));
  }

  /** What a pass asks, it asks of its own tickets. */
  #questions(isOfPass: boolean): Root['questions'] {
    return this.#rules.questions.map((question) => {
      const named = question.classes.map((index) => this.#around.behind + index);
      const all = isOfPass ? this.#classes().map(({ index }) => index) : [];
      return { ...question, classes: named.length > 0 ? named : all };
    });
  }

  /** A list that names no classes is for all, those of the passes among them; `pass/class` is one of a pass. */
  #list({ classes, ...list }: ScenarioEvent['lists'][number]): Root['lists'][number] {
    const own = classes?.filter((name) => !name.includes('/'));
    const named = own === undefined ? list : { ...list, classes: own };
    const { events } = this.#around;
    const made = listOf(this.given, named, { clock: this.clock, windows: this.#windows, events });
    const ofPasses = this.series.passes.flatMap((pass) => {
      const prefix = `${pass.given.id}/`;
      const meant = classes?.flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
      return pass.#classes().filter(({ ticketType }) => meant?.includes(ticketType) ?? true);
    });
    const numbers = made.classes.map((index) => this.#around.behind + index);
    return { ...made, classes: [...numbers, ...ofPasses.map(({ index }) => index)] };
  }

  #add(given: ScenarioTicket, at: number): void {
    const number = bytesFor(`ticket ${given.id} of ${this.given.id}`, 8);
    const order = this.given.orders?.find(({ tickets }) => tickets.includes(given.id));
    const ticket: LocalTicket = {
      given,
      number,
      hash: ticketHash(this.#salt, number),
      class: this.#around.behind + this.#classFor(given),
      unpaid: given.unpaid ?? order?.paid === false,
      signedBy: [{ from: 0, key: given.key ?? this.#keys.active() }],
      state: given.state ?? 'good',
      generation: given.generation ?? 0,
    };
    this.#tickets.set(given.id, ticket);
    this.#changed(ticket, at);
  }

  /** A ticket with a window of its own gets a class of its own, as the server gives it. */
  #classFor({ class: id, validFrom, validUntil }: ScenarioTicket): number {
    const of = classIndex(this.given, id);
    if (validFrom === undefined && validUntil === undefined) return of;
    const window = {
      validFrom: this.clock.readOrNull(validFrom),
      validUntil: this.clock.readOrNull(validUntil),
    };
    const index = FIRST_WINDOW_CLASS + this.#windows.length;
    this.#windows.push({ of, index, ...window });
    return index;
  }

  #ticket(id: string): LocalTicket {
    const ticket = this.#tickets.get(id);
    if (ticket === undefined) throw new Error(`There is no ticket ${id}.`);
    return ticket;
  }

  #changed({ hash, generation, state, given }: LocalTicket, at = this.#around.timeline.now): void {
    this.#edits += 1;
    if (given.listed !== false) this.#changes.push({ ticket: toHex(hash), at, generation, state });
  }

  #records(): CoreRecord[] {
    return this.listed().map((ticket) => recordOf(ticket, this.#linksOf(ticket.given) !== null));
  }

  #links(): LinkRecord[] {
    return this.listed().flatMap(({ given, hash }) => {
      const links = this.#linksOf(given);
      return links === null ? [] : [{ hash, ...links }];
    });
  }

  #linksOf(ticket: ScenarioTicket): TicketLinks | null {
    const orders = (this.given.orders ?? []).map(({ tickets }) => tickets);
    const tickets = [...this.#tickets.values()].map(({ given }) => given);
    return linksOf(ticket, { orders, tickets, behind: this.#around.behind });
  }

  #media(): MediumRecord[] {
    return (this.given.media ?? []).map(({ text, tickets }) => ({
      hash: mediumHash(this.#salt, normaliseMediumText(text)),
      tickets: tickets.map((id) => this.#ticket(id).hash),
    }));
  }
}
