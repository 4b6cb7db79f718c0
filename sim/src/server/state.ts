import type { Watermark } from '@gatehouse/server/modules/checkin/log/device-log.js';
import type { ScanRecord } from '@gatehouse/server/modules/checkin/log/scan-rows.js';
import type { NewRow } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import type { Position } from '@gatehouse/shared/manifest';
import type { StoredEvent } from './event.js';

export interface StoredDevice {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly status: 'waiting' | 'active' | 'revoked';
  readonly profile: 'steward' | 'supervisor' | 'kiosk';
  readonly trustedSeq: number | null;
  readonly signKey: Uint8Array;
  readonly unsent: number;
}

export interface StoredScan {
  readonly eventId: string;
  readonly record: ScanRecord;
  /** Null: it reaches no phone. */
  readonly position: Position | null;
}

export interface StoredFeed {
  readonly start: number;
  readonly count: number;
  readonly rules: Buffer | null;
}

export interface StoredConflict {
  readonly eventId: string;
  readonly first: string | null;
  readonly sure: boolean;
  readonly isOpen: boolean;
}

/** What a database holds. Nothing in it is changed: a change puts something else in its place. */
export interface State {
  readonly events: Map<string, StoredEvent>;
  readonly devices: Map<string, StoredDevice>;
  /** Device → its rows, forks among them. */
  readonly rows: Map<string, readonly NewRow[]>;
  readonly watermarks: Map<string, Watermark>;
  /** By the id of the row. */
  readonly scans: Map<string, StoredScan>;
  readonly feeds: Map<string, StoredFeed>;
  /** By the extra scan. */
  readonly conflicts: Map<string, StoredConflict>;
}

export function emptyState(): State {
  return {
    events: new Map(),
    devices: new Map(),
    rows: new Map(),
    watermarks: new Map(),
    scans: new Map(),
    feeds: new Map(),
    conflicts: new Map(),
  };
}

export function copyOf(state: State): State {
  return {
    events: new Map(state.events),
    devices: new Map(state.devices),
    rows: new Map(state.rows),
    watermarks: new Map(state.watermarks),
    scans: new Map(state.scans),
    feeds: new Map(state.feeds),
    conflicts: new Map(state.conflicts),
  };
}
