import { cloned } from './clone.js';
import type { Key, KeyRange } from './keys.js';
import { isRange, keyAt } from './keys.js';
import { type Found, find, namesOf, type Stored, type StoreShape, without, withRecord } from './records.js';
import { newRequest, type OpenTransaction, type SimRequest } from './transaction.js';

export type Query = Key | KeyRange | null | undefined;

/** What `IDBObjectStore` and `IDBIndex` have in common. */
class Readable {
  readonly name: string;
  readonly keyPath: string | readonly string[];
  protected readonly inside: OpenTransaction;
  readonly #store: string;
  /** Of the index; null: the store itself. */
  readonly #path: string | readonly string[] | null;

  constructor(inside: OpenTransaction, store: string, of: Pick<StoreShape, 'name' | 'keyPath'>) {
    this.inside = inside;
    this.#store = store;
    this.#path = of.name === store ? null : of.keyPath;
    this.name = of.name;
    this.keyPath = of.keyPath;
  }

  get(query: Query): SimRequest {
    return this.ask(() => cloned(this.#found(query)[0]?.value));
  }

  getKey(query: Query): SimRequest {
    return this.ask(() => this.#found(query)[0]?.primaryKey);
  }

  getAll(query?: Query, limit?: number): SimRequest {
    return this.ask(() => this.#first(query, limit).map(({ value }) => cloned(value)));
  }

  getAllKeys(query?: Query, limit?: number): SimRequest {
    return this.ask(() => this.#first(query, limit).map(({ primaryKey }) => primaryKey));
  }

  count(query?: Query): SimRequest {
    return this.ask(() => this.#found(query).length);
  }

  openCursor(query?: Query, direction = 'next'): SimRequest {
    return openCursor(this.inside, { found: () => this.#found(query), direction, hasValues: true });
  }

  openKeyCursor(query?: Query, direction = 'next'): SimRequest {
    return openCursor(this.inside, { found: () => this.#found(query), direction, hasValues: false });
  }

  protected ask(work: () => unknown): SimRequest {
    return this.inside.ask(newRequest(), work);
  }

  #found(query: Query): Found[] {
    return find(this.inside.recordsOf(this.#store), this.#path, query);
  }

  #first(query: Query, limit: number | undefined): Found[] {
    return this.#found(query).slice(0, limit ?? undefined);
  }
}

/** `IDBObjectStore` within one transaction. */
export class SimStore extends Readable {
  readonly autoIncrement = false;
  readonly #shape: StoreShape;

  constructor(inside: OpenTransaction, shape: StoreShape) {
    super(inside, shape.name, shape);
    this.#shape = shape;
  }

  get indexNames() {
    return namesOf(this.#shape.indexes.keys());
  }

  index(name: string): Readable {
    const index = this.#shape.indexes.get(name);
    if (index === undefined) throw new DOMException(`there is no index ${name}`, 'NotFoundError');
    return Object.assign(new Readable(this.inside, this.name, index), {
      unique: index.unique,
      multiEntry: index.multiEntry,
    });
  }

  add(value: unknown): SimRequest {
    return this.#write(value, false);
  }

  put(value: unknown): SimRequest {
    return this.#write(value, true);
  }

  delete(query: Key | KeyRange): SimRequest {
    return this.#change(() => this.inside.write(this.name, without(this.inside.recordsOf(this.name), query)));
  }

  clear(): SimRequest {
    return this.#change(() => this.inside.write(this.name, []));
  }

  #write(value: unknown, mayReplace: boolean): SimRequest {
    const key = keyAt(value, this.keyPath);
    if (key === undefined) throw new DOMException('the record has no key', 'DataError');
    // Taken now: who gave it may change it afterwards.
    const stored: Stored = { key, value: cloned(value) };
    return this.#change(() => {
      const records = withRecord(this.inside.recordsOf(this.name), stored, mayReplace);
      if (records === null) throw new DOMException('the key is taken', 'ConstraintError');
      this.inside.write(this.name, records);
      return key;
    });
  }

  #change(work: () => unknown): SimRequest {
    if (this.inside.begun.mode === 'readonly')
      throw new DOMException('the transaction only reads', 'ReadOnlyError');
    return this.ask(work);
  }
}

interface Walk {
  readonly found: () => Found[];
  readonly direction: string;
  readonly hasValues: boolean;
}

/** `IDBCursor`: it sees the records as they were when it was opened. */
function openCursor(transaction: OpenTransaction, { found, direction, hasValues }: Walk): SimRequest {
  const request = newRequest();
  let left: Found[] | null = null;
  const step = (skipped: (found: Found) => boolean) => {
    left ??= direction.startsWith('prev') ? found().reverse() : found();
    while (left[0] !== undefined && skipped(left[0])) left.shift();
    const [at] = left;
    if (at === undefined) return null;
    const { key, primaryKey } = at;
    Object.assign(cursor, { key, primaryKey, value: hasValues ? cloned(at.value) : undefined });
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
