import { toHex } from '@gatehouse/shared/bytes';
import { policyOf } from '@gatehouse/shared/door';
import {
  buildCore,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  MEDIA_SEGMENT,
  noSegments,
  type Position,
  type Root,
  referenceTo,
  signRoot,
  signTicketsPage,
  type TicketState,
  withoutPeople,
} from '@gatehouse/shared/manifest';
import type { Sign } from '@gatehouse/shared/signing';
import { codeHash, signTicketCode, ticketCodeText, ticketHash } from '@gatehouse/shared/ticket-code';
import { sha, simKey } from '../phone/crypto.js';

export interface TicketKey {
  readonly kid: number;
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
  readonly status: 'active' | 'list-only' | 'dead';
}

export function ticketKey(name: string, kid: number): TicketKey {
  return { kid, ...simKey(sha(new TextEncoder().encode(name))), status: 'active' };
}

export interface SoldTicket {
  /** The 64 random bits. */
  readonly number: Uint8Array;
  readonly record: CoreRecord;
  readonly kid: number;
  /** Where its last change lies in the feed. */
  readonly position: number;
}

export interface DatedChange {
  readonly ticket: string;
  readonly at: number;
  readonly generation: number;
  readonly state: TicketState;
}

/** An event as the database holds it; a change makes another one. */
export interface StoredEvent {
  readonly id: string;
  readonly number: number;
  readonly organisationId: string;
  readonly salt: Uint8Array;
  readonly startsAt: number;
  readonly list: Root['lists'][number];
  readonly keys: readonly TicketKey[];
  /** By their hashes in hexadecimal. */
  readonly tickets: ReadonlyMap<string, SoldTicket>;
  readonly feed: Position;
  readonly changes: readonly DatedChange[];
  readonly root: PublishedRoot | null;
}

export interface PublishedRoot {
  readonly root: Root;
  readonly blob: Uint8Array;
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

export const ticketClass = 7;

export function rootRules(event: Pick<StoredEvent, 'number' | 'salt' | 'startsAt' | 'list' | 'keys'>) {
  const { number, salt, startsAt, list, keys } = event;
  const published = keys.map(({ kid, publicKey, status }) => ({ kid, publicKey, status }));
  return {
    event: number,
    name: `Night ${number}`,
    issuedAt: startsAt,
    notAfter: startsAt + 2 * 86_400_000,
    wipeAfter: startsAt + 10 * 86_400_000,
    successor: null,
    events: [{ id: number, salt, keys: published, rotation: null }],
    dates: [],
    times: { start: startsAt, admission: null, end: null, date: null },
    timeZone: 'UTC',
    offsets: [],
    classes: [classRow],
    lists: [list],
    zones: [],
    gates: [],
    questions: [],
    rotation: null,
    ...withoutPeople,
  } satisfies Partial<Root>;
}

const classRow: Root['classes'][number] = {
  index: ticketClass,
  label: 'Day',
  colour: '#00aa55',
  ticketType: 'type',
  variation: null,
  zones: [],
  validFrom: null,
  validUntil: null,
  texts: [],
};

/** The rules that reviews go by. */
export function doorRules(event: StoredEvent) {
  return policyOf(rootRules(event), 'steward');
}

export function hashOf(event: Pick<StoredEvent, 'salt'>, number: Uint8Array): Uint8Array {
  return ticketHash(event.salt, number);
}

/** The code of a ticket, as of a generation and by a key. */
export async function codeOf(
  event: Pick<StoredEvent, 'number'>,
  ticket: { readonly number: Uint8Array; readonly generation: number },
  key: Pick<TicketKey, 'kid' | 'sign'>,
): Promise<Uint8Array> {
  const { number, generation } = ticket;
  const body = { kid: key.kid, event: event.number, ticket: number, generation, class: ticketClass };
  return signTicketCode(body, key.sign);
}

export const textOf = ticketCodeText;

/** SHA-256 of the present code. */
export async function presentCodeHash(event: StoredEvent, { number, record, kid }: SoldTicket) {
  const key = event.keys.find((one) => one.kid === kid);
  if (key === undefined) throw new Error('a ticket has no key');
  return Buffer.from(codeHash(await codeOf(event, { number, generation: record.generation }, key)));
}

/** Sells or changes one ticket. */
export function withTicket(
  event: StoredEvent,
  ticket: Omit<SoldTicket, 'position'>,
  at: number,
): StoredEvent {
  const { hash, generation, state } = ticket.record;
  const name = toHex(hash);
  const count = event.feed.count + 1;
  return {
    ...event,
    feed: { ...event.feed, count },
    tickets: new Map(event.tickets).set(name, { ...ticket, position: count }),
    changes: [...event.changes, { ticket: name, at, generation, state }],
  };
}

interface Publishing {
  readonly life: number;
  readonly sign: Sign;
  readonly devices: Root['devices'];
  /** Cuts the list anew; otherwise the parts stay, and pages say what changed. */
  readonly isCut: boolean;
}

/** Makes the next root. */
export async function publish(event: StoredEvent, to: Publishing): Promise<StoredEvent> {
  const before = event.root;
  const count = before?.root.position.start === to.life ? before.root.position.count + 1 : 1;
  const feed = event.feed.start === to.life ? event.feed : { start: to.life, count: event.feed.count };
  const isCut = to.isCut || before === null || before.root.tickets.start !== to.life;
  const parts = isCut ? cut([...event.tickets.values()]) : before;
  const root: Root = {
    ...rootRules(event),
    position: { start: to.life, count },
    tickets: isCut ? feed : (before?.root.tickets ?? feed),
    devices: to.devices,
    segments: 'root' in parts ? parts.root.segments : parts.segments,
  };
  const published = { root, blob: await signRoot(root, to.sign), parts: parts.parts };
  return { ...event, feed, root: published };
}

function cut(tickets: readonly SoldTicket[]): { segments: Root['segments']; parts: Map<string, Uint8Array> } {
  const core = built(buildCore(tickets.map(({ record }) => record)));
  const media = built(buildMedia([]));
  const segments = {
    ...noSegments,
    core: core.map((bytes) => referenceTo(CORE_SEGMENT, bytes)),
    media: media.map((bytes) => referenceTo(MEDIA_SEGMENT, bytes)),
  };
  return { segments, parts: new Map([...core, ...media].map((bytes) => [toHex(sha(bytes)), bytes])) };
}

function built(outcome: ReturnType<typeof buildCore>): Uint8Array[] {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

/** What changed since a position; null: nothing. */
export function ticketsPage(event: StoredEvent, from: number, sign: Sign): Promise<Uint8Array> | null {
  const { start, count: to } = event.feed;
  if (from >= to) return null;
  const tickets = [...event.tickets.values()]
    .filter(({ position }) => position > from)
    .map(({ record }) => record);
  return signTicketsPage({ event: event.number, start, from, to, tickets, media: [] }, sign);
}
