import { ED25519_KEY_BYTES, P256_KEY_BYTES, SHA256_BYTES } from '../signing/index.js';
import { ROTATION_ID_BYTES } from '../ticket-code/index.js';
import {
  anything,
  flag,
  hex,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  pair,
  type ShapeOf,
  sinceThen,
  text,
} from './shape.js';

const MAX_TIME_MS = 2 ** 48 - 1;
const SALT_BYTES = 16;
const SEARCH_KEY_ID_BYTES = 4;

/** Milliseconds since 1970. */
const instant = integer(0, MAX_TIME_MS);
const uint32 = integer(0, 2 ** 32 - 1);
const classIndex = integer(0, 0xffff);
const choice = oneOf('admit', 'confirm', 'refuse');
const position = object({ start: uint32, count: uint32 });

/** `list-only`: a row of exactly the code's generation is needed. */
const ticketKey = object({
  kid: integer(0, 15),
  publicKey: hex(ED25519_KEY_BYTES),
  status: oneOf('active', 'list-only', 'dead'),
});

/** An event whose codes are good here: this one, or a pass that includes it. */
const acceptedEvent = object({
  id: uint32,
  salt: hex(SALT_BYTES),
  keys: list(ticketKey),
  /** Names the secret of a pass's rotating codes, as `rotation` of the root names the event's own. Older roots name none. */
  rotation: sinceThen(nullable(hex(ROTATION_ID_BYTES)), null),
});

/** Another date of the same series, or a pass for other dates: its codes are not good here. */
const otherDate = object({
  id: uint32,
  /** Null: it is called what this one is called. */
  name: nullable(text),
  /** When what the codes are good for begins: of a date one moment, of a pass one for each of its dates. */
  starts: list(instant),
});

const ticketClass = object({
  index: classIndex,
  label: text,
  colour: text,
  ticketType: text,
  variation: nullable(text),
  zones: list(text),
  validFrom: nullable(instant),
  validUntil: nullable(instant),
  texts: list(text),
});

const accessList = object({
  id: text,
  name: text,
  classes: list(classIndex),
  gates: list(text),
  entry: oneOf('single', 'multiple', 're-entry'),
  maxEntries: nullable(integer(1, 254)),
  persons: oneOf('one', 'group'),
  activeFrom: nullable(instant),
  activeUntil: nullable(instant),
  checkOutAt: nullable(text),
  dayStartsAt: text,
  includeUnpaid: flag,
  addOnMatch: flag,
  notOnList: choice,
  byHand: choice,
  byMedium: choice,
  rotation: oneOf('off', 'preferred', 'required'),
  rule: anything,
});

const question = object({
  id: text,
  lists: list(text),
  classes: list(classIndex),
  required: flag,
  /** `shown`: the operator reads it, and nothing is written down. */
  mode: oneOf('asked', 'shown'),
  /** A word of another folder's table, or of a newer program's. */
  kind: text,
  label: text,
  hint: nullable(text),
  options: list(object({ id: text, label: text })),
  min: nullable(number),
  max: nullable(number),
});

const device = object({
  id: text,
  name: text,
  gate: nullable(text),
  profile: oneOf('steward', 'supervisor', 'kiosk'),
  publicKey: hex(P256_KEY_BYTES),
  status: oneOf('active', 'revoked'),
});

const segmentReference = object({ sha256: hex(SHA256_BYTES), length: uint32, count: uint32 });

/** Everything a phone needs to know of an event beside its tickets; only paired phones get it. */
export const rootShape = object({
  event: uint32,
  name: text,
  position,
  /** How far the tickets feed had come when the segments were cut. */
  tickets: position,
  issuedAt: instant,
  notAfter: instant,
  wipeAfter: instant,
  /** The door key that will sign after this one. */
  successor: nullable(hex(ED25519_KEY_BYTES)),
  events: list(acceptedEvent),
  /** So that a phone that serves one date sends people to theirs. Older roots, and events of no series, have none. */
  dates: sinceThen(list(otherDate), []),
  times: object({
    start: instant,
    admission: nullable(instant),
    end: nullable(instant),
    date: nullable(text),
  }),
  timeZone: text,
  offsets: list(pair(integer(-MAX_TIME_MS, MAX_TIME_MS), integer(-1440, 1440))),
  classes: list(ticketClass),
  lists: list(accessList),
  zones: list(object({ id: text, name: text, capacity: nullable(uint32) })),
  gates: list(object({ id: text, name: text, from: nullable(text), to: nullable(text) })),
  questions: list(question),
  /**
   * Names the secret of the event's rotating codes; null: no list asks for them. Another name makes a phone fetch what
   * it names, which is sealed to each phone by itself.
   */
  rotation: sinceThen(nullable(hex(ROTATION_ID_BYTES)), null),
  devices: list(device),
  segments: object({
    core: list(segmentReference),
    media: list(segmentReference),
    /** None of a server that does not know them. */
    links: sinceThen(list(segmentReference), []),
    /** All counting scans as of the position that the last of them names. */
    history: sinceThen(list(segmentReference), []),
    detail: sinceThen(list(segmentReference), []),
    search: sinceThen(list(segmentReference), []),
  }),
  /** As of which position of the tickets feed details were cut; null: there are none. Older roots have none. */
  detailAt: sinceThen(nullable(position), null),
  searchAt: sinceThen(nullable(position), null),
  /** Which key opens what is searched: a change makes the phone ask for it anew. Null: names are not allowed. */
  search: sinceThen(nullable(hex(SEARCH_KEY_ID_BYTES)), null),
});

/** Of an event whose phones get no names. */
export const withoutPeople = { detailAt: null, searchAt: null, search: null } as const;

export type Root = ShapeOf<typeof rootShape>;

/** Of an event whose list was not cut. */
export const noSegments: Root['segments'] = {
  core: [],
  media: [],
  links: [],
  history: [],
  detail: [],
  search: [],
};

export type SegmentReference = ShapeOf<typeof segmentReference>;
export type RootDevice = ShapeOf<typeof device>;
export type RootTicketKey = ShapeOf<typeof ticketKey>;
