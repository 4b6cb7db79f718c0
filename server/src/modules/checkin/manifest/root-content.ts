import { createHash } from 'node:crypto';
import { toHex } from '@gatehouse/shared/bytes';
import { dateNumber, type Rule, renamed } from '@gatehouse/shared/checkin';
import { type Root, rootJson, type SegmentReference } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import { readLifeStart } from '../../../platform/database/life.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { AccessList, DoorSettings, Event, Events, Question } from '../../events/index.js';
import type { DoorClass, Ticketing } from '../../ticketing/index.js';
import { readSuccessor } from '../devices/door-key-succession.js';
import { readPeopleOfRoot } from '../people/index.js';
import { type Cut, type EventKey, readCut } from './cut.js';
import { readDoorDevices } from './door-devices.js';
import {
  asksForRotation,
  type OfPasses,
  readAcceptedEvents,
  readDateNumbers,
  readOfPasses,
  readOtherDates,
  readRotating,
} from './series-content.js';
import type { ManifestTables } from './tables.js';
import { zoneOffsets } from './zone-offsets.js';

/** All that a root says, beside its own position and times. */
export type RootContent = Omit<Root, 'position' | 'issuedAt' | 'notAfter' | 'wipeAfter'>;

export interface ContentDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/** Rules look at days around the event; outside of this the nearest offset counts. */
const offsetsAroundMs = 31 * 24 * 3600 * 1000;

/** What does not depend on the cut: the rules, names and keys of the event's door. */
export type DoorContent = Omit<
  RootContent,
  'tickets' | 'devices' | 'segments' | 'detailAt' | 'searchAt' | 'search'
>;

/**
 * What the event's root has to say now. The list must have been cut.
 * @throws AppError platform.not_found
 */
export async function readRootContent(
  trx: ClosedTransaction,
  deps: ContentDeps,
  key: EventKey,
): Promise<RootContent> {
  const { eventId } = key;
  const salt =
    (await deps.ticketing.readFeed(trx, eventId))?.salt ?? (await deps.ticketing.beginFeed(trx, key));
  const event = await deps.events.read(trx, eventId);
  const content = await readRotatingContent(trx, deps, { key, event, salt });
  const cut = await readCut(trx, eventId);
  if (!cut) throw new Error('The list of this event was not cut yet.');
  const people = await readPeopleOfRoot(trx, { eventId, allowed: event.namesOnPhones });
  return {
    ...content,
    ...people.fields,
    successor: await readSuccessor(trx),
    tickets: { start: cut.start, count: cut.count },
    devices: await readDoorDevices(trx, eventId),
    segments: { ...(await readReferences(trx, eventId, cut)), ...people.segments },
  };
}

/** With secrets for all codes that a list here wants to change: those that there are not yet are made first. */
async function readRotatingContent(
  trx: ClosedTransaction,
  deps: ContentDeps,
  { key, ...door }: { readonly key: EventKey; readonly event: Event; readonly salt: Uint8Array },
): Promise<DoorContent> {
  const content = await readDoorContent(trx, deps, door);
  const named = [content.rotation, ...content.events.slice(1).map(({ rotation }) => rotation)];
  if (!asksForRotation(content) || !named.includes(null)) return content;
  for (const eventId of await readRotating(trx, deps, key.eventId))
    await deps.ticketing.beginRotation(trx, { ...key, eventId });
  return readDoorContent(trx, deps, door);
}

/** @param door `salt`: of the hashes of the event's tickets */
export async function readDoorContent(
  trx: ClosedTransaction,
  { events, ticketing }: ContentDeps,
  { event, salt }: { readonly event: Event; readonly salt: Uint8Array },
): Promise<DoorContent> {
  const { passIds, places, classes, questions } = await readSettings(
    trx,
    { events, ticketing },
    { eventId: event.id },
  );
  const isRotating = asksForRotation(places);
  const rotation = isRotating ? await ticketing.readRotationId(trx, event.id) : undefined;
  return {
    event: event.publicNumber,
    name: event.name,
    successor: null,
    events: await readAcceptedEvents(trx, { events, ticketing }, { event, salt, passIds, isRotating }),
    dates: await readOtherDates(trx, { events }, { event, passIds }),
    ...timesOf(event),
    ...places,
    classes: classes.map(asRootClass),
    questions,
    rotation: rotation ?? null,
  };
}

