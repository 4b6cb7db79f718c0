import { fromBase64Url, toHex } from '@gatehouse/shared/bytes';
import {
  comparePositions,
  type Position,
  type Root,
  rootAge,
  type SegmentReference,
} from '@gatehouse/shared/manifest';
import { openDetailFile, openPeoplePage, type PeopleKind, readSearchHeader } from '@gatehouse/shared/people';
import type { PhoneDatabase } from '../database.js';
import { type EventName, type Fetched, fetchPart, type ListSource } from '../manifest/fetch-list.js';
import { askPage } from '../sync/ask-page.js';
import { dataOf } from '../sync/http.js';
import type { People } from './people.js';
import {
  forgetKind,
  heldTo,
  type PeoplePlace,
  putInService,
  readPages,
  readSet,
  storedAddresses,
  storeFile,
  storePage,
} from './stored-people.js';

export interface PeopleSource extends ListSource {
  readonly database: PhoneDatabase;
  readonly people: People;
  /** The phone's estimate of the time, milliseconds since 1970. */
  readonly now: () => number;
}

const NOT_FOUND = 404;
/** So many pages are fetched again as one, which the server makes of them. */
const MANY_PAGES = 50;
const done: Fetched = { ok: true };
const rootFirst: Fetched = { ok: false, reason: 'root_first' };

/** Whatever of an event's people is not here, and forgets what its newest root no longer names. */
export async function fetchPeople(source: PeopleSource, event: EventName): Promise<Fetched> {
  const root = source.lists.newestRootOf(event.number);
  if (root === null || rootAge(root, source.now()) === 'expired') return done;
  const key = await fetchSearchKey(source, event, root);
  if (!key.ok) return key;
  for (const kind of ['detail', 'search'] as const) {
    const fetched = await fetchKind(source, event, { kind, ...wishOf(root, kind) });
    if (!fetched.ok) return fetched;
  }
  return done;
}

/** What a root wants a phone to hold. */
interface Wish {
  readonly kind: PeopleKind;
  readonly at: Position | null;
  readonly references: readonly SegmentReference[];
}

function wishOf({ segments, detailAt, searchAt, search }: Root, kind: PeopleKind): Omit<Wish, 'kind'> {
  if (kind === 'detail') return { at: detailAt, references: segments.detail };
  return { at: search === null ? null : searchAt, references: segments.search };
}

async function fetchKind(source: PeopleSource, event: EventName, wish: Wish): Promise<Fetched> {
  const place = { event: event.number, kind: wish.kind };
  if (wish.at === null || wish.references.length === 0) return forgetUnnamed(source, place);
  emptyOf(source).delete(nameOf(place));
  const files = await fetchFiles(source, event, wish);
  return files.ok ? fetchPages(source, event, wish.kind) : files;
}

/** Places where nothing lies, so that a phone without names does not look there after all news. */
const empty = new WeakMap<PeopleSource, Set<string>>();

function emptyOf(source: PeopleSource): Set<string> {
  const known = empty.get(source) ?? new Set();
  empty.set(source, known);
  return known;
}

function nameOf({ event, kind }: PeoplePlace): string {
  return `${event} ${kind}`;
}

async function forgetUnnamed(source: PeopleSource, place: PeoplePlace): Promise<Fetched> {
  const { database, people } = source;
  if (emptyOf(source).has(nameOf(place))) return done;
  const isHere =
    (await readSet(database, place)) !== undefined || (await storedAddresses(database, place)).size;
  if (isHere) {
    await forgetKind(database, place);
    people.changed(place.event);
  }
  emptyOf(source).add(nameOf(place));
  return done;
}

