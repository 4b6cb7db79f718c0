import type { Position } from '@gatehouse/shared/manifest';
import type { SeqRange } from '@gatehouse/shared/protocol';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { clearConflicts, openConflicts } from './conflict-writes.js';
import {
  type Heard,
  insertRows,
  type LockedDevice,
  lockDevices,
  readHeldRows,
  readMissing,
  readRowHash,
  readTakenIds,
  readWatermarks,
  type Watermark,
  writeWatermarks,
} from './device-log.js';
import type { RowSpan } from './placement.js';
import { keepHeads, keepReceipts } from './proofs.js';
import {
  type PhoneRow,
  readPhoneRows,
  readRecords,
  readTicketsWithMoves,
  type ScanScope,
  type Wanted,
} from './scan-queries.js';
import type { ScanRecord } from './scan-rows.js';
import { insertRecords, type PositionedRecord, updateRecords, updateSpans } from './scan-writes.js';
import {
  type LockedPass,
  type LockedScans,
  lockScans,
  noteRules,
  takeScanPositions,
  takeSharedPositions,
} from './scans-feed.js';
import type { HeldRow, NewRow } from './sort-batch.js';

/**
 * Where rows and their reviews are kept, within one transaction: PostgreSQL in service. What decides about rows asks
 * for nothing else, so the simulator can keep them in memory.
 */
export interface LogStore {
  lockDevices(organisationId: string, heard: readonly Heard[]): Promise<ReadonlyMap<string, LockedDevice>>;
  readHeldRows(
    ranges: readonly (SeqRange & { readonly deviceId: string })[],
  ): Promise<ReadonlyMap<string, HeldRow[]>>;
  readTakenIds(ids: readonly string[]): Promise<ReadonlySet<string>>;
  insertRows(organisationId: string, rows: readonly NewRow[]): Promise<void>;
  readWatermarks(deviceIds: readonly string[]): Promise<ReadonlyMap<string, Watermark>>;
  writeWatermarks(organisationId: string, moved: ReadonlyMap<string, Watermark>): Promise<void>;
  readMissing(deviceId: string, of: Pick<Watermark, 'watermark' | 'highest'>): Promise<SeqRange[]>;
  readRowHash(deviceId: string, seq: number): Promise<Buffer | null>;
  lockScans(organisationId: string, eventIds: readonly string[]): Promise<LockedScans[]>;
  noteRules(scans: LockedScans, rules: Buffer): Promise<void>;
  takeScanPositions(scans: LockedScans, howMany: number): Promise<Position>;
  /** Of rows that several dates hear of; a store that knows no passes does without. */
  takeSharedPositions?(pass: LockedPass, howMany: number): Promise<Position>;
  readRecords(scans: ScanScope, wanted: Wanted): Promise<ScanRecord[]>;
  readTicketsWithMoves(scans: ScanScope): Promise<string[]>;
  readPhoneRows(
    scans: LockedScans,
    fresh: { deviceId: string; firstSeq: number; latest: number | null },
  ): Promise<PhoneRow[]>;
  insertRecords(scans: LockedScans, records: readonly PositionedRecord[]): Promise<void>;
  updateRecords(records: readonly PositionedRecord[]): Promise<void>;
  updateSpans(deviceId: string, spans: ReadonlyMap<number, RowSpan>): Promise<void>;
  openConflicts(scans: LockedScans, extras: readonly ScanRecord[]): Promise<void>;
  clearConflicts(scanIds: readonly string[]): Promise<void>;
  /** What proves the log later; a store for trials does without. */
  keepHeads?(organisationId: string, batches: Parameters<typeof keepHeads>[2]): Promise<void>;
  keepReceipts?(organisationId: string, given: Parameters<typeof keepReceipts>[2]): Promise<void>;
}

export function postgresStore(trx: ClosedTransaction): LogStore {
  return {
    lockDevices: (organisationId, heard) => lockDevices(trx, organisationId, heard),
    readHeldRows: (ranges) => readHeldRows(trx, ranges),
    readTakenIds: (ids) => readTakenIds(trx, ids),
    insertRows: (organisationId, rows) => insertRows(trx, organisationId, rows),
    readWatermarks: (deviceIds) => readWatermarks(trx, deviceIds),
    writeWatermarks: (organisationId, moved) => writeWatermarks(trx, organisationId, moved),
    readMissing: (deviceId, of) => readMissing(trx, deviceId, of),
    readRowHash: (deviceId, seq) => readRowHash(trx, deviceId, seq),
    lockScans: (organisationId, eventIds) => lockScans(trx, organisationId, eventIds),
    noteRules: (scans, rules) => noteRules(trx, scans, rules),
    takeScanPositions: (scans, howMany) => takeScanPositions(trx, scans, howMany),
    takeSharedPositions: (pass, howMany) => takeSharedPositions(trx, pass, howMany),
    readRecords: (scans, wanted) => readRecords(trx, scans, wanted),
    readTicketsWithMoves: (scans) => readTicketsWithMoves(trx, scans),
    readPhoneRows: (scans, fresh) => readPhoneRows(trx, scans, fresh),
    insertRecords: (scans, records) => insertRecords(trx, scans, records),
    updateRecords: (records) => updateRecords(trx, records),
    updateSpans: (deviceId, spans) => updateSpans(trx, deviceId, spans),
    openConflicts: (scans, extras) => openConflicts(trx, scans, extras),
    clearConflicts: (scanIds) => clearConflicts(trx, scanIds),
    keepHeads: (organisationId, batches) => keepHeads(trx, organisationId, batches),
    keepReceipts: (organisationId, given) => keepReceipts(trx, organisationId, given),
  };
}
