import { toHex } from '@gatehouse/shared/bytes';
import {
  type AcceptedRoot,
  type ApplyRefusal,
  applyPage,
  type DoorKeys,
  decodeTicketsPage,
  type HeldRoot,
  type Manifest,
  type Root,
  replaceRoot,
  type SegmentReference,
  type TicketsPage,
} from '@gatehouse/shared/manifest';
import { sha256, splitBlob } from '@gatehouse/shared/signing';
import { type PhoneDatabase, readValue, type StoredPage, type StoredRoots, valueKeys } from '../database.js';
import { type KeptList, keptOf, type RenewedList, renew } from './renewed-list.js';
import {
  addressesOf,
  type ListPart,
  openedAddressesOf,
  rootOf,
  storePage,
  storeRoot,
  storeSegments,
} from './stored-lists.js';
import { type OpenSegments, openCount, openParts, tablesOf } from './tables.js';

/** What the phone holds of one event, open in memory. */
export interface HeldList {
  /** Of the root in service. */
  manifest: Manifest | null;
  /** The newest root that was accepted: the one in service, or the one to come. */
  newest: { readonly root: Root; readonly held: HeldRoot } | null;
  readonly open: OpenSegments;
  /** What the next turn stores. */
  coming: Batch | null;
}

interface Batch {
  readonly parts: ListPart[];
  /** The addresses of those that made sense, once they are durable. */
  readonly taken: Promise<ReadonlySet<string>>;
}

/** The lists of all events: in memory to decide by, in IndexedDB to find again. Durable before it counts. */
export interface Lists {
  /** Opens what is kept. */
  load(): Promise<void>;
  events(): number[];
  manifestOf(event: number): Manifest | null;
  newestOf(event: number): HeldRoot | null;
  /** The newest root that was accepted, in service or still to come. */
  newestRootOf(event: number): Root | null;
  /** What the newest root calls the secrets of rotating codes, the event's own first; undefined: no root. */
  rotationsOf(event: number): readonly NamedSecret[] | undefined;
  /** The newest root that ever was here, also of an event that was given away and comes back. */
  lastSeenOf(event: number): HeldRoot | null;
  /** Of the newest root, 0 to 1. */
  progressOf(event: number): number;
  isComplete(event: number): boolean;
  /** Parts of the newest root that are not here, core first. */
  missingOf(event: number): SegmentReference[];
  /** Also pins the door keys that it names. */
  takeRoot(blob: Uint8Array, accepted: AcceptedRoot): Promise<void>;
  /** @param bytes whose address was checked; @returns false when they make no sense in their place */
  takeSegment(event: number, reference: SegmentReference, bytes: Uint8Array): Promise<boolean>;
  /** @returns why the page does not count, or null */
  takePage(page: TicketsPage, blob: Uint8Array): Promise<ApplyRefusal | 'no_list' | null>;
  /** What of the list in service is on the disk, to be looked at anew; null: no list, or another one is coming. */
  keptOf(event: number): Promise<KeptList | null>;
  /**
   * Takes the list in service anew: parts in the place of those on the disk, and pages in the place of all that were
   * laid over them. @returns false when what is held is newer by now
   */
  renew(event: number, anew: RenewedList): Promise<boolean>;
  /** The parts of the newest root's history, in its order; undefined where one is not here. */
  historyOf(event: number): Promise<readonly HistoryPartHeld[]>;
  /** Where the newest root names them. */
  historyPartsOf(event: number): readonly SegmentReference[];
  /** Keeps parts until the log takes them. @param parts whose addresses were checked */
  keepParts(parts: readonly ListPart[]): Promise<void>;
  dropParts(addresses: readonly string[]): Promise<void>;
  forget(event: number): Promise<void>;
  forgetAll(): Promise<void>;
}

/** The secret of an event's rotating codes, or of a pass's. */
export interface NamedSecret {
  /** The event's public number, or the pass's. */
  readonly event: number;
  /** Null: no list here asks for its codes. */
  readonly name: Uint8Array | null;
}

export interface HistoryPartHeld {
  readonly reference: SegmentReference;
  readonly bytes: Uint8Array | undefined;
}

export interface ListsOptions {
  readonly database: PhoneDatabase;
  readonly onChange: () => void;
  /** A root named whom to trust from now on; that is already kept. */
  readonly onDoorKeys: (keys: DoorKeys) => void;
}

