import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { IndexedDbPort } from '../../database.js';

/** What can go wrong between a phone and its disk. */
export interface Disk {
  readonly port: IndexedDbPort;
  /** From now on nothing more can be written, as on a full disk. */
  full: boolean;
  /** The next transactions find the connection gone, as many as this. */
  lost: number;
  /** The next writes reach the disk, as many as this, and the browser says that they have not. */
  unheard: number;
  /** The process dies: what has not been committed never will be. A later port reaches the same disk. */
  kill(): void;
  /** The disk as the next process finds it. */
  next(): Disk;
}

export function createDisk(factory = new IDBFactory()): Disk {
  const running = new Set<IDBTransaction>();
  const watched = new WeakSet<IDBDatabase>();
  let isDead = false;

  const disk: Disk = {
    port: { indexedDB: { ...factory, open } as unknown as IDBFactory, IDBKeyRange },
    full: false,
    lost: 0,
    unheard: 0,
    kill() {
      isDead = true;
      for (const transaction of running) abort(transaction);
    },
    next: () => createDisk(factory),
  };

  function open(name: string, version?: number): IDBOpenDBRequest {
    if (isDead) throw new DOMException('this process is dead', 'InvalidStateError');
    const request = factory.open(name, version);
    // Before the library's own listeners, so that it never sees the plain connection.
    for (const event of ['upgradeneeded', 'success']) {
      request.addEventListener(event, () => watch(request.result));
    }
    return request;
  }

  function watch(database: IDBDatabase): void {
    if (watched.has(database)) return;
    watched.add(database);
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      if (isDead || disk.lost > 0) {
        disk.lost -= 1;
        throw new DOMException('the connection is lost', 'InvalidStateError');
      }
      const transaction = begin(stores, mode, options);
      running.add(transaction);
      for (const end of ['complete', 'abort']) {
        transaction.addEventListener(end, () => running.delete(transaction));
      }
      if (disk.unheard > 0 && mode === 'readwrite') {
        disk.unheard -= 1;
        hideEnd(transaction);
      }
      if (disk.full && mode === 'readwrite') refuseWrites(transaction);
      return transaction;
    };
  }

  return disk;
}

/** A full disk shows when something was written, and takes back all of the transaction. */
function refuseWrites(transaction: IDBTransaction): void {
  const storeOf = transaction.objectStore.bind(transaction);
  transaction.objectStore = (name) => {
    const store = storeOf(name);
    for (const write of ['add', 'put'] as const) {
      const original = store[write].bind(store);
      store[write] = (value, key) => {
        const request = original(value, key);
        request.addEventListener('success', () => abort(transaction));
        return request;
      };
    }
    return store;
  };
}

function hideEnd(transaction: IDBTransaction): void {
  transaction.addEventListener('complete', (event) => {
    event.stopImmediatePropagation();
    transaction.onabort?.(new Event('abort'));
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}