/** Those that came before a cut are not asked for again; those before them serve until the last one is here. */
async function fetchFiles(
  source: PeopleSource,
  event: EventName,
  { kind, at, references }: Wish,
): Promise<Fetched> {
  const { database, lists, people } = source;
  const place = { event: event.number, kind };
  const addresses = references.map(({ sha256 }) => toHex(sha256));
  const served = await readSet(database, place);
  const isServed = served?.at.start === at?.start && served?.addresses.join() === addresses.join();
  if (at === null || (isServed && served?.at.count === at.count)) return done;
  const here = await storedAddresses(database, place);
  for (const [index, reference] of references.entries()) {
    const address = addresses[index] ?? '';
    if (here.has(address)) continue;
    const part = await fetchPart(source, event, reference);
    if (!('bytes' in part)) return part;
    // Who was revoked meanwhile has forgotten everything, and keeps nothing that was on its way.
    if (lists.newestRootOf(event.number) === null) return done;
    if (!isInPlace(kind, { references, index }, part.bytes))
      return { ok: false, reason: 'list', refusal: 'unreadable' };
    await storeFile(database, { ...place, address, bytes: part.bytes });
  }
  await putInService(database, { ...place, at, addresses });
  people.changed(event.number);
  return done;
}

function isGone(answer: Exclude<Fetched, { ok: true }>): boolean {
  return answer.reason === 'refused' && answer.status === NOT_FOUND;
}

function isInPlace(
  kind: PeopleKind,
  { references, index }: { readonly references: readonly SegmentReference[]; readonly index: number },
  bytes: Uint8Array,
): boolean {
  const opened = kind === 'detail' ? openDetailFile(bytes) : readSearchHeader(bytes);
  if (!opened.ok) return false;
  const { bits, index: own, count } = opened.value;
  return 2 ** bits === references.length && own === index && count === references[index]?.count;
}

/** What changed since the files were cut. A phone with many small pages asks for all of it anew, in few. */
async function fetchPages(source: PeopleSource, event: EventName, kind: PeopleKind): Promise<Fetched> {
  const { database, lists, people, verify } = source;
  const place = { event: event.number, kind };
  const isMany = (await readPages(database, place)).length > MANY_PAGES;
  let held = isMany ? ((await readSet(database, place))?.at ?? null) : await heldTo(database, place);
  for (;;) {
    const newest = lists.manifestOf(event.number)?.tickets;
    if (held === null || newest === undefined || held.start !== newest.start) return done;
    if (comparePositions(newest, held) <= 0) return done;
    const asked = await askPage(source, event, {
      path: `${kind}?start=${held.start}&from=${held.count}`,
      open: (blob, publicKey) => openPeoplePage(kind, blob, { publicKey, verify }),
    });
    if (!asked.ok) return isGone(asked) ? rootFirst : asked;
    if (asked.value === null || lists.newestRootOf(event.number) === null) return done;
    const { page, blob } = asked.value;
    const { event: number, start, from, to } = page;
    if (number !== event.number || start !== held.start || from > held.count || to <= held.count)
      return { ok: false, reason: 'list', refusal: 'unreadable' };
    await storePage(database, { ...place, from, to, bytes: blob });
    people.changed(event.number);
    held = { start, count: to };
  }
}

/** Asks only when the newest root names a key that is not here. */
async function fetchSearchKey(
  { api, database, lists, people }: PeopleSource,
  event: EventName,
  { search }: Root,
): Promise<Fetched> {
  if (search === null) return done;
  const stored = await database.searchKeys.get(event.number);
  if (stored !== undefined && (await people.takesKey(event.number, stored.sealed))) return done;
  const answer = await api.ask({ path: `/api/v1/device/events/${event.id}/secrets`, expects: 'json' });
  if (!answer.ok) return answer;
  const { search: text } = (dataOf(answer.bytes) ?? {}) as { search?: unknown };
  const sealed = typeof text === 'string' ? fromBase64Url(text) : null;
  // What does not open here opens nowhere; the next round asks again.
  const isHeld = lists.newestRootOf(event.number) !== null;
  if (sealed !== null && isHeld) await people.takesKey(event.number, sealed);
  return done;
}
