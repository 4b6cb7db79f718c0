import type { LogStore } from '@gatehouse/server/modules/checkin/log/log-store.js';
import type { PhoneRow } from '@gatehouse/server/modules/checkin/log/scan-queries.js';
import {
  countedTicket,
  type ScanRecord,
  withChange,
} from '@gatehouse/server/modules/checkin/log/scan-rows.js';
import type { PositionedRecord } from '@gatehouse/server/modules/checkin/log/scan-writes.js';
import type { HeldRow, NewRow } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import { comparePositions } from '@gatehouse/shared/manifest';
import { MAX_MISSING_RANGES, type SeqRange } from '@gatehouse/shared/protocol';
import { type MemoryTransaction, Taken } from './database.js';
import type { State, StoredScan } from './state.js';

/** The log of the server in memory, with what PostgreSQL does for it: keys, locks, one commit for all. */
export function memoryStore(trx: MemoryTransaction): LogStore {
  return { ...deviceRows(trx), ...scansOf(trx), ...reviews(trx) };
}

type DeviceRows = Pick<
  LogStore,
  | 'lockDevices'
  | 'readHeldRows'
  | 'readTakenIds'
  | 'insertRows'
  | 'readWatermarks'
  | 'writeWatermarks'
  | 'readMissing'
  | 'readRowHash'
>;

function deviceRows(trx: MemoryTransaction): DeviceRows {
  return {
    async lockDevices(organisationId, heard) {
      const locked = new Map();
      for (const { deviceId, unsent } of [...heard].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1))) {
        await trx.lock(`device ${deviceId}`);
        const device = trx.state.devices.get(deviceId);
        if (device?.organisationId !== organisationId) continue;
        const { status, trustedSeq } = device;
        locked.set(deviceId, { organisationId, deviceId, status, trustedSeq });
        trx.write(({ devices }) => {
          const now = devices.get(deviceId);
          if (now) devices.set(deviceId, { ...now, unsent: unsent ?? now.unsent });
        });
      }
      return locked;
    },
    async readHeldRows(ranges) {
      await trx.pause();
      const { rows } = trx.state;
      return new Map(
        ranges.map(({ deviceId, from, to }) => [
          deviceId,
          (rows.get(deviceId) ?? []).filter(({ seq }) => seq >= from && seq <= to).map(heldRow),
        ]),
      );
    },
    async readTakenIds(ids) {
      await trx.pause();
      return new Set(ids.filter((id) => trx.state.scans.has(id)));
    },
    async insertRows(_organisationId, added) {
      await trx.pause();
      for (const row of added) trx.write((state) => insertRow(state, row));
    },
    async readWatermarks(deviceIds) {
      await trx.pause();
      return new Map(
        deviceIds.flatMap((id) => {
          const watermark = trx.state.watermarks.get(id);
          return watermark ? [[id, watermark] as const] : [];
        }),
      );
    },
    async writeWatermarks(_organisationId, moved) {
      await trx.pause();
      trx.write(({ watermarks }) => {
        for (const [deviceId, watermark] of moved) watermarks.set(deviceId, watermark);
      });
    },
    async readMissing(deviceId, { watermark, highest }) {
      await trx.pause();
      return highest <= watermark ? [] : missingOf(trx.state.rows.get(deviceId) ?? [], watermark);
    },
    async readRowHash(deviceId, seq) {
      await trx.pause();
      const rows = trx.state.rows.get(deviceId) ?? [];
      return rows.find((row) => row.seq === seq && row.quarantine !== 'fork')?.hash ?? null;
    },
  };
}

function heldRow({ seq, hash, quarantine, row }: NewRow): HeldRow {
  return { seq, hash, fork: quarantine === 'fork', previous: row && Buffer.from(row.previous) };
}

/** One row of each seq, and beside it each other one under its hash. */
function insertRow({ rows }: State, added: NewRow): void {
  const held = rows.get(added.device) ?? [];
  const isFork = added.quarantine === 'fork';
  const isTaken = held.some(
    ({ seq, hash, quarantine }) =>
      seq === added.seq && (quarantine === 'fork') === isFork && (!isFork || hash.equals(added.hash)),
  );
  if (isTaken) throw new Taken(`row ${added.seq} of ${added.device} is there`);
  rows.set(added.device, [...held, added]);
}

function missingOf(rows: readonly NewRow[], watermark: number): SeqRange[] {
  const held = rows
    .filter(({ quarantine }) => quarantine !== 'fork')
    .flatMap(({ seq, row, quarantine }) => {
      const isLost = row?.kind === 'lost' && quarantine === null;
      return isLost
        ? [
            { from: seq, to: seq },
            { from: row.from, to: row.to },
          ]
        : [{ from: seq, to: seq }];
    })
    .filter(({ to }) => to > watermark)
    .sort((a, b) => a.from - b.from);
  const missing: SeqRange[] = [];
  let reached = watermark;
  for (const { from, to } of held) {
    if (from > reached + 1) missing.push({ from: reached + 1, to: from - 1 });
    reached = Math.max(reached, to);
  }
  return missing.slice(0, MAX_MISSING_RANGES);
}

type Scans = Pick<
  LogStore,
  'lockScans' | 'noteRules' | 'takeScanPositions' | 'readRecords' | 'readTicketsWithMoves' | 'readPhoneRows'
>;

