import type { Position } from '@gatehouse/shared/manifest';
import type { PeopleKind } from '@gatehouse/shared/people';
import Dexie, { type Table } from 'dexie';
import { databaseName } from './database-name.js';

/** One of the single values: identity, shift, what the server said last. */
export interface StoredValue {
  readonly key: string;
  readonly value: unknown;
}

/** The names of the single values. */
export const valueKeys = {
  identity: 'identity',
  /** Keys of a pairing whose answer has not come yet. */
  pairing: 'pairing',
  shift: 'shift',
  /** What the server said last of this phone. */
  deviceState: 'device-state',
  times: 'times',
  /** The newest roots of events that this phone no longer serves. */
  rootsSeen: 'roots-seen',
} as const;

/** The roots of one event: the one in service and, while its parts are being fetched, the one to come. */
export interface StoredRoots {
  readonly event: number;
  /** As they were signed; checked when they came. */
  readonly current: Uint8Array | null;
  readonly next: Uint8Array | null;
}

export interface StoredSegment {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly address: string;
  readonly bytes: Uint8Array;
}

/** A page of the tickets feed, as it was signed; checked when it came. */
export interface StoredPage {
  readonly event: number;
  /** The life of the server's database that it belongs to. */
  readonly start: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** Secrets of one event, sealed to this phone: what lies here opens with its key alone. */
export interface StoredSecrets {
  readonly event: number;
  readonly rotation: { readonly current: Uint8Array; readonly previous: Uint8Array | null } | null;
}

/** Sealed: details for the code of each ticket, what is searched for the event's key. */
export interface StoredPeopleFile {
  readonly event: number;
  readonly kind: PeopleKind;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly address: string;
  readonly bytes: Uint8Array;
}

/** What changed of people since their files were cut; its signature was checked when it came. */
export interface StoredPeoplePage {
  readonly event: number;
  readonly kind: PeopleKind;
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** Which files are in service: those of the last root all of whose files have come. */
export interface StoredPeopleSet {
  readonly event: number;
  readonly kind: PeopleKind;
  readonly at: Position;
  /** In the order of their index. */
  readonly addresses: readonly string[];
}

/** What opens the files to search, sealed to this phone. */
export interface StoredSearchKey {
  readonly event: number;
  readonly sealed: Uint8Array;
}

/** A call for help, this phone's own or one that it was told of. */
export interface StoredHelpCall {
  readonly id: string;
  /** As its phone signed it. */
  readonly code: string;
  readonly delivery: 'unsent' | 'sent' | 'refused';
  readonly state: 'open' | 'taken' | 'settled';
  readonly stateBy: string | null;
  /** What was said here and the server has not heard; null: nothing. */
  readonly word: 'taken' | 'settled' | null;
}

/** Where IndexedDB comes from: the browser's own, or another one in tests. */
export interface IndexedDbPort {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/**
 * Everything the phone keeps apart from its log: who it is and what it knows. Lists are packed blobs, never a row a
 * ticket, which takes Chromium 250 times as long.
 */
export class PhoneDatabase extends Dexie {
  declare readonly values: Table<StoredValue, string>;
  declare readonly roots: Table<StoredRoots, number>;
  declare readonly segments: Table<StoredSegment, string>;
  declare readonly secrets: Table<StoredSecrets, number>;
  declare readonly peopleFiles: Table<StoredPeopleFile, [number, PeopleKind, string]>;
  declare readonly peoplePages: Table<StoredPeoplePage, [number, PeopleKind, number]>;
  declare readonly peopleSets: Table<StoredPeopleSet, [number, PeopleKind]>;
  declare readonly searchKeys: Table<StoredSearchKey, number>;
  declare readonly helpCalls: Table<StoredHelpCall, string>;
  declare readonly pages: Table<StoredPage, [number, number, number]>;

  constructor(port: IndexedDbPort, name = databaseName) {
    super(name, {
      indexedDB: port.indexedDB,
      IDBKeyRange: port.IDBKeyRange,
      chromeTransactionDurability: 'strict',
    });
    this.version(1).stores({ values: 'key', roots: 'event', segments: 'address', pages: '[event+start+to]' });
    this.version(2).stores({ secrets: 'event' });
    this.version(3).stores({
      peopleFiles: '[event+kind+address]',
      peoplePages: '[event+kind+to]',
      peopleSets: '[event+kind]',
      searchKeys: 'event',
    });
    this.version(4).stores({ helpCalls: 'id' });
  }
}

export async function readValue<T>(database: PhoneDatabase, key: string): Promise<T | null> {
  const stored = await database.values.get(key);
  return stored === undefined ? null : (stored.value as T);
}
