import { compareKeys, isWithin, type Key, type KeyRange, keyAt } from './keys.js';

export interface Stored {
  readonly key: Key;
  readonly value: unknown;
}

export interface IndexShape {
  readonly name: string;
  readonly keyPath: string | readonly string[];
  readonly unique: boolean;
  readonly multiEntry: boolean;
}

export interface StoreShape {
  readonly name: string;
  readonly keyPath: string | readonly string[];
  readonly indexes: Map<string, IndexShape>;
}

/** Ascending by key. Whoever changes it makes another one. */
export type Records = readonly Stored[];

/** @returns where the key is, or would be */
function placeOf(records: Records, key: Key): { readonly at: number; readonly isThere: boolean } {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = records[middle];
    if (found !== undefined && compareKeys(found.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  const there = records[low];
  return { at: low, isThere: there !== undefined && compareKeys(there.key, key) === 0 };
}

/** @returns null where the key is taken and must not be */
export function withRecord(records: Records, stored: Stored, mayReplace: boolean): Records | null {
  const { at, isThere } = placeOf(records, stored.key);
  if (isThere && !mayReplace) return null;
  return records.toSpliced(at, isThere ? 1 : 0, stored);
}

export function without(records: Records, query: Key | KeyRange): Records {
  return records.filter(({ key }) => !isWithin(key, query));
}

/** A record as an index or the store itself leads to it. */
export interface Found {
  readonly key: Key;
  readonly primaryKey: Key;
  readonly value: unknown;
}

export function find(
  records: Records,
  path: string | readonly string[] | null,
  query: Key | KeyRange | null | undefined,
): Found[] {
  if (path === null) {
    return records.flatMap(({ key, value }) => (isWithin(key, query) ? { key, primaryKey: key, value } : []));
  }
  return records
    .flatMap(({ key: primaryKey, value }) => {
      const key = keyAt(value, path);
      return key !== undefined && isWithin(key, query) ? { key, primaryKey, value } : [];
    })
    .sort((a, b) => compareKeys(a.key, b.key) || compareKeys(a.primaryKey, b.primaryKey));
}

/** The names of something, as the standard lists them. */
export function namesOf(things: Iterable<string>): string[] & { contains(name: string): boolean } {
  const names = [...things].sort();
  return Object.assign(names, { contains: (name: string) => names.includes(name) });
}
