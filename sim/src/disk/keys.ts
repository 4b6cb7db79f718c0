/** What IndexedDB takes as a key, as far as the phone uses it. */
export type Key = number | string | readonly Key[];

/** Numbers, then texts, then lists, as the standard orders them. */
export function compareKeys(a: Key, b: Key): number {
  const [first, second] = [kindOf(a), kindOf(b)];
  if (first !== second) return first - second;
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  return a < b ? -1 : Number(a > b);
}

function kindOf(key: Key): number {
  return typeof key === 'number' ? 1 : typeof key === 'string' ? 2 : 3;
}

function compareLists(a: readonly Key[], b: readonly Key[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    const order = compareKeys(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** @returns undefined where the value has no such key, which keeps it out of an index */
export function keyAt(value: unknown, path: string | readonly string[]): Key | undefined {
  if (typeof path === 'string') return keyOf(Reflect.get(value as object, path));
  const parts = path.map((part) => keyAt(value, part));
  return parts.every((part) => part !== undefined) ? (parts as Key[]) : undefined;
}

function keyOf(value: unknown): Key | undefined {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return Array.isArray(value) ? value : undefined;
}

export interface KeyRange {
  readonly lower: Key | undefined;
  readonly upper: Key | undefined;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

export function isRange(query: unknown): query is KeyRange {
  return typeof query === 'object' && query !== null && 'lowerOpen' in query;
}

/** @param query a key, a range, or nothing for all */
export function isWithin(key: Key, query: Key | KeyRange | null | undefined): boolean {
  if (query === null || query === undefined) return true;
  if (!isRange(query)) return compareKeys(key, query) === 0;
  const { lower, upper, lowerOpen, upperOpen } = query;
  if (lower !== undefined) {
    const order = compareKeys(key, lower);
    if (order < 0 || (order === 0 && lowerOpen)) return false;
  }
  if (upper === undefined) return true;
  const order = compareKeys(key, upper);
  return order < 0 || (order === 0 && !upperOpen);
}
