import { concatBytes, toUtf8 } from '@gatehouse/shared/bytes';
import type { Decision } from '@gatehouse/shared/checkin';
import { decodeRow, type LogRow, rowHash } from '@gatehouse/shared/log';
import {
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  type Manifest,
  MEDIA_SEGMENT,
  noSegments,
  openTable,
  type Root,
  referenceTo,
  replaceRoot,
  type SegmentKind,
  withoutPeople,
} from '@gatehouse/shared/manifest';
import type { Receipt, Review, ScansPage } from '@gatehouse/shared/protocol';
import {
  ed25519PublicKey,
  type Subtle,
  sha256,
  signEd25519,
  verifyEd25519Slowly,
} from '@gatehouse/shared/signing';
import {
  mediumHash,
  shortCodeText,
  signTicketCode,
  ticketCodeText,
  ticketHash,
} from '@gatehouse/shared/ticket-code';
import { noPeople, type PeopleSource } from '../../people/shown-people.js';
import type { Shift } from '../../phone.js';
import type { HeldLock } from '../../ports.js';
import type { Gateway, GatewayOptions, Shown } from '../gateway.js';
import { openGateway } from '../index.js';
import type { Disk } from './disk.js';

/** Of a batch that held all rows. */
export const everything = { from: 1, to: Number.MAX_SAFE_INTEGER };

export const EVENT = 4711;
export const LIST = '01900000-0000-7000-8000-0000000000e1';
const EVENT_ID = '01900000-0000-7000-8000-00000000ee01';
const START_MS = 1_800_000_000_000;
const salt = bytesOf('salt', 16);
const privateKey = bytesOf('ticket key', 32);
const sign = await signEd25519(crypto.subtle as Subtle, privateKey);

function bytesOf(name: string, length: number): Uint8Array {
  return sha256(toUtf8(name)).slice(0, length);
}

export const shift: Shift = { eventId: EVENT_ID, listId: LIST, gateId: null, direction: 'in' };

export function hashOf(ticket: string): Uint8Array {
  return ticketHash(salt, bytesOf(ticket, 8));
}

/** A pass that is good at this event, of another public number and with a salt of its own. */
export const PASS = 4712;
export const PASS_BAND = 'PASS-BAND';
const passSalt = bytesOf('pass salt', 16);
export const passHash = ticketHash(passSalt, bytesOf('pass', 8));

export async function passCode(): Promise<string> {
  const body = { kid: 3, event: PASS, ticket: bytesOf('pass', 8), generation: 0, class: 7 };
  return ticketCodeText(await signTicketCode(body, sign));
}

export function typedPassCode(): string {
  return shortCodeText(passSalt, passHash, 0);
}

/** The list of a date of a series: these tickets, and the pass. */
export function dateOf(tickets: readonly string[]): Manifest {
  const records = [...tickets.map(recordOf), { ...recordOf('pass'), hash: passHash }];
  const core = open(CORE_SEGMENT, buildCore(records));
  const band = { hash: mediumHash(passSalt, PASS_BAND), tickets: [passHash] };
  const media = open(MEDIA_SEGMENT, buildMedia([band]));
  const root = rootOf({ ...noSegments, core: core.references, media: media.references });
  const pass = { id: PASS, salt: passSalt, keys: root.events[0]?.keys ?? [], rotation: null };
  const accepting = { ...root, events: [...root.events, pass] };
  return replaceRoot(null, accepting, { core: core.table, media: media.table });
}

export async function codeOf(ticket: string, generation = 0): Promise<string> {
  const body = { kid: 3, event: EVENT, ticket: bytesOf(ticket, 8), generation, class: 7 };
  return ticketCodeText(await signTicketCode(body, sign));
}

export function typedCodeOf(ticket: string): string {
  return shortCodeText(salt, hashOf(ticket), 0);
}

