import { toHex } from '@gatehouse/shared/bytes';
import type { KnownTicket, TicketChange, TicketState } from '@gatehouse/shared/checkin';
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
  noSegments,
  openTable,
  type Position,
  type Root,
  referenceTo,
  replaceRoot,
  type SegmentKind,
  type TicketLinks,
  withoutPeople,
} from '@gatehouse/shared/manifest';
import { ed25519PublicKey, type Sign, type Subtle, signEd25519 } from '@gatehouse/shared/signing';
import {
  codeHash,
  mediumHash,
  normaliseMediumText,
  rotatingCodeText,
  rotationId,
  rotationKey,
  shortCodeText,
  signTicketCode,
  ticketCodeText,
  ticketHash,
} from '@gatehouse/shared/ticket-code';
import type { ScenarioDevice, ScenarioEvent, ScenarioTicket } from '../scenario/schema.js';
import { type EventClock, eventClock } from '../scenario/times.js';
import type { MadeBy, Timeline } from '../world.js';
import { bytesFor, uint32For, uuidFor } from './ids.js';
import type { LocalDoor } from './local-door.js';
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

const FIRST_WINDOW_CLASS = 32_768;
const DAY_MS = 24 * 3_600_000;

interface LocalKey {
  readonly kid: number;
  readonly privateKey: Uint8Array;
  readonly sign: Sign;
  /** When it begins to sign. */
  readonly usableFrom: number;
  status: 'active' | 'list-only' | 'dead' | 'unpublished';
}

interface LocalTicket {
  readonly given: ScenarioTicket;
  readonly number: Uint8Array;
  readonly hash: Uint8Array;
  readonly class: number;
  readonly unpaid: boolean;
  /** Which key signed from which generation on. */
  readonly signedBy: { readonly from: number; readonly key: string }[];
  state: TicketState;
  generation: number;
}

/** One event as its organiser has it. */
export class LocalEvent {
  readonly given: ScenarioEvent;
  readonly uuid: string;
  readonly number: number;
  readonly clock: EventClock;
  /** When tickets were changed, for the review. */
  readonly changes: TicketChange[] = [];
  readonly lists: Map<string, ScenarioEvent['lists'][number]>;
  readonly #timeline: Timeline;
  readonly #devices: readonly ScenarioDevice[];
  readonly #salt: Uint8Array;
  readonly #rules: RootRules;
  readonly #keys = new Map<string, LocalKey>();
  readonly #tickets = new Map<string, LocalTicket>();
  readonly #windows: WindowClass[] = [];
  readonly #revoked = new Set<string>();
  readonly #roots = new LocalRoots();
  #life = 1;
  #edits = 1;
  /** How often the secret of the rotating codes was renewed. */
  #renewed = 0;

  private constructor(given: ScenarioEvent, devices: readonly ScenarioDevice[], timeline: Timeline) {
    this.given = given;
    this.uuid = uuidFor(`event ${given.id}`);
    this.number = uint32For(`event ${given.id}`);
    this.clock = eventClock(given);
    this.lists = new Map(given.lists.map((list) => [list.id, list]));
    this.#timeline = timeline;
    this.#devices = devices;
    this.#salt = bytesFor(`salt of ${given.id}`, 16);
    this.#rules = rulesOf(given, this.clock);
  }

  static async open(
    given: ScenarioEvent,
    devices: readonly ScenarioDevice[],
    timeline: Timeline,
  ): Promise<LocalEvent> {
    const event = new LocalEvent(given, devices, timeline);
    for (const { id, status } of given.keys ?? [{ id: 'key' }]) await event.#addKey(id, status ?? 'active');
    for (const ticket of given.tickets ?? []) event.#add(ticket, timeline.now - DAY_MS);
    return event;
  }