/** The part of a root that decisions and reviews are made by. */
type RootRules = Pick<Root, 'times' | 'offsets' | 'lists' | 'gates' | 'classes' | 'questions'>;

/** A list as roots said it until it was changed (Unix milliseconds). */
interface EarlierList {
  readonly list: Root['lists'][number];
  readonly until: number;
}

/** The rules as they are now, and the lists as they were before. @throws AppError platform.not_found */
export async function readDoorRules(
  trx: ClosedTransaction,
  { events, ticketing }: ContentDeps,
  eventId: string,
): Promise<RootRules & { readonly earlier: readonly EarlierList[] }> {
  const { times, offsets } = timesOf(await events.read(trx, eventId));
  // Scans by a pass's list are reviewed with the pass.
  const before = await events.readEarlierLists(trx, eventId);
  const asked = { eventId, earlier: before.map(({ list }) => list) };
  const { own, places, classes, dates, questions } = await readSettings(trx, { events, ticketing }, asked);
  const { lists, gates } = places;
  const earlier = before.flatMap(({ list, until }) =>
    placesOf({ ...own, lists: [list] }, { classes, dates }).lists.map((was) => ({
      list: was,
      until: until.getTime(),
    })),
  );
  return { times, offsets, lists, gates, classes: classes.map(asRootClass), questions, earlier };
}

interface Settings {
  readonly own: DoorSettings;
  readonly passIds: readonly string[];
  readonly classes: readonly DoorClass[];
  /** As `readDateNumbers` has them, also for the rules of the lists as they were. */
  readonly dates: NamedInRules['dates'];
  readonly places: ReturnType<typeof placesOf>;
  readonly questions: Root['questions'];
}

/** What is set for an event, together with what passes bring to its door. */
async function readSettings(
  trx: ClosedTransaction,
  { events, ticketing }: ContentDeps,
  { eventId, earlier = [] }: { readonly eventId: string; readonly earlier?: readonly AccessList[] },
): Promise<Settings> {
  const own = await events.readDoorSettings(trx, eventId);
  const ofPasses = await readOfPasses(trx, { events }, eventId);
  const classes = await ticketing.readDoorClasses(trx, eventId);
  const lists = [...own.lists, ...ofPasses.lists];
  const dates = await readDateNumbers(trx, { events }, { eventId, lists: [...lists, ...earlier] });
  return {
    own,
    dates,
    passIds: ofPasses.passIds,
    classes,
    places: placesOf({ ...own, lists }, { classes, dates }),
    questions: questionsOf({ own, ofPasses }, classes),
  };
}

/** Tells two roots apart by what they say and who signs; the order of their parts is always the same. */
export function digestOf(content: RootContent, doorKey: Uint8Array): Buffer {
  return createHash('sha256').update(rootJson(content)).update(doorKey).digest();
}

function questionsOf(
  { own, ofPasses }: { readonly own: DoorSettings; readonly ofPasses: OfPasses },
  classes: readonly DoorClass[],
): Root['questions'] {
  const asked = own.questions.flatMap((question) => asRootQuestion(question, classes));
  // What a pass asks, it asks of its own tickets.
  const byPasses = ofPasses.questions.flatMap(({ passId, ...question }) => {
    const types = classes.filter(({ eventId }) => eventId === passId).map(({ ticketTypeId }) => ticketTypeId);
    const { ticketTypeIds } = question;
    const of = ticketTypeIds.length > 0 ? ticketTypeIds : types;
    return of.length === 0 ? [] : asRootQuestion({ ...question, ticketTypeIds: of }, classes);
  });
  return [...asked, ...byPasses];
}

/** When the event is, by which of its series, and what its clocks show around it. */
export function timesOf(event: Event): Pick<Root, 'times' | 'timeZone' | 'offsets'> {
  const start = toMs(event.startsAt) ?? 0;
  const admission = toMs(event.admissionAt);
  const end = toMs(event.endsAt);
  const fromMs = (admission ?? start) - offsetsAroundMs;
  const untilMs = (end ?? start) + offsetsAroundMs;
  return {
    times: { start, admission, end, date: event.seriesId === null ? null : dateNumber(event.publicNumber) },
    timeZone: event.timeZone,
    offsets: zoneOffsets(event.timeZone, { fromMs: Math.max(0, fromMs), untilMs }),
  };
}

