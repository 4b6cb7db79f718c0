import { fromBase64Url } from '@gatehouse/shared/bytes';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { IndexedDbPort } from '../database.js';
import type { Shift } from '../phone.js';

/** The disk of a phone as an older version of this app has left it. */
export interface OldDisk {
  /** When it was closed, milliseconds since 1970. */
  readonly at: number;
  readonly deviceId: string;
  readonly shift: Shift;
  readonly unsent: number;
  /** Of three tickets: `ann` was let in and sent, `bea` was let in and not sent, `cem` was never seen. */
  readonly codes: { readonly ann: string; readonly bea: string; readonly cem: string };
  readonly databases: readonly OldDatabase[];
}

interface OldDatabase {
  readonly name: string;
  readonly version: number;
  readonly stores: Readonly<
    Record<string, { readonly keyPath: string | string[]; readonly rows: readonly unknown[] }>
  >;
}

/** Puts everything where the older version had it, byte for byte; the keys again in a form that is never shown. */
export async function putOnDisk({ databases }: OldDisk): Promise<IndexedDbPort> {
  const indexedDB = new IDBFactory();
  for (const database of databases) {
    const rows = new Map<string, unknown[]>();
    for (const [store, kept] of Object.entries(database.stores))
      rows.set(store, await Promise.all(kept.rows.map(unpacked)));
    await write(indexedDB, database, rows);
  }
  return { indexedDB, IDBKeyRange };
}

function write(
  indexedDB: IDBFactory,
  { name, version, stores }: OldDatabase,
  rows: ReadonlyMap<string, readonly unknown[]>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      for (const [store, { keyPath }] of Object.entries(stores)) {
        const made = opening.result.createObjectStore(store, { keyPath });
        for (const row of rows.get(store) ?? []) made.add(row);
      }
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
}

/** JSON has neither bytes nor keys. */
async function unpacked(value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map(unpacked));
  if ('$bytes' in value) return fromBase64Url(String(value.$bytes));
  if ('$key' in value) return importKey(value as unknown as PackedKey);
  const entries = Object.entries(value).map(async ([name, field]) => [name, await unpacked(field)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

interface PackedKey {
  readonly $key: JsonWebKey;
  readonly algorithm: EcKeyImportParams;
  readonly usages: KeyUsage[];
}

function importKey({ $key, algorithm, usages }: PackedKey): Promise<CryptoKey> {
  const isPrivate = $key.d !== undefined;
  return crypto.subtle.importKey('jwk', { ...$key, ext: true }, algorithm, !isPrivate, usages);
}
