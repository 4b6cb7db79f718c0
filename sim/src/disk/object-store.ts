import { namesOf, type Query } from './factory.js';
import { isRange, type Key, keyAt } from './keys.js';
import { type Found, find, type Stored, type StoreShape, without, withRecord } from './records.js';
import { newRequest, type OpenTransaction, type SimRequest } from './transaction.js';

/** `IDBObjectStore` within one transaction. */
export function storeOf(transaction: OpenTransaction, shape: StoreShape): object {
  const { name, keyPath } = shape;
  const ask = (work: () => unknown) => transaction.ask(newRequest(), work);
  const write = (value: unknown, mayReplace: boolean) => {
    refuseReading(transaction);
    const key = keyAt(value, keyPath);
    if (key === undefined) throw new DOMException('the record has no key', 'DataError');
    // Taken now: who gave it may change it afterwards.
    const stored: Stored = { key, value: structuredClone(value) };
    return ask(() => {
      const records = withRecord(transaction.recordsOf(name), stored, mayReplace);
      if (records === null) throw new DOMException('the key is taken', 'ConstraintError');
      transaction.write(name, records);
      return key;
    });
  };
  return {
    ...reading(transaction, shape, null),
    name,
    keyPath,
    autoIncrement: false,
    indexNames: namesOf(shape.indexes.keys()),
    index: (index: string) => indexOf(transaction, shape, index),
    add: (value: unknown) => write(value, false),
    put: (value: unknown) => write(value, true),
    delete(query: Query) {
      refuseReading(transaction);
      return ask(() => {
        transaction.write(name, without(transaction.recordsOf(name), query as Key));
        return undefined;
      });
    },
    clear() {
      refuseReading(transaction);
      return ask(() => transaction.write(name, []));
    },
  };
}

function refuseReading({ begun }: OpenTransaction): void {
  if (begun.mode === 'readonly') throw new DOMException('the transaction only reads', 'ReadOnlyError');
}

function indexOf(transaction: OpenTransaction, shape: StoreShape, name: string): object {
  const index = shape.indexes.get(name);
  if (index === undefined) throw new DOMException(`there is no index ${name}`, 'NotFoundError');
  return { ...index, ...reading(transaction, shape, index.keyPath) };
}

/** What a store and an index have in common. @param path of the index; null: the store itself */
function reading(transaction: OpenTransaction, { name }: StoreShape, path: StoreShape['keyPath'] | null) {
  const ask = (work: () => unknown) => transaction.ask(newRequest(), work);
  const found = (query: Query) => find(transaction.recordsOf(name), path, query);
  const first = (query: Query, limit?: number) => found(query).slice(0, limit ?? undefined);
  const cursor = (query: Query, direction: string, hasValues: boolean) =>
    openCursor(transaction, { found: () => found(query), direction, hasValues });
  return {
    get: (query: Query) => ask(() => structuredClone(found(query)[0]?.value)),
    getKey: (query: Query) => ask(() => found(query)[0]?.primaryKey),
    getAll: (query?: Query, limit?: number) =>
      ask(() => first(query, limit).map(({ value }) => structuredClone(value))),
    getAllKeys: (query?: Query, limit?: number) =>
      ask(() => first(query, limit).map(({ primaryKey }) => primaryKey)),
    count: (query?: Query) => ask(() => found(query).length),
    openCursor: (query?: Query, direction = 'next') => cursor(query, direction, true),
    openKeyCursor: (query?: Query, direction = 'next') => cursor(query, direction, false),
  };
}

interface Walk {
  readonly found: () => Found[];
  readonly direction: string;
  readonly hasValues: boolean;
}

/** `IDBCursor`: it sees the records as they were when it was opened, but for those that have gone. */
function openCursor(transaction: OpenTransaction, { found, direction, hasValues }: Walk): SimRequest {
  const request = newRequest();
  let left: Found[] | null = null;
  const step = (skipped: (found: Found) => boolean) => {
    left ??= direction.startsWith('prev') ? found().reverse() : found();
    while (left[0] !== undefined && skipped(left[0])) left.shift();
    const [at] = left;
    if (at === undefined) return null;
    const { key, primaryKey } = at;
    Object.assign(cursor, { key, primaryKey, value: hasValues ? structuredClone(at.value) : undefined });
    return cursor;
  };
  const again = (skipped: (found: Found) => boolean) =>
    transaction.ask(request, () => {
      left?.shift();
      return step(skipped);
    });
  const isBehind = (key: unknown) => (at: Found) =>
    key !== undefined && !isRange(key) && JSON.stringify(at.key) !== JSON.stringify(key) && before(at, key);
  const before = ({ key }: Found, wanted: unknown) =>
    direction.startsWith('prev') ? key > (wanted as Key) : key < (wanted as Key);
  const cursor = {
    source: null,
    direction,
    request,
    continue: (key?: Key) => void again(isBehind(key)),
    continuePrimaryKey: (key: Key) => void again(isBehind(key)),
    advance(count: number) {
      left?.splice(0, count - 1);
      again(() => false);
    },
  };
  return transaction.ask(request, () => step(() => false));
}
