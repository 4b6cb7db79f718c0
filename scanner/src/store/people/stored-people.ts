import type { Position } from '@gatehouse/shared/manifest';
import type { PeopleKind } from '@gatehouse/shared/people';
import Dexie from 'dexie';
import type { PhoneDatabase, StoredPeopleFile, StoredPeoplePage, StoredPeopleSet } from '../database.js';

/** One kind of people's files of one event. */
export interface PeoplePlace {
  readonly event: number;
  readonly kind: PeopleKind;
}

/** The addresses of the files that are here, whichever root named them. */
export async function storedAddresses(
  database: PhoneDatabase,
  { event, kind }: PeoplePlace,
): Promise<Set<string>> {
  const keys = await database.peopleFiles
    .where(':id')
    .between(...all(event, kind))
    .primaryKeys();
  return new Set(keys.map(([, , address]) => address));
}

export async function readFile(
  database: PhoneDatabase,
  { event, kind }: PeoplePlace,
  address: string,
): Promise<Uint8Array | null> {
  return (await database.peopleFiles.get([event, kind, address]))?.bytes ?? null;
}

export function storeFile(database: PhoneDatabase, file: StoredPeopleFile): Promise<unknown> {
  return database.peopleFiles.put(file);
}

export function readSet(
  database: PhoneDatabase,
  { event, kind }: PeoplePlace,
): Promise<StoredPeopleSet | undefined> {
  return database.peopleSets.get([event, kind]);
}

/** Puts files in service that are all here, and lets go of those before them and of pages that they contain. */
export async function putInService(database: PhoneDatabase, set: StoredPeopleSet): Promise<void> {
  const { peopleFiles, peoplePages, peopleSets } = database;
  const { event, kind, at, addresses } = set;
  await database.transaction('rw', peopleFiles, peoplePages, peopleSets, async () => {
    const before = await peopleSets.get([event, kind]);
    await peopleSets.put(set);
    const here = await storedAddresses(database, set);
    const unused = [...here].filter((address) => !addresses.includes(address));
    await peopleFiles.bulkDelete(unused.map((address) => [event, kind, address]));
    const isOtherLife = before !== undefined && before.at.start !== at.start;
    const last = isOtherLife ? Dexie.maxKey : at.count;
    await peoplePages
      .where(':id')
      .between([event, kind, Dexie.minKey], [event, kind, last], true, true)
      .delete();
  });
}

export function readPages(
  database: PhoneDatabase,
  { event, kind }: PeoplePlace,
): Promise<StoredPeoplePage[]> {
  return database.peoplePages
    .where(':id')
    .between(...all(event, kind))
    .toArray();
}

/** A page takes the place of those whose range it contains. */
export async function storePage(database: PhoneDatabase, page: StoredPeoplePage): Promise<void> {
  const { peoplePages } = database;
  await database.transaction('rw', peoplePages, async () => {
    const held = await readPages(database, page);
    const contained = held.filter(({ from, to }) => from >= page.from && to <= page.to);
    await peoplePages.bulkDelete(contained.map(({ event, kind, to }) => [event, kind, to]));
    await peoplePages.put(page);
  });
}

/** How far people are known; null: their files are not all here. */
export async function heldTo(database: PhoneDatabase, place: PeoplePlace): Promise<Position | null> {
  const set = await readSet(database, place);
  if (set === undefined) return null;
  const last = (await readPages(database, place)).at(-1);
  return { start: set.at.start, count: Math.max(set.at.count, last?.to ?? 0) };
}

/** Everything of one kind, of an event. */
export async function forgetKind(database: PhoneDatabase, { event, kind }: PeoplePlace): Promise<void> {
  const { peopleFiles, peoplePages, peopleSets, searchKeys } = database;
  await database.transaction('rw', peopleFiles, peoplePages, peopleSets, searchKeys, async () => {
    await peopleFiles
      .where(':id')
      .between(...all(event, kind))
      .delete();
    await peoplePages
      .where(':id')
      .between(...all(event, kind))
      .delete();
    await peopleSets.delete([event, kind]);
    if (kind === 'search') await searchKeys.delete(event);
  });
}

export async function forgetEverybody(database: PhoneDatabase): Promise<void> {
  const { peopleFiles, peoplePages, peopleSets, searchKeys } = database;
  const tables = [peopleFiles, peoplePages, peopleSets, searchKeys];
  await database.transaction('rw', tables, async () => {
    await Promise.all([peopleFiles.clear(), peoplePages.clear(), peopleSets.clear(), searchKeys.clear()]);
  });
}

/** @returns the events of which anything of people is here */
export async function eventsWithPeople(database: PhoneDatabase): Promise<Set<number>> {
  const files = await database.peopleFiles.toCollection().primaryKeys();
  const pages = await database.peoplePages.toCollection().primaryKeys();
  const sets = await database.peopleSets.toCollection().primaryKeys();
  const keys = await database.searchKeys.toCollection().primaryKeys();
  return new Set([...[...files, ...pages, ...sets].map(([event]) => event), ...keys]);
}

function all(event: number, kind: PeopleKind): [unknown[], unknown[]] {
  return [
    [event, kind, Dexie.minKey],
    [event, kind, Dexie.maxKey],
  ];
}
