import type { Watermark } from '@gatehouse/server/modules/checkin/log/device-log.js';
import type { Standing } from '@gatehouse/server/modules/checkin/log/log-tables.js';
import type { NewRow } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import { decodeRow } from '@gatehouse/shared/log';
import type { State, StoredConflict, StoredDevice, StoredFeed, StoredScan } from '../server/state.js';
import { Failure } from '../world/failure.js';
import type { Postgres } from './postgres.js';

/** All that PostgreSQL holds of a world, as memory would hold it. */
export type LogState = Omit<State, 'events'>;

const questions = {
  devices: `select id, organisation_id as "organisationId", name, status, profile, trusted_seq as "trustedSeq",
      sign_key as "signKey", coalesce(unsent, 0) as unsent from checkin.device order by id`,
  rows: `select device_id as device, seq, hash, bytes, details, broken, quarantine from checkin.log_row
    order by device_id, seq, branch`,
  watermarks:
    'select device_id as device, watermark, watermark_hash as hash, highest from checkin.device_log',
  scans: `select id, device_id as device, seq, event_id as "eventId", reviewed, answered, estimate, earliest, latest,
      standing, sure, first_id as first, what, feed_start as start, feed_count as count
    from checkin.scan order by device_id, seq`,
  feeds: 'select event_id as id, start, count, rules from checkin.feed',
  conflicts: `select scan_id as id, event_id as "eventId", first_id as first, sure, open as "isOpen"
    from checkin.conflict`,
};

type Columns<T> = { -readonly [Key in keyof T]: T[Key] };

interface Answers {
  devices: Columns<StoredDevice>[];
  rows: Columns<Omit<NewRow, 'row' | 'answered'>>[];
  watermarks: ({ device: string } & Columns<Watermark>)[];
  scans: ScanColumns[];
  feeds: ({ id: string } & Columns<StoredFeed>)[];
  conflicts: ({ id: string } & Columns<StoredConflict>)[];
}

interface ScanColumns {
  id: string;
  device: string;
  seq: number;
  eventId: string;
  reviewed: boolean;
  answered: boolean;
  estimate: number;
  earliest: number;
  latest: number | null;
  standing: Standing;
  sure: boolean;
  first: string | null;
  what: string;
  start: number | null;
  count: number | null;
}

/** Reads what is committed now; open transactions are in nobody's way. */
export async function readState(postgres: Postgres): Promise<LogState> {
  const { devices, rows, watermarks, scans, feeds, conflicts } = await postgres.queryAll<Answers>(questions);
  const log = rowsOf(rows);
  return {
    devices: new Map(devices.map((one) => [one.id, { ...one, signKey: new Uint8Array(one.signKey) }])),
    rows: log,
    watermarks: new Map(watermarks.map(({ device, ...watermark }) => [device, watermark])),
    scans: new Map(scans.map((scan) => [scan.id, storedScan(scan, log)])),
    feeds: new Map(feeds.map(({ id, ...feed }) => [id, feed])),
    conflicts: new Map(conflicts.map(({ id, ...conflict }) => [id, conflict])),
  };
}

function rowsOf(stored: Answers['rows']): Map<string, NewRow[]> {
  const rows = new Map<string, NewRow[]>();
  for (const one of stored) {
    const isRead = one.quarantine !== 'unreadable' && one.quarantine !== 'misplaced';
    const decoded = isRead ? decodeRow(one.bytes) : null;
    const row = decoded?.ok ? decoded.value : null;
    rows.set(one.device, [...(rows.get(one.device) ?? []), { ...one, row, answered: false }]);
  }
  return rows;
}

function storedScan(scan: ScanColumns, rows: ReadonlyMap<string, readonly NewRow[]>): StoredScan {
  const { eventId, device, reviewed, answered, estimate, earliest, latest, start, count } = scan;
  const { standing, sure, first, what } = scan;
  const row = rows.get(device)?.find(({ seq, quarantine }) => seq === scan.seq && quarantine !== 'fork')?.row;
  if (!row) throw new Failure(3, `scan ${scan.id} has no row in the log`);
  const record = {
    ...{ row, reviewed, answered, place: null },
    span: { estimate, earliest, latest },
    review: { standing, sure, first, what },
  };
  return { eventId, record, position: start === null || count === null ? null : { start, count } };
}
