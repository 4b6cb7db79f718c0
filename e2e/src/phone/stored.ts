import type { Page } from 'playwright-core';

/** What a browser keeps for the app. */
export interface Stored {
  /** How many there are in each table, by `database.table`; empty ones are left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many cryptographic keys lie in them. */
  readonly keys: number;
}

/** Looks into every database of the page's origin, by the browser's own interface. */
export function readStored(page: Page): Promise<Stored> {
  return page.evaluate(countStored);
}

/** Runs in the page. */
export async function countStored(): Promise<Stored> {
  function answerOf<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
  function keysIn(value: unknown): number {
    if (value instanceof CryptoKey) return 1;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 0;
    return Object.values(value).reduce((sum: number, part) => sum + keysIn(part), 0);
  }
  const counts: Record<string, number> = {};
  let keys = 0;
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      const values = await answerOf(database.transaction(table).objectStore(table).getAll());
      if (values.length > 0) counts[`${name}.${table}`] = values.length;
      keys += keysIn(values);
    }
    database.close();
  }
  return { counts, keys };
}
