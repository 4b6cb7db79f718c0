import { hash } from 'node:crypto';
import { concatBytes, equalBytes } from '@gatehouse/shared/bytes';
import type { AccessList } from '@gatehouse/shared/checkin';
import {
  buildCore,
  buildLinks,
  buildMedia,
  CORE_SEGMENT,
  type CoreRecord,
  LINKS_SEGMENT,
  type LinkRecord,
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
import type { Sign, Verify } from '@gatehouse/shared/signing';
import { rotationId, ticketHash } from '@gatehouse/shared/ticket-code';
import type { Random } from '../time/random.js';

const HOUR_MS = 3_600_000;

/** Ticket classes: who is let in, what belongs to a ticket, and who comes another day. */
export const classes = { day: 1, parking: 2, later: 3 } as const;

export interface DrawnKey {
  readonly kid: number;
  /** As the root says it; `unknown`: newer than the root. */
  readonly status: 'active' | 'list-only' | 'dead' | 'unknown';
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

export interface DrawnTicket {
  /** The 64 random bits. */
  readonly number: Uint8Array;
  readonly hash: Uint8Array;
  readonly class: number;
  /** What the phone's list says; null: nothing. */
  readonly record: CoreRecord | null;
  readonly parent: number;
}

/** One door with drawn rules, and the list that a phone has of it. */
export interface DrawnDoor {
  readonly event: number;
  readonly salt: Uint8Array;
  readonly opensAt: number;
  readonly keys: readonly DrawnKey[];
  readonly tickets: readonly DrawnTicket[];
  readonly list: Root['lists'][number];
  readonly hasLinks: boolean;
  readonly rotationSecret: Uint8Array;
  readonly manifest: Manifest;
}

export function drawDoor(random: Random): DrawnDoor {
  const door = {
    event: random.int(1, 1_000_000),
    salt: random.bytes(16),
    opensAt: 1_900_000_000_000,
    keys: (['dead', 'list-only', 'active', 'unknown'] as const).map((status, kid) =>
      drawnKey(random, { status, kid }),
    ),
    list: drawList(random),
    hasLinks: random.chance(0.6),
    rotationSecret: random.bytes(32),
  };
  const tickets = Array.from({ length: 10 }, (_, index) => drawTicket(random, door.salt, index));
  return { ...door, tickets, manifest: manifestOf({ ...door, tickets }) };
}

/** A signature that a hash stands in for: nobody here tries to break a real one. */
function signatureOf(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const half = hash('sha256', concatBytes(publicKey, message), 'buffer');
  return concatBytes(half, half);
}

function drawnKey(random: Random, { kid, status }: Pick<DrawnKey, 'kid' | 'status'>): DrawnKey {
  const publicKey = random.bytes(32);
  return { kid, status, publicKey, sign: async (message) => signatureOf(publicKey, message) };
}

export const verify: Verify = async ({ publicKey, signature, message }) =>
  equalBytes(signature, signatureOf(publicKey, message));

function drawList(random: Random): Root['lists'][number] {
  const isAddOnMatch = random.chance(0.4);
  return {
    id: 'list',
    name: 'Main',
    classes: isAddOnMatch ? [classes.parking] : random.pick([[classes.day], [classes.day, classes.later]]),
    gates: [],
    entry: random.pick(['single', 'single', 'multiple', 're-entry'] satisfies AccessList['entry'][]),
    maxEntries: null,
    persons: 'one',
    activeFrom: null,
    activeUntil: null,
    checkOutAt: null,
    dayStartsAt: '06:00',
    includeUnpaid: random.chance(0.5),
    addOnMatch: isAddOnMatch,
    notOnList: random.pick(['admit', 'confirm', 'refuse']),
    byHand: random.pick(['admit', 'confirm', 'confirm', 'refuse']),
    byMedium: 'admit',
    rotation: random.pick(['off', 'preferred', 'required']),
    rule: null,
  };
}

/** Three groups of a ticket and what belongs to it, and one that is alone. */
function drawTicket(random: Random, salt: Uint8Array, index: number): DrawnTicket {
  const number = random.bytes(8);
  const name = ticketHash(salt, number);
  const place = index % 3;
  const parent = index < 9 ? 1 + Math.floor(index / 3) : 0;
  const classIndex = place === 1 ? classes.parking : random.chance(0.8) ? classes.day : classes.later;
  const record: CoreRecord = {
    hash: name,
    class: classIndex,
    generation: random.int(0, 2),
    state: random.chance(0.8) ? 'good' : random.pick(['cancelled', 'blocked', 'held']),
    unpaid: random.chance(0.25),
    goodThoughUnpaid: false,
    attention: false,
    answersMissing: true,
    linked: parent > 0,
    entries: 0,
  };
  return { number, hash: name, class: classIndex, record: random.chance(0.85) ? record : null, parent };
}

export type Parts = Omit<DrawnDoor, 'manifest'>;

function manifestOf(door: Parts): Manifest {
  const records = door.tickets.flatMap(({ record }) => record ?? []);
  const core = segmentsOf(CORE_SEGMENT, buildCore(records), true);
  const links = segmentsOf(LINKS_SEGMENT, buildLinks(linksOf(door.tickets), records.length), door.hasLinks);
  const media = segmentsOf(MEDIA_SEGMENT, buildMedia([]), true);
  const parts = { core: core.references, media: media.references, links: links.references };
  const segments = { ...noSegments, ...parts };
  return replaceRoot(null, rootOf(door, segments), {
    core: core.table,
    media: media.table,
    links: links.table,
  });
}

function linksOf(tickets: readonly DrawnTicket[]): LinkRecord[] {
  return tickets.flatMap(({ hash: name, parent, class: index, record }, at) => {
    if (record === null || parent === 0) return [];
    const role: LinkRecord['role'] =
      index === classes.parking ? 'add-on' : at % 3 === 0 ? 'parent' : 'member';
    return [{ hash: name, order: parent, parent: role === 'member' ? 0 : parent, role }];
  });
}

export function segmentsOf(kind: SegmentKind, built: ReturnType<typeof buildCore>, isHere: boolean) {
  if (!built.ok) throw new Error(`The drawn tickets make no list: ${built.reason}.`);
  const references = built.value.map((bytes) => referenceTo(kind, bytes));
  const opened = openTable(
    kind,
    references,
    built.value.map((bytes) => (isHere ? bytes : null)),
  );
  if (!opened.ok) throw new Error(`The drawn tickets make no list: ${opened.reason}.`);
  return { references, table: opened.value };
}

export function rootOf(door: Parts, segments: Root['segments']): Root {
  const { event, salt, opensAt, keys, list, rotationSecret } = door;
  const position = { start: 1, count: 1 };
  return {
    event,
    name: 'Night',
    position,
    tickets: position,
    issuedAt: opensAt,
    notAfter: opensAt + 48 * HOUR_MS,
    wipeAfter: opensAt + 240 * HOUR_MS,
    successor: null,
    events: [
      {
        id: event,
        salt,
        keys: keys.flatMap(({ kid, publicKey, status }) =>
          status === 'unknown' ? [] : [{ kid, publicKey, status }],
        ),
        rotation: null,
      },
    ],
    dates: [],
    times: { start: opensAt, admission: null, end: null, date: null },
    timeZone: 'UTC',
    offsets: [],
    classes: [
      classOf(classes.day, null),
      classOf(classes.parking, null),
      classOf(classes.later, opensAt + HOUR_MS),
    ],
    lists: [list],
    zones: [],
    gates: [],
    questions: [],
    rotation: list.rotation === 'off' ? null : rotationId(rotationSecret),
    devices: [],
    segments,
    ...withoutPeople,
  };
}

function classOf(index: number, validFrom: number | null): Root['classes'][number] {
  const name = `class ${index}`;
  const words = { label: name, colour: '#000000', ticketType: name, variation: null, zones: [], texts: [] };
  return { index, ...words, validFrom, validUntil: null };
}

/** What belongs to nobody. */
export const nonsense = ['nothing', 'G:NOT A CODE', 'ABCD'];