  get tickets(): ReadonlyMap<string, KnownTicket> {
    const known = [...this.#tickets.values()].filter(({ given }) => given.listed !== false);
    return new Map(known.map(({ hash, class: index }) => [toHex(hash), { class: index, entries: 0 }]));
  }

  issue(ticket: ScenarioTicket): void {
    this.#add(ticket, this.#timeline.now);
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
    ticket.signedBy.push({ from: ticket.generation, key: this.#activeKey() });
    this.#changed(ticket);
  }

  async rotateKey(id: string, notice: 'none' | 'day'): Promise<void> {
    const { now } = this.#timeline;
    for (const key of this.#keys.values())
      if (notice === 'none' && key.status === 'active') key.status = 'list-only';
    await this.#addKey(id, 'active', notice === 'day' ? now + DAY_MS : now);
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
    const list = this.lists.get(id);
    if (list !== undefined) this.lists.set(id, { ...list, ...set });
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

  async rotatingCode(id: string, generation: number | null, { at, by }: MadeBy) {
    const code = await this.code(id, generation);
    const number = { page: this.#renewed, 'old-page': this.#renewed - 1, stranger: -1 }[by];
    return rotatingCodeText(code, rotationKey(this.#secret(number), code), at);
  }

  renewRotation(): void {
    this.#renewed += 1;
    this.#edits += 1;
  }

  /** The secret in use and the one before; null where no list asks for rotating codes. */
  rotationSecrets(): readonly Uint8Array[] | null {
    if ([...this.lists.values()].every(({ rotation }) => (rotation ?? 'off') === 'off')) return null;
    const current = this.#secret(this.#renewed);
    return this.#renewed === 0 ? [current] : [current, this.#secret(this.#renewed - 1)];
  }

  #secret(number: number): Uint8Array {
    return bytesFor(`secret ${number} of ${this.given.id}`, 32);
  }

  ticketWith(hash: string): string | null {
    for (const [id, ticket] of this.#tickets) if (toHex(ticket.hash) === hash) return id;
    return null;
  }

  /** The hash of the code that is alive, by which a proof is checked. */
  async codeHashOf(hash: string): Promise<Uint8Array | null> {
    const id = this.ticketWith(hash);
    return id === null ? null : codeHash(await this.code(id, null));
  }

  /** @param isWhole false: the rules are here, the tickets are still coming */
  manifest(isWhole: boolean): Manifest {
    const records = this.#records();
    const core = build(CORE_SEGMENT, buildCore(records), isWhole);
    const media = build(MEDIA_SEGMENT, buildMedia(this.#media()), isWhole);
    const links = build(LINKS_SEGMENT, buildLinks(this.#links(), records.length), isWhole);
    const parts = { core: core.references, media: media.references, links: links.references };
    const root = this.root({ ...noSegments, ...parts });
    return replaceRoot(null, root, { core: core.table, media: media.table, links: links.table });
  }

  /** The signed root, for a phone that trusts these keys. */
  signedRoot(door: LocalDoor, trusted: DoorKeys): Promise<Uint8Array> {
    const { segments } = this.manifest(true).root;
    const source: RootSource = {
      edits: () => this.#edits + this.#life * 2 ** 32,
      rootAt: ({ edit, successor }) => {
        if (edit) this.#edits += 1;
        return { ...this.root(segments), successor };
      },
    };
    return this.#roots.blobFor(source, door, { trusted, now: this.#timeline.now });
  }

  root(segments: Root['segments'] = noSegments): Root {
    const issuedAt = this.#timeline.now;
    const [rotation] = this.rotationSecrets() ?? [];
    return {
      event: this.number,
      name: this.given.name,
      position: this.position(this.#edits),
      tickets: this.position(this.#edits),
      issuedAt,
      notAfter: issuedAt + 3 * DAY_MS,
      wipeAfter: issuedAt + 14 * DAY_MS,
      successor: null,
      events: [{ id: this.number, salt: this.#salt, keys: this.#publishedKeys() }],
      dates: [],
      ...this.#rules,
      classes: classesOf(this.given, this.clock, this.#windows),
      lists: [...this.lists.values()].map((list) =>
        listOf(this.given, list, { clock: this.clock, windows: this.#windows }),
      ),
      rotation: rotation === undefined ? null : rotationId(rotation),
      devices: devicesOf(this.#devices, this.#revoked),
      segments,
      ...withoutPeople,
    };
  }

  position(count: number): Position {
    return { start: this.#life, count };
  }

  async #addKey(id: string, status: LocalKey['status'], usableFrom = 0): Promise<void> {
    const privateKey = bytesFor(`key ${id} of ${this.given.id}`, 32);
    const sign = await signEd25519(globalThis.crypto.subtle as unknown as Subtle, privateKey);
    this.#keys.set(id, { kid: this.#keys.size, privateKey, sign, status, usableFrom });
  }

  #activeKey(): string {
    const { now } = this.#timeline;
    const active = [...this.#keys].filter(([, key]) => key.status === 'active' && key.usableFrom <= now);
    return active.at(-1)?.[0] ?? [...this.#keys.keys()][0] ?? 'key';
  }

  #publishedKeys(): Root['events'][number]['keys'] {
    return [...this.#keys.values()].flatMap(({ kid, privateKey, status }) =>
      status === 'unpublished' ? [] : [{ kid, publicKey: ed25519PublicKey(privateKey), status }],
    );
  }

  #add(given: ScenarioTicket, at: number): void {
    const number = bytesFor(`ticket ${given.id} of ${this.given.id}`, 8);
    const order = this.given.orders?.find(({ tickets }) => tickets.includes(given.id));
    const ticket: LocalTicket = {
      given,
      number,
      hash: ticketHash(this.#salt, number),
      class: this.#classFor(given),
      unpaid: given.unpaid ?? order?.paid === false,
      signedBy: [{ from: 0, key: given.key ?? this.#activeKey() }],
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

  #changed({ hash, generation, state, given }: LocalTicket, at = this.#timeline.now): void {
    this.#edits += 1;
    if (given.listed !== false) this.changes.push({ ticket: toHex(hash), at, generation, state });
  }

  #records(): CoreRecord[] {
    return [...this.#tickets.values()]
      .filter(({ given }) => given.listed !== false)
      .map(({ given, hash, class: index, generation, state, unpaid }) => ({
        hash,
        class: index,
        generation,
        state,
        unpaid,
        goodThoughUnpaid: given.goodThoughUnpaid ?? false,
        attention: given.attention ?? false,
        // As the server has it: nobody has answered ahead of the door.
        answersMissing: given.answersMissing ?? true,
        linked: this.#linksOf(given) !== null,
        entries: given.entries ?? 0,
      }));
  }

  #links(): LinkRecord[] {
    const listed = [...this.#tickets.values()].filter(({ given }) => given.listed !== false);
    return listed.flatMap(({ given, hash }) => {
      const links = this.#linksOf(given);
      return links === null ? [] : [{ hash, ...links }];
    });
  }

  /** As a server numbers groups: an order of one ticket is none. */
  #linksOf({ id, addOnTo }: ScenarioTicket): TicketLinks | null {
    const orders = (this.given.orders ?? []).map(({ tickets }) => (tickets.length > 1 ? tickets : []));
    const order = orders.findIndex((tickets) => tickets.includes(id)) + 1;
    const isParent = [...this.#tickets.values()].some(({ given }) => given.addOnTo === id);
    const parent = addOnTo ?? (isParent ? id : null);
    if (order === 0 && parent === null) return null;
    const role = addOnTo !== undefined ? 'add-on' : isParent ? 'parent' : 'member';
    return { order, parent: parent === null ? 0 : [...this.#tickets.keys()].indexOf(parent) + 1, role };
  }

  #media() {
    return (this.given.media ?? []).map(({ text, tickets }) => ({
      hash: mediumHash(this.#salt, normaliseMediumText(text)),
      tickets: tickets.map((id) => this.#ticket(id).hash),
    }));
  }
}

function build(kind: SegmentKind, built: ReturnType<typeof buildCore>, isWhole: boolean) {
  if (!built.ok) throw new Error(`The tickets of the file make no list: ${built.reason}.`);
  const references = built.value.map((bytes) => referenceTo(kind, bytes));
  const parts = built.value.map((bytes) => (isWhole ? bytes : null));
  const table = openTable(kind, references, parts);
  if (!table.ok) throw new Error(`The tickets of the file make no list: ${table.reason}.`);
  return { references, table: table.value };
}