function scansOf(trx: MemoryTransaction): Scans {
  const ofEvent = (eventId: string) => [...trx.state.scans.values()].filter((one) => one.eventId === eventId);
  return {
    async lockScans(organisationId, eventIds) {
      const ids = [...new Set(eventIds)].sort();
      for (const eventId of ids) {
        await trx.lock(`scans ${eventId}`);
        if (trx.state.feeds.has(eventId)) continue;
        trx.write(({ feeds }) => feeds.set(eventId, { start: trx.life, count: 0, rules: null }));
      }
      return ids.map((eventId) => ({
        organisationId,
        eventId,
        rules: trx.state.feeds.get(eventId)?.rules ?? null,
      }));
    },
    async noteRules({ eventId }, rules) {
      trx.write(({ feeds }) => {
        const feed = feeds.get(eventId);
        if (feed) feeds.set(eventId, { ...feed, rules });
      });
    },
    async takeScanPositions({ eventId }, howMany) {
      await trx.pause();
      trx.write((state) => beginNewLife(state, eventId, trx.life));
      const before = trx.state.feeds.get(eventId);
      if (before === undefined) throw new Error('The feed of these scans vanished.');
      const after = { ...before, count: before.count + howMany };
      trx.write(({ feeds }) => feeds.set(eventId, after));
      return { start: trx.life, count: before.count + 1 };
    },
    async readRecords({ eventId }, { tickets, scanIds, freshIds = [] }) {
      await trx.pause();
      const all = ofEvent(eventId).map(({ record }) => record);
      const wanted = all.filter((record) => {
        const ticket = movedTicket(record);
        return isMove(record) && ((ticket && tickets.includes(ticket)) || scanIds.includes(record.row.id));
      });
      const named = new Set([...wanted.map(({ row }) => row.id), ...scanIds, ...freshIds]);
      const undos = all.filter(
        ({ row, reviewed }) => reviewed && row.kind === 'undo' && named.has(row.names?.scan ?? ''),
      );
      return [...wanted, ...undos];
    },
    async readTicketsWithMoves({ eventId }) {
      await trx.pause();
      const tickets = ofEvent(eventId).flatMap(({ record }) => movedTicket(record) ?? []);
      return [...new Set(tickets)];
    },
    readPhoneRows: ({ eventId }, fresh) => readPhoneRows(trx, eventId, fresh),
  };
}

async function readPhoneRows(
  trx: MemoryTransaction,
  ...[eventId, { deviceId, firstSeq, latest }]: [
    string,
    { deviceId: string; firstSeq: number; latest: number | null },
  ]
): Promise<PhoneRow[]> {
  await trx.pause();
  const own = [...trx.state.scans.values()]
    .filter(({ record }) => record.reviewed && record.row.device === deviceId)
    .sort((a, b) => a.record.row.seq - b.record.row.seq);
  const earlier = own.findLast(
    ({ eventId: of, record: { row, span } }) =>
      row.seq < firstSeq &&
      of === eventId &&
      (latest === null || (span.latest !== null && span.latest <= latest)),
  );
  const from = earlier?.record.row.seq ?? 0;
  return own
    .filter((one) => one.eventId === eventId && one.record.row.seq >= from)
    .map(({ record }) => ({
      ...record.span,
      seq: record.row.seq,
      id: record.row.id,
      ticket: movedTicket(record),
      own: record.row.time,
    }));
}

function isMove({ row, reviewed }: ScanRecord): boolean {
  return reviewed && row.kind === 'scan' && ['entry', 'person', 'exit'].includes(row.effect);
}

function movedTicket(record: ScanRecord): string | null {
  return isMove(record) ? countedTicket(record) : null;
}

/** After a restore every row gets a place in the new life. */
export function beginNewLife({ feeds, scans }: State, eventId: string, life: number): void {
  const feed = feeds.get(eventId);
  if (feed === undefined || feed.start === life) return;
  const placed = [...scans]
    .filter(([, scan]) => scan.eventId === eventId && scan.position !== null)
    .sort(([, a], [, b]) => comparePositions(a.position ?? zero, b.position ?? zero));
  for (const [index, [id, scan]] of placed.entries())
    scans.set(id, { ...scan, position: { start: life, count: index + 1 } });
  feeds.set(eventId, { ...feed, start: life, count: placed.length });
}

const zero = { start: 0, count: 0 };

type Reviews = Pick<
  LogStore,
  'insertRecords' | 'updateRecords' | 'updateSpans' | 'openConflicts' | 'clearConflicts'
>;

function reviews(trx: MemoryTransaction): Reviews {
  return {
    async insertRecords({ eventId }, records) {
      await trx.pause();
      for (const { record, position } of records)
        trx.write(({ scans }) => {
          if (scans.has(record.row.id)) throw new Taken(`a scan has the id ${record.row.id}`);
          scans.set(record.row.id, { eventId, record, position });
        });
    },
    async updateRecords(records) {
      await trx.pause();
      for (const one of records) trx.write(({ scans }) => updateRecord(scans, one));
    },
    async updateSpans(deviceId, spans) {
      await trx.pause();
      trx.write(({ scans }) => {
        for (const [id, scan] of scans) {
          const span = scan.record.row.device === deviceId && spans.get(scan.record.row.seq);
          if (span) scans.set(id, { ...scan, record: withChange(scan.record, { span }) });
        }
      });
    },
    async openConflicts({ eventId }, extras) {
      trx.write(({ conflicts }) => {
        for (const { row, review } of extras)
          conflicts.set(row.id, { eventId, first: review.first, sure: review.sure, isOpen: true });
      });
    },
    async clearConflicts(scanIds) {
      trx.write(({ conflicts }) => {
        for (const id of scanIds) {
          const conflict = conflicts.get(id);
          if (conflict) conflicts.set(id, { ...conflict, isOpen: false });
        }
      });
    },
  };
}

function updateRecord(scans: Map<string, StoredScan>, { record, position }: PositionedRecord): void {
  const known = scans.get(record.row.id);
  if (known === undefined) return;
  const { review, place } = record;
  const changed = withChange(known.record, { review, place });
  scans.set(record.row.id, { ...known, record: changed, position: position ?? known.position });
}
