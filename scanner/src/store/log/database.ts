import type { Reason } from '@gatehouse/shared/checkin';
import Dexie, { type Table } from 'dexie';
import type { IndexedDbPort } from '../database.js';
import type { Shown } from './gateway.js';

/** A row of this phone. It is added once, and nothing changes it. */
export interface StoredRow {
  readonly seq: number;
  readonly bytes: Uint8Array;
  /** What lies beside it, under the row's hash of it. */
  readonly details: Uint8Array | null;
}

/** What was decided, in words that the row has no place for; the latest ones only. */
export interface StoredVerdict {
  readonly seq: number;
  /** Salted: it may be somebody's document. */
  readonly textHash: Uint8Array;
  /** What people at this phone have said yes to on the way here. */
  readonly confirmed: readonly Reason[];
  readonly overridden: readonly Reason[];
  readonly shown: Shown;
}

/** The highest generation of a ticket that this phone has accepted. */
export interface StoredGeneration {
  /** In hexadecimal. */
  readonly ticket: string;
  readonly generation: number;
}

/** Some rows of other phones with their review, as `packRows` packs them. */
export interface StoredBlock {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** How far the scans feed of an event is known. */
export interface StoredFeed {
  /** The event's public number. */
  readonly event: number;
  readonly start: number;
  readonly count: number;
  /** The number of the first block that belongs to this life of the feed, or to its latest fetching; absent: the first. */
  readonly since?: number;
  /** False: pages from the first on have said all that the history said. Absent: it counts. */
  readonly past?: boolean;
}

/** All counting scans of an event up to a position of its scans feed, as its parts came. */
export interface StoredHistory {
  readonly event: number;
  readonly start: number;
  readonly count: number;
  readonly parts: readonly Uint8Array[];
}

/** A picture that answers a question, until the server has it: it exists nowhere else. */
export interface StoredPhoto {
  /** Of the bytes, in hexadecimal; the answer names it. */
  readonly sha256: string;
  /** The row that it belongs to. */
  readonly seq: number;
  /** A JPEG. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface StoredMark {
  readonly key: 'receipt' | 'shown' | 'clock' | 'ends';
  readonly value: unknown;
}

/**
 * The log, apart from everything else, because everything else can be fetched again. A transaction has completed when
 * its bytes are on the disk.
 */
export class LogDatabase extends Dexie {
  declare readonly rows: Table<StoredRow, number>;
  declare readonly verdicts: Table<StoredVerdict, number>;
  declare readonly generations: Table<StoredGeneration, string>;
  declare readonly blocks: Table<StoredBlock, number>;
  declare readonly feeds: Table<StoredFeed, number>;
  /** One of each life of the server's database: what a restored server has forgotten was scanned all the same. */
  declare readonly histories: Table<StoredHistory, [number, number]>;
  declare readonly marks: Table<StoredMark, string>;
  declare readonly photos: Table<StoredPhoto, string>;

  constructor({ indexedDB, IDBKeyRange }: IndexedDbPort, name = 'gatehouse-log') {
    super(name, { indexedDB, IDBKeyRange, chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({
      rows: 'seq',
      verdicts: 'seq',
      generations: 'ticket',
      blocks: 'number',
      feeds: 'event',
      marks: 'key',
    });
    this.version(2).stores({ histories: '[event+start]' });
    this.version(3).stores({ photos: 'sha256, seq' });
  }
}