/** A list that names a ticket type means also its tickets with a window of their own. */
function placesOf(
  { zones, gates, lists }: DoorSettings,
  known: NamedInRules,
): Pick<Root, 'lists' | 'zones' | 'gates'> {
  return {
    lists: lists.map(({ gateIds, classes: named, activeFrom, activeUntil, rule, ...options }) => ({
      ...options,
      classes: known.classes.filter(({ typeIndex }) => named.includes(typeIndex)).map(({ index }) => index),
      gates: gateIds,
      activeFrom: toMs(activeFrom),
      activeUntil: toMs(activeUntil),
      rule: rule === null ? null : asDoorRule(rule, known),
    })),
    zones: zones.map(({ id, name, capacity }) => ({ id, name, capacity })),
    gates: gates.map(({ id, name, fromZoneId, toZoneId }) => ({ id, name, from: fromZoneId, to: toZoneId })),
  };
}

interface NamedInRules {
  readonly classes: readonly DoorClass[];
  /** Date of the series → what gates call it. */
  readonly dates: ReadonlyMap<string, string>;
}

/**
 * Gates know ticket types by their names, which are unique in an event, and dates by their public numbers; a rule is
 * kept by the ids of both.
 */
export function asDoorRule(rule: Rule, { classes, dates }: NamedInRules): Rule {
  const types = new Map(classes.map(({ ticketTypeId, ticketType }) => [ticketTypeId, ticketType]));
  return renamed(rule, { ticket_type: types, date: dates });
}

/** Nobody is asked what belongs only to ticket types that gates do not know: without a class it would be everybody. */
function asRootQuestion(
  { ticketTypeIds, accessListIds, position: _, ...question }: Question,
  known: readonly DoorClass[],
): Root['questions'] {
  const classes = known
    .filter(({ ticketTypeId }) => ticketTypeIds.includes(ticketTypeId))
    .map(({ index }) => index);
  if (ticketTypeIds.length > 0 && classes.length === 0) return [];
  return [{ ...question, lists: accessListIds, classes }];
}

function asRootClass(known: DoorClass): Root['classes'][number] {
  const { index, label, colour, ticketType, texts, zoneIds, validFrom, validUntil } = known;
  return {
    index,
    label,
    colour,
    ticketType,
    variation: null,
    zones: zoneIds,
    validFrom: toMs(validFrom),
    validUntil: toMs(validUntil),
    texts,
  };
}

async function readReferences(
  trx: ClosedTransaction,
  eventId: string,
  cut: Cut,
): Promise<Pick<Root['segments'], 'core' | 'media' | 'links' | 'history'>> {
  // Of an earlier life of the database nothing leads on from the history.
  const history = cut.scansStart === (await readLifeStart(trx)) ? cut.history : [];
  const rows = await trx
    .$extendTables<ManifestTables>()
    .selectFrom('checkin.segment')
    .select(['sha256', 'count', sql<number>`octet_length(raw)`.as('length')])
    .where('eventId', '=', eventId)
    .where(sql<boolean>`sha256 = any(${[...cut.core, ...cut.media, ...cut.links, ...history]}::bytea[])`)
    .execute();
  const known = new Map(rows.map((row) => [toHex(row.sha256), row]));
  const reference = (sha256: Buffer): SegmentReference => {
    const row = known.get(toHex(sha256));
    if (!row) throw new Error('A segment of the present cut is missing.');
    return { sha256, length: row.length, count: row.count };
  };
  return {
    core: cut.core.map(reference),
    media: cut.media.map(reference),
    links: cut.links.map(reference),
    history: history.map(reference),
  };
}

/** Phones count from 1970: what lies before has begun, or has ended, all the same. */
function toMs(instant: string | Date | null): number | null {
  return instant === null ? null : Math.max(0, new Date(instant).getTime());
}
