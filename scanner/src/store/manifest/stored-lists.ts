import { toHex } from '@gatehouse/shared/bytes';
import { type AcceptedRoot, decodeRoot, type Root, type TicketsPage } from '@gatehouse/shared/manifest';
import { splitBlob } from '@gatehouse/shared/signing';
import type { PhoneDatabase, StoredRoots } from '../database.js';
import { changeIdentity } from '../identity/identity.js';

/** A root that was checked when it came: its signature is not looked at again. */
export function rootOf(blob: Uint8Array | null): Root | null {
  const decoded = blob === null ? null : decodeRoot(splitBlob(blob).body);
  return decoded?.ok ? decoded.value : null;
}

/** The addresses of the parts that a list cannot serve without, core and media, in the root's order. */
export function addressesOf({ segments }: Root): string[] {
  return [...segments.core, ...segments.media].map(({ sha256 }) => toHex(sha256));
}

/** And of those that make it richer once they are here. */
export function openedAddressesOf(root: Root): string[] {
  return [...addressesOf(root), ...root.segments.links.map(({ sha256 }) => toHex(sha256))];
}

/** Whatever a root names is kept; a history only until the log has taken it. */
function namedAddressesOf(root: Root): string[] {
  return [...openedAddressesOf(root), ...root.segments.history.map(({ sha256 }) => toHex(sha256))];
}

/**
 * Takes a root that was accepted. It is in service at once when all its parts are here, or when the one in service
 * is not complete either; otherwise the old list goes on serving until the last part has come.
 */
export async function storeRoot(
  database: PhoneDatabase,
  blob: Uint8Array,
  { root: { event }, keys }: Pick<AcceptedRoot, 'root' | 'keys'>,
): Promise<void> {
  const { roots, segments, pages, values } = database;
  await database.transaction('rw', roots, segments, pages, values, async () => {
    const before = await roots.get(event);
    await roots.put({ event, current: before?.current ?? null, next: blob });
    await putInService(database, event);
    // In the same transaction, or a kill in between would leave a phone that knows the root and not whom it names.
    await changeIdentity(database, { doorKeys: keys });
  });
}

/** A part of a list, under its address. */
export interface ListPart {
  readonly address: string;
  readonly bytes: Uint8Array;
}

/** Takes parts whose addresses were checked, and the root that waited for them when the last one is among them. */
export async function storeSegments(
  database: PhoneDatabase,
  event: number,
  parts: readonly ListPart[],
): Promise<void> {
  const { roots, segments, pages } = database;
  await database.transaction('rw', roots, segments, pages, async () => {
    await segments.bulkPut(parts);
    await putInService(database, event);
  });
}

export async function storePage(
  database: PhoneDatabase,
  page: TicketsPage,
  bytes: Uint8Array,
): Promise<void> {
  const { event, start, to } = page;
  await database.pages.put({ event, start, to, bytes });
}

/** Within a transaction: whoever is killed here finds either the old list or the new one, with its pages. */
async function putInService(database: PhoneDatabase, event: number): Promise<void> {
  const stored = await database.roots.get(event);
  const next = rootOf(stored?.next ?? null);
  if (stored === undefined || next === null) return;
  const here = new Set(await database.segments.toCollection().primaryKeys());
  const isComplete = (root: Root) => addressesOf(root).every((address) => here.has(address));
  const current = rootOf(stored.current);
  if (!isComplete(next) && current !== null && isComplete(current)) return;
  await database.roots.put({ event, current: stored.next, next: null });
  await dropCoveredPages(database, next);
  await dropUnusedSegments(database, here);
}

/** The new list contains what they say, or they belong to a life of the server's database that is over. */
async function dropCoveredPages({ pages }: PhoneDatabase, { event, tickets }: Root): Promise<void> {
  const ofEvent = await pages.where(':id').between([event], [event, []]).primaryKeys();
  const covered = ofEvent.filter(([, start, to]) => start !== tickets.start || to <= tickets.count);
  await pages.bulkDelete(covered);
}

async function dropUnusedSegments({ roots, segments }: PhoneDatabase, here: Set<string>): Promise<void> {
  const used = new Set((await roots.toArray()).flatMap(addressesOfStored));
  await segments.bulkDelete([...here].filter((address) => !used.has(address)));
}

function addressesOfStored({ current, next }: StoredRoots): string[] {
  return [rootOf(current), rootOf(next)].flatMap((root) => (root === null ? [] : namedAddressesOf(root)));
}