export function recordOf(ticket: string): CoreRecord {
  const flags = {
    unpaid: false,
    goodThoughUnpaid: false,
    attention: false,
    answersMissing: true,
    linked: false,
  };
  const isUnpaid = ticket.startsWith('unpaid');
  return {
    hash: hashOf(ticket),
    class: 7,
    generation: 0,
    state: 'good',
    ...flags,
    unpaid: isUnpaid,
    entries: 0,
  };
}

function open(kind: SegmentKind, built: ReturnType<typeof buildCore>) {
  if (!built.ok) throw new Error(built.reason);
  const references = built.value.map((bytes) => referenceTo(kind, bytes));
  const table = openTable(kind, references, built.value);
  if (!table.ok) throw new Error(table.reason);
  return { references, table: table.value };
}

/** A list of these tickets; those that begin with `unpaid` are. */
export function manifestOf(tickets: readonly string[], questions: Root['questions'] = []): Manifest {
  const core = open(CORE_SEGMENT, buildCore(tickets.map(recordOf)));
  const media = open(MEDIA_SEGMENT, buildMedia([]));
  const segments = { ...noSegments, core: core.references, media: media.references };
  return replaceRoot(null, { ...rootOf(segments), questions }, { core: core.table, media: media.table });
}

/** A question that everybody is asked. */
export function questionOf(fields: Partial<Root['questions'][number]>): Root['questions'][number] {
  return {
    id: '01900000-0000-7000-8000-00000000a501',
    lists: [],
    classes: [],
    required: true,
    mode: 'asked',
    kind: 'text',
    label: 'Company',
    hint: null,
    options: [],
    min: null,
    max: null,
    ...fields,
  };
}

/** The root of a list that consists of these parts. */
export function rootOf(segments: Root['segments']): Root {
  const position = { start: 1_799_000_000, count: 1 };
  return {
    event: EVENT,
    name: 'Night',
    position,
    tickets: position,
    issuedAt: START_MS,
    notAfter: START_MS + 86_400_000,
    wipeAfter: START_MS + 864_000_000,
    successor: null,
    events: [
      {
        id: EVENT,
        salt,
        keys: [{ kid: 3, publicKey: ed25519PublicKey(privateKey), status: 'active' }],
        rotation: null,
      },
    ],
    dates: [],
    times: { start: START_MS, admission: null, end: null, date: null },
    timeZone: 'UTC',
    offsets: [],
    classes: [
      {
        index: 7,
        label: 'Day',
        colour: '#00aa55',
        ticketType: 'type',
        variation: null,
        zones: [],
        validFrom: null,
        validUntil: null,
        texts: ['Wristband: green'],
      },
    ],
    lists: [listOf()],
    zones: [],
    gates: [],
    questions: [],
    rotation: null,
    devices: [],
    segments,
    ...withoutPeople,
  };
}

function listOf(): Root['lists'][number] {
  return {
    id: LIST,
    name: 'Main entrance',
    classes: [7],
    gates: [],
    entry: 'single',
    maxEntries: null,
    persons: 'one',
    activeFrom: null,
    activeUntil: null,
    checkOutAt: null,
    dayStartsAt: '06:00',
    includeUnpaid: true,
    addOnMatch: false,
    notOnList: 'admit',
    byHand: 'confirm',
    byMedium: 'admit',
    rotation: 'off',
    rule: null,
  };
}

/** A phone whose process can die and start again, with clocks that stand still unless somebody moves them. */
export class TestPhone {
  readonly deviceId: string;
  wall = START_MS;
  monotonic = 1_000;
  profile: 'steward' | 'supervisor' | 'kiosk' = 'steward';
  manifest: Manifest;
  /** Of the event that it serves. */
  eventNumber = EVENT;
  rotationSecrets: readonly Uint8Array[] | null = null;
  people: PeopleSource = noPeople;
  disk: Disk;
  /** Of the process that runs now; another tab would hold it longer. */
  lock: { held: boolean; readonly waiting: HeldLock[] } = { held: false, waiting: [] };
  #gateway: Gateway | null = null;

