import type { Manifest } from '@gatehouse/shared/manifest';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Disk } from './disk.js';
import { TestPhone } from './world.js';

/** A phone whose disk is Node's memory. */
export function createPhone(manifest: Manifest, device = 'd1'): TestPhone {
  return new TestPhone(manifest, device, createDisk());
}

function createDisk(factory = new IDBFactory()): Disk {
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
    stick: () => stick(factory),
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

/** Another connection that goes on reading in one writing transaction lets nobody else write. */
async function stick(factory: IDBFactory): Promise<() => void> {
  const database = await new Promise<IDBDatabase>((opened) => {
    const request = factory.open('gatehouse-log');
    request.onsuccess = () => opened(request.result);
  });
  const store = database.transaction('rows', 'readwrite').objectStore('rows');
  let isStuck = true;
  const read = () => {
    if (isStuck) store.count().onsuccess = read;
    else database.close();
  };
  read();
  return () => {
    isStuck = false;
  };
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
