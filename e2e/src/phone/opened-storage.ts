import type { Page } from 'playwright-core';

/** What somebody finds who takes a browser's profile apart. */
export interface OpenedStorage {
  /** Those of the texts that lie somewhere in the open. */
  readonly found: readonly string[];
  /** How much was looked through, in bytes, by kind. */
  readonly looked: Readonly<Record<'databases' | 'caches' | 'local', number>>;
}

/**
 * Looks for texts in everything that the page's origin keeps: every IndexedDB database down to single bytes, the
 * caches of the service worker, local and session storage. Bytes are read as UTF-8 and as UTF-16, from even and odd
 * places.
 */
export function openStorage(page: Page, wanted: readonly string[]): Promise<OpenedStorage> {
  return page.evaluate(async (texts) => {
    const looked = { databases: 0, caches: 0, local: 0 };
    const left = new Set(texts);
    function look(text: string): void {
      for (const one of left) if (text.includes(one)) left.delete(one);
    }
    function lookIntoBytes(bytes: Uint8Array, kind: keyof typeof looked): void {
      looked[kind] += bytes.length;
      look(new TextDecoder().decode(bytes));
      for (const from of [0, 1]) look(new TextDecoder('utf-16le').decode(bytes.subarray(from)));
    }
    function lookInto(value: unknown): void {
      if (typeof value === 'string') {
        looked.databases += value.length;
        look(value);
      } else if (value instanceof ArrayBuffer) lookIntoBytes(new Uint8Array(value), 'databases');
      else if (ArrayBuffer.isView(value))
        lookIntoBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), 'databases');
      else if (value instanceof Map || value instanceof Set) lookInto([...value]);
      else if (typeof value === 'object' && value !== null)
        for (const [name, part] of Object.entries(value)) {
          look(name);
          lookInto(part);
        }
    }
    function answerOf<T>(request: IDBRequest<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answerOf(indexedDB.open(name));
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table);
        lookInto(await answerOf(store.getAll()));
        lookInto(await answerOf(database.transaction(table).objectStore(table).getAllKeys()));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        look(request.url);
        const answer = await cache.match(request);
        lookIntoBytes(new Uint8Array((await answer?.arrayBuffer()) ?? new ArrayBuffer()), 'caches');
      }
    }
    for (const storage of [localStorage, sessionStorage])
      for (const [name, value] of Object.entries(storage)) {
        looked.local += name.length + String(value).length;
        look(name);
        look(String(value));
      }
    return { found: texts.filter((text) => !left.has(text)), looked };
  }, wanted);
}