export function createLists({ database, onChange, onDoorKeys }: ListsOptions): Lists {
  let held = new Map<number, HeldList>();
  let seen: ReadonlyMap<number, HeldRoot> = new Map();
  let last: Promise<unknown> = Promise.resolve();

  /** One change after the other, so that what is in memory is what was stored last. */
  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = last.then(change, change).finally(onChange);
    last = turn.catch(() => undefined);
    return turn;
  }

  function listOf(event: number): HeldList {
    const list = held.get(event) ?? { manifest: null, newest: null, open: new Map(), coming: null };
    held.set(event, list);
    return list;
  }

  const historyPartsOf = (event: number) => held.get(event)?.newest?.root.segments.history ?? [];

  /** Parts that come while the disk is busy go to it together: it takes as long for one as for twenty. */
  function beginBatch(event: number): Batch {
    const parts: ListPart[] = [];
    const taken = inTurn(() => {
      const list = listOf(event);
      list.coming = null;
      return takeParts(database, [event, list], parts);
    });
    return { parts, taken };
  }

  return {
    load: () =>
      inTurn(async () => {
        // What is in memory serves until all of it has been read: a scan may come meanwhile.
        held = await readLists(database);
        seen = await readSeen(database);
      }),
    ...looksAt(() => held),
    lastSeenOf: (event) => held.get(event)?.newest?.held ?? seen.get(event) ?? null,
    takeRoot: (blob, { root, position, digest, keys }) =>
      inTurn(async () => {
        await storeRoot(database, blob, { root, keys });
        onDoorKeys(keys);
        const list = listOf(root.event);
        list.newest = { root, held: { position, digest } };
        serve(list);
      }),
    async takeSegment(event, reference, bytes) {
      const address = toHex(reference.sha256);
      const list = listOf(event);
      list.coming ??= beginBatch(event);
      list.coming.parts.push({ address, bytes });
      return (await list.coming.taken).has(address);
    },
    keptOf: (event) => keptOf(database, held.get(event)),
    renew: (event, anew) => inTurn(() => renew(database, held.get(event), anew)),
    takePage: (page, blob) => inTurn(() => takePage(database, held.get(page.event), { page, blob })),
    ...keptHistories(database, historyPartsOf),
    forget: (event) =>
      inTurn(async () => {
        const newest = held.get(event)?.newest?.held;
        if (newest) seen = new Map([...seen, [event, newest]]);
        await forgetEvent(database, event, seen);
        held.delete(event);
      }),
    forgetAll: () =>
      inTurn(async () => {
        held.clear();
        seen = new Map();
        await forgetEvents(database);
      }),
  };
}

type Looks =
  | 'events'
  | 'manifestOf'
  | 'newestOf'
  | 'newestRootOf'
  | 'rotationsOf'
  | 'progressOf'
  | 'isComplete'
  | 'missingOf';

function secretsNamedBy(root: Root | undefined): readonly NamedSecret[] | undefined {
  if (root === undefined) return undefined;
  const passes = root.events.filter(({ id }) => id !== root.event);
  const own = { event: root.event, name: root.rotation };
  return [own, ...passes.map(({ id, rotation }) => ({ event: id, name: rotation }))];
}

/** What can be said of the lists without changing any. */
function looksAt(held: () => ReadonlyMap<number, HeldList>): Pick<Lists, Looks> {
  return {
    events: () => [...held().keys()],
    manifestOf: (event) => held().get(event)?.manifest ?? null,
    newestOf: (event) => held().get(event)?.newest?.held ?? null,
    newestRootOf: (event) => held().get(event)?.newest?.root ?? null,
    rotationsOf: (event) => secretsNamedBy(held().get(event)?.newest?.root),
    progressOf: (event) => progressOf(held().get(event)),
    isComplete: (event) => isComplete(held().get(event)),
    missingOf: (event) => missingOf(held().get(event)),
  };
}

/** The parts of histories, which wait here until the log takes them. */
function keptHistories(
  database: PhoneDatabase,
  historyPartsOf: Lists['historyPartsOf'],
): Pick<Lists, 'historyPartsOf' | 'historyOf' | 'keepParts' | 'dropParts'> {
  return {
    historyPartsOf,
    async historyOf(event) {
      const references = historyPartsOf(event);
      const addresses = references.map(({ sha256: address }) => toHex(address));
      const parts = await database.segments.bulkGet(addresses);
      return references.map((reference, index) => ({ reference, bytes: parts[index]?.bytes }));
    },
    async keepParts(parts) {
      await database.segments.bulkPut(parts);
    },
    dropParts: (addresses) => database.segments.bulkDelete([...addresses]),
  };
}

/** @returns the addresses of those that make sense in their places */
async function takeParts(
  database: PhoneDatabase,
  [event, list]: readonly [number, HeldList],
  parts: readonly ListPart[],
): Promise<ReadonlySet<string>> {
  const opened = openParts(list.newest?.root ?? null, parts);
  const fitting = parts.filter(({ address }) => opened.has(address));
  if (fitting.length > 0) await storeSegments(database, event, fitting);
  for (const [address, segment] of opened) list.open.set(address, segment);
  serve(list);
  return new Set(opened.keys());
}