  constructor(manifest: Manifest, device: string, disk: Disk) {
    this.manifest = manifest;
    this.disk = disk;
    this.deviceId = `01900000-0000-7000-8000-0000000000${device}`;
  }

  get gateway(): Gateway {
    if (this.#gateway === null) throw new Error('this phone is off');
    return this.#gateway;
  }

  options(): GatewayOptions {
    const { indexedDB, IDBKeyRange } = this.disk.port;
    return {
      ports: {
        indexedDb: { indexedDB, IDBKeyRange },
        crypto,
        wall: () => this.wall,
        monotonic: () => this.monotonic,
        hold: (lock) => this.#hold(lock),
      },
      identity: { deviceId: this.deviceId, profile: () => this.profile },
      manifests: {
        rotationSecretsOf: (event) => (event === this.eventNumber ? this.rotationSecrets : null),
        manifestOf: (event) => (event === this.eventNumber ? this.manifest : null),
        otherEvents: () => [{ id: EVENT, name: 'Night' }],
        eventNumberOf: (id) => (id === EVENT_ID ? this.eventNumber : null),
      },
      verify: verifyEd25519Slowly,
      people: this.people,
    };
  }

  async start(): Promise<Gateway> {
    this.#gateway = await openGateway(this.options());
    return this.#gateway;
  }

  /** The process dies at this moment; the next `start` finds what was committed. */
  async kill(): Promise<void> {
    this.disk.kill();
    this.disk = this.disk.next();
    this.lock = { held: false, waiting: [] };
    const before = this.#gateway;
    this.#gateway = null;
    this.monotonic = 1_000;
    // Nobody hears of it any more; only its timer has to end.
    await before?.close().catch(() => undefined);
  }

  wait(ms: number): void {
    this.wall += ms;
    this.monotonic += ms;
  }

  /** Shows the code and the verdict of it. */
  async see(text: string, input: Partial<Parameters<Gateway['scan']>[0]> = {}): Promise<Shown> {
    const shown = await this.gateway.scan({ text, how: 'camera', ...input }, shift);
    await this.gateway.markShown(shown.id);
    return shown;
  }

  async rows(): Promise<Uint8Array[]> {
    const { rows } = await this.gateway.rowsToSend(100_000, 0);
    return rows.map(({ bytes }) => bytes);
  }

  async decoded(): Promise<LogRow[]> {
    return (await this.rows()).map(decoded);
  }

  async receiptOf(watermark: number, fields: Partial<Receipt> = {}): Promise<Receipt> {
    const at = (await this.rows())[watermark - 1];
    return {
      device: this.deviceId,
      nonce: new Uint8Array(16),
      serverTime: this.wall,
      watermark,
      rowHash: at === undefined ? new Uint8Array(32) : rowHash(at),
      missing: [],
      ...fields,
    };
  }

  async #hold({ held, taken, ...rest }: HeldLock): Promise<void> {
    const { lock } = this;
    if (lock.held) {
      lock.waiting.push({ held, taken, ...rest });
      taken();
      return;
    }
    lock.held = true;
    await held();
    lock.held = false;
    await lock.waiting.shift()?.held();
  }
}

export function decoded(bytes: Uint8Array): LogRow {
  const row = decodeRow(bytes);
  if (!row.ok) throw new Error(row.reason);
  return row.value;
}

export const stands: Review = { standing: 'stands', sure: true, first: null, what: '' };

export function pageOf(from: number, rows: ScansPage['rows'], fields: Partial<ScansPage> = {}): ScansPage {
  return { event: EVENT, start: 1_799_000_000, from, to: from + Math.max(1, rows.length), rows, ...fields };
}

export function verdictOf({ decision }: Shown): Pick<Decision, 'result' | 'reason'> {
  return { result: decision.result, reason: decision.reason };
}

/** Bytes of a text that nothing of ours reads. */
export const junk = String.fromCharCode(...concatBytes(toUtf8('PASSPORT C01X00T47')));
