import type { Process } from '../time/loop.js';
import type { Disk, DiskDatabase } from './disk.js';
import { SimStore } from './object-store.js';
import { type IndexShape, namesOf, type StoreShape } from './records.js';
import { eventOf, newRequest, OpenTransaction, type SimRequest } from './transaction.js';

interface OpenRequest extends SimRequest {
  onupgradeneeded: ((event: unknown) => void) | null;
  onblocked: (() => void) | null;
}

/** `indexedDB` as one process sees it. */
export function factoryOf(disk: Disk, owner: Process): IDBFactory {
  return {
    open: (name: string, version?: number) => open({ disk, owner }, name, version),
    databases: async () => [...disk.databases.values()].map(({ name, version }) => ({ name, version })),
    cmp: () => 0,
  } as unknown as IDBFactory;
}

interface Side {
  readonly disk: Disk;
  readonly owner: Process;
}

function open(side: Side, name: string, version: number | undefined): OpenRequest {
  const request: OpenRequest = { ...newRequest(), onupgradeneeded: null, onblocked: null };
  const { disk, owner } = side;
  disk.loop.post(
    0,
    () => {
      const database = disk.database(name);
      const connection = connect(side, database);
      const wanted = version ?? (database.version || 1);
      if (wanted < database.version) {
        request.error = new DOMException('a newer program wrote it', 'VersionError');
        request.onerror?.(eventOf('error', request));
        return;
      }
      request.result = connection;
      const opened = () => request.onsuccess?.(eventOf('success', request));
      if (wanted === database.version) opened();
      else upgrade({ side, database, connection, request, wanted }, opened);
    },
    owner,
  );
  return request;
}

interface Upgrade {
  readonly side: Side;
  readonly database: DiskDatabase;
  readonly connection: object;
  readonly request: OpenRequest;
  readonly wanted: number;
}

function upgrade({ side, database, connection, request, wanted }: Upgrade, opened: () => void): void {
  const oldVersion = database.version;
  const stores = [...database.shapes.keys()];
  const transaction = new OpenTransaction({
    ...side,
    database,
    stores,
    mode: 'versionchange',
    durability: 'strict',
  });
  request.transaction = faceOf(transaction, connection);
  transaction.onEnd = () => {
    if (database.version === wanted) opened();
  };
  // The first request of the upgrade is the handler itself.
  transaction.ask(newRequest(), () => {
    database.version = wanted;
    request.onupgradeneeded?.({ ...eventOf('upgradeneeded', request), oldVersion, newVersion: wanted });
  });
}

/** `IDBDatabase`. */
function connect({ disk, owner }: Side, database: DiskDatabase): object {
  const connection = {
    name: database.name,
    get version() {
      return database.version;
    },
    get objectStoreNames() {
      return namesOf(database.shapes.keys());
    },
    onversionchange: null,
    onclose: null,
    isClosed: false,
    addEventListener: () => {},
    close() {
      connection.isClosed = true;
    },
    createObjectStore(name: string, options: { keyPath?: string | string[] } = {}) {
      const shape: StoreShape = { name, keyPath: options.keyPath ?? '', indexes: new Map() };
      database.shapes.set(name, shape);
      database.records.set(name, []);
      return upgradeStore(shape);
    },
    deleteObjectStore: (name: string) => void database.shapes.delete(name),
    transaction(given: string | string[], mode: 'readonly' | 'readwrite' = 'readonly', options?: object) {
      const isGone = database !== disk.databases.get(database.name);
      if (connection.isClosed || disk.lost > 0 || isGone) {
        disk.lost = Math.max(0, disk.lost - 1);
        throw new DOMException('the connection is lost', 'InvalidStateError');
      }
      const stores = typeof given === 'string' ? [given] : [...given];
      const durability = String(Reflect.get(options ?? {}, 'durability') ?? 'default');
      const begun = { disk, database, owner, stores, mode, durability } as const;
      return faceOf(new OpenTransaction(begun), connection);
    },
  };
  return connection;
}

function upgradeStore(shape: StoreShape) {
  return {
    name: shape.name,
    keyPath: shape.keyPath,
    get indexNames() {
      return namesOf(shape.indexes.keys());
    },
    createIndex(name: string, keyPath: string | string[], options: Partial<IndexShape> = {}) {
      const { unique = false, multiEntry = false } = options;
      shape.indexes.set(name, { name, keyPath, unique, multiEntry });
    },
    deleteIndex: (name: string) => void shape.indexes.delete(name),
  };
}

/** `IDBTransaction`. */
function faceOf(transaction: OpenTransaction, db: object): object {
  const { database, mode, stores } = transaction.begun;
  return Object.assign(transaction, {
    db,
    mode,
    objectStoreNames: namesOf(stores),
    addEventListener: () => {},
    objectStore(name: string) {
      const shape = database.shapes.get(name);
      if (shape === undefined) throw new DOMException(`there is no ${name}`, 'NotFoundError');
      return mode === 'versionchange' ? upgradeStore(shape) : new SimStore(transaction, shape);
    },
  });
}
