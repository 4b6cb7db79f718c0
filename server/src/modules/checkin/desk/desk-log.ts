import { createECDH, randomBytes } from 'node:crypto';
import { type LogRow, NO_PREVIOUS, type RowTime, rowHash } from '@gatehouse/shared/log';
import type { BatchRow, RowAnswer } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { readLifeStart } from '../../../platform/database/life.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import {
  type IngestDeps,
  ingestBatches,
  lockDevice,
  lockScans,
  readBatch,
  readKnownRow,
  readLogEnd,
} from '../log/index.js';
import type { EventKey } from '../manifest/index.js';
import type { DeviceTables } from '../tables.js';

/** What phones and the portal call whoever asks the server instead of holding a phone. */
const deskName = 'API';
/** The clocks of two servers differ by less. */
const clockSlackMs = 1_000;
const nonceBytes = 16;

/** Each process is a session, as each page load of a phone is. */
const session = new Uint8Array(randomBytes(8));

/** Where the next row goes. */
export interface LogEnd {
  readonly seq: number;
  readonly previous: Uint8Array;
  /** The estimate in the row before; a log's time never goes back. */
  readonly notBefore: number;
}

/** The log that the server writes at one event, locked with the event's scans until the transaction ends. */
export interface DeskLog {
  readonly deviceId: string;
  readonly end: LogEnd;
}

/**
 * Locks the log and the scans of the event: what is known of its tickets then stays true until the rows are kept, so
 * of two requests for one ticket the second sees the first. The log belongs to a device of the server's own kind, one
 * an event; after a restore it begins a new one, because phones may hold rows that the server has lost.
 */
export async function lockDeskLog(trx: ClosedTransaction, key: EventKey): Promise<DeskLog> {
  const { organisationId, eventId } = key;
  const deviceId = (await findDesk(trx, eventId)) ?? (await makeDesk(trx, key));
  await lockDevice(trx, { organisationId, deviceId });
  await lockScans(trx, organisationId, [eventId]);
  const last = await readLogEnd(trx, deviceId);
  if (!last) return { deviceId, end: { seq: 1, previous: NO_PREVIOUS, notBefore: 0 } };
  const notBefore = readKnownRow(last.bytes).time.estimate;
  return { deviceId, end: { seq: last.seq + 1, previous: last.hash, notBefore } };
}

/** The device as which the server writes at the event; undefined before its first row. */
async function findDesk(trx: ClosedTransaction, eventId: string): Promise<string | undefined> {
  const life = await readLifeStart(trx);
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent as e')
    .innerJoin('checkin.device as d', (join) =>
      join.onRef('d.organisationId', '=', 'e.organisationId').onRef('d.id', '=', 'e.deviceId'),
    )
    .select('d.id')
    .where('e.eventId', '=', eventId)
    .where('d.deskLife', '=', life)
    .executeTakeFirst();
  return row?.id;
}

async function makeDesk(trx: ClosedTransaction, key: EventKey): Promise<string> {
  const { organisationId, eventId } = key;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`checkin.desk ${eventId}`}, 0))`.execute(trx);
  const made = await findDesk(trx, eventId);
  if (made !== undefined) return made;
  const db = trx.$extendTables<DeviceTables>();
  const device = await db
    .insertInto('checkin.device')
    .values({
      organisationId,
      name: deskName,
      profile: 'supervisor',
      status: 'active',
      signKey: keyWithoutOwner(),
      agreeKey: keyWithoutOwner(),
      userAgent: '',
      confirmedAt: sql<Date>`now()`,
      deskLife: await readLifeStart(trx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('checkin.deviceEvent')
    .values({ organisationId, eventId, deviceId: device.id, gateId: null })
    .execute();
  // So that phones know the name of where a ticket was used.
  await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  return device.id;
}

/** A P-256 point whose private half is kept nowhere: nobody can sign in or hand in a batch as this device. */
function keyWithoutOwner(): Buffer {
  return createECDH('prime256v1').generateKeys();
}

/** @param notBefore the estimate of the row before */
export function serverTime(notBefore: number): RowTime {
  const wall = Date.now();
  const estimate = Math.max(wall, notBefore);
  return {
    wall,
    session,
    monotonic: Math.floor(performance.now()),
    estimate,
    earliest: Math.max(0, wall - clockSlackMs),
    latest: estimate + clockSlackMs,
    unsure: false,
  };
}

/** The end of the log behind a row. */
export function endAfter(row: LogRow, bytes: Uint8Array): LogEnd {
  return { seq: row.seq + 1, previous: rowHash(bytes), notBefore: row.time.estimate };
}

/** Keeps and reviews rows as if a phone had handed them over. They follow the end of the locked log. */
export async function appendRows(
  trx: ClosedTransaction,
  deps: IngestDeps,
  { organisationId, log, rows }: { organisationId: string; log: DeskLog; rows: readonly BatchRow[] },
): Promise<void> {
  const batch = {
    device: log.deviceId,
    nonce: new Uint8Array(nonceBytes),
    positions: [],
    firstSeq: log.end.seq,
    rows,
  };
  const sent = [{ read: readBatch(batch), unsent: undefined }];
  const [ingested] = await ingestBatches(trx, deps, { organisationId, sent, mayRepeatIds: true });
  const odd = ingested?.answers.find(({ outcome }) => outcome !== 'stored');
  if (!ingested || odd) throw new Error(`A row of the server's own log was not kept: ${wordFor(odd)}.`);
}

function wordFor(answer: RowAnswer | undefined): string {
  if (!answer) return 'the device is gone';
  return answer.outcome === 'quarantined' ? answer.reason : answer.outcome;
}