async function takePage(
  database: PhoneDatabase,
  list: HeldList | undefined,
  { page, blob }: { readonly page: TicketsPage; readonly blob: Uint8Array },
): Promise<ApplyRefusal | 'no_list' | null> {
  if (!list?.manifest) return 'no_list';
  const applied = applyPage(list.manifest, page);
  if (!applied.ok) return applied.reason;
  await storePage(database, page, blob);
  list.manifest = applied.value;
  return null;
}

async function readSeen(database: PhoneDatabase): Promise<Map<number, HeldRoot>> {
  return new Map((await readValue<[number, HeldRoot][]>(database, valueKeys.rootsSeen)) ?? []);
}

async function readLists(database: PhoneDatabase): Promise<Map<number, HeldList>> {
  const held = new Map<number, HeldList>();
  for (const stored of await database.roots.toArray()) {
    const pages = await database.pages.where(':id').between([stored.event], [stored.event, []]).toArray();
    held.set(stored.event, await openStored(database, stored, pages));
  }
  return held;
}

async function openStored(
  database: PhoneDatabase,
  { current, next }: StoredRoots,
  pages: readonly StoredPage[],
): Promise<HeldList> {
  const list: HeldList = { manifest: null, newest: null, open: new Map(), coming: null };
  for (const blob of [current, next]) {
    const root = rootOf(blob);
    if (root === null || blob === null) continue;
    const missing = openedAddressesOf(root).filter((address) => !list.open.has(address));
    const parts = (await database.segments.bulkGet(missing)).filter((part) => part !== undefined);
    for (const [address, segment] of openParts(root, parts)) list.open.set(address, segment);
    list.newest = { root, held: { position: root.position, digest: sha256(blob) } };
    serve(list);
  }
  for (const { bytes } of pages) replay(list, bytes);
  return list;
}

/** Its signature was checked when it came. What no longer fits is left alone: the next request asks behind it. */
function replay(list: HeldList, blob: Uint8Array): void {
  const page = decodeTicketsPage(splitBlob(blob).body);
  if (list.manifest === null || !page.ok) return;
  const applied = applyPage(list.manifest, page.value);
  if (applied.ok) list.manifest = applied.value;
}

/** The same choice as in the store: the newest root when it is complete, or when no complete one is in service. */
function serve(list: HeldList): void {
  const { manifest, newest, open } = list;
  if (newest === null) return;
  const isReady = openCount(newest.root, open) === addressesOf(newest.root).length;
  const servesWhole =
    manifest !== null && openCount(manifest.root, open) === addressesOf(manifest.root).length;
  const isServed = manifest !== null && manifest.root.position.count === newest.root.position.count;
  if (isServed && manifest.root.position.start === newest.root.position.start) {
    list.manifest = { ...manifest, ...tablesOf(newest.root, open) };
  } else if (isReady || !servesWhole) {
    list.manifest = replaceRoot(manifest, newest.root, tablesOf(newest.root, open));
  } else return;
  const used = new Set(openedAddressesOf(newest.root));
  for (const address of open.keys()) if (!used.has(address)) open.delete(address);
}

function progressOf(list: HeldList | undefined): number {
  if (!list?.newest) return 0;
  return openCount(list.newest.root, list.open) / addressesOf(list.newest.root).length;
}

/** Whether the list in service is whole. */
function isComplete(list: HeldList | undefined): boolean {
  if (!list?.manifest) return false;
  return openCount(list.manifest.root, list.open) === addressesOf(list.manifest.root).length;
}

function missingOf(list: HeldList | undefined): SegmentReference[] {
  if (!list?.newest) return [];
  const { core, media, links } = list.newest.root.segments;
  return [...core, ...media, ...links].filter(({ sha256: address }) => !list.open.has(toHex(address)));
}

async function forgetEvents(database: PhoneDatabase): Promise<void> {
  const { roots, segments, pages, values } = database;
  await database.transaction('rw', roots, segments, pages, values, async () => {
    await Promise.all([roots.clear(), segments.clear(), pages.clear(), values.delete(valueKeys.rootsSeen)]);
  });
}

/** Who may say which events a phone serves does not get yesterday's list past it by that. */
async function forgetEvent(
  database: PhoneDatabase,
  event: number,
  seen: ReadonlyMap<number, HeldRoot>,
): Promise<void> {
  const { roots, pages, values } = database;
  await database.transaction('rw', roots, pages, values, async () => {
    await values.put({ key: valueKeys.rootsSeen, value: [...seen] });
    await roots.delete(event);
    await pages.where(':id').between([event], [event, []]).delete();
  });
}
