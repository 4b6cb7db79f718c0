import type { SyncDeps } from '@gatehouse/server/modules/checkin/log/sync.js';
import type { Process } from '../time/loop.js';
import type { StoredEvent } from './event.js';
import type { MemorySide } from './ingest-deps.js';
import type { StoredDevice } from './state.js';

/** Where the log of a world's server lies, and its phones: in memory, or in a PostgreSQL. */
export interface LogKeeper {
  /** What one process of the server needs. @param process null: the worker's */
  depsOf(side: MemorySide, process: Process | null): SyncDeps;
  /** The signed page behind a position; null: there is nothing newer. @throws AppError checkin.other_life */
  readPage(
    deps: SyncDeps,
    event: StoredEvent,
    after: { readonly start: number; readonly from: number },
  ): Promise<Uint8Array | null>;
  hasScans(deps: SyncDeps, event: Pick<StoredEvent, 'id' | 'organisationId'>): Promise<boolean>;
  /** After a restore gives all scans of an organisation their places in the present life, as the worker does. */
  moveFeeds(deps: SyncDeps, organisationId: string): Promise<void>;
  addDevice(device: StoredDevice): Promise<void>;
  /** What it hands over from now on waits for the organiser. */
  revoke(deviceId: string): Promise<void>;
  /** The connections of a process that died are closed, and their transactions rolled back. */
  forget(process: Process): Promise<void>;
  /** Makes the state of the database say what is committed at this moment. */
  look(): Promise<void>;
  backUp(): Promise<void>;
  /** Puts the log of the last backup in the place of the present one; the database's life is a new one. */
  bringBack(): Promise<void>;
}
