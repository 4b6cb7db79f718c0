import { type SqlBool, sql } from 'kysely';
import { cursorPatterns, decodeCursor } from '../../../platform/http/cursor.js';
import { limitOf, type Page, toPage } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DoorTicket, Ticketing } from '../../ticketing/index.js';
import type { DeviceTables } from '../tables.js';
import type { Scan, ScanQuery } from './door-schemas.js';
import type { LogTables } from './log-tables.js';

/** More tickets than this nobody means by a search. */
const mostTicketsFound = 500;
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const milliseconds = { test: (text: string) => /^\d{1,16}$/.test(text) };

/** The rows of all phones, newest first. @throws AppError platform.invalid_request for a wrong cursor */
export async function listScans(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  list: { readonly eventId: string; readonly query: ScanQuery },
): Promise<Page<Scan>> {
  const { eventId, query } = list;
  let select = applyFilter(selectScans(trx, eventId), query);
  if (query.search !== undefined) {
    const hashes = await ticketing.findHashes(trx, eventId, { text: query.search, limit: mostTicketsFound });
    select = select.where(sql<SqlBool>`scan.ticket_hash = any(${hashes}::bytea[])`);
  }
  if (query.after !== undefined) {
    const [estimate, id] = decodeCursor(query.after, [milliseconds, cursorPatterns.uuid]);
    select = select.where(sql<SqlBool>`(scan.estimate, scan.id) < (${estimate}::bigint, ${id}::uuid)`);
  }
  const rows = await select
    .orderBy('scan.estimate', 'desc')
    .orderBy('scan.id', 'desc')
    .limit(limitOf(query) + 1)
    .execute();
  const tickets = await ticketsOf(trx, ticketing, { eventId, rows });
  const cursor = (row: ScanRow) => [String(row.estimate), row.id];
  return toPage(rows, query, { cursor, map: (row) => toScan(row, tickets) });
}

/** Scan → what the list says of it; one of an unknown id is left out. */
export async function readScans(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  wanted: { readonly eventId: string; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, Scan>> {
  const { eventId, ids } = wanted;
  const rows = await selectScans(trx, eventId)
    .where(sql<SqlBool>`scan.id = any(${[...ids]}::uuid[])`)
    .execute();
  const tickets = await ticketsOf(trx, ticketing, { eventId, rows });
  return new Map(rows.map((row) => [row.id, toScan(row, tickets)]));
}

function selectScans(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<LogTables & DeviceTables>()
    .selectFrom('checkin.scan as scan')
    .innerJoin('checkin.device as device', (join) =>
      join
        .onRef('device.organisationId', '=', 'scan.organisationId')
        .onRef('device.id', '=', 'scan.deviceId'),
    )
    .select(['scan.id', 'scan.estimate', 'scan.earliest', 'scan.latest', 'scan.unsure', 'scan.createdAt'])
    .select(['scan.deviceId', 'device.name as deviceName', 'scan.seq', 'scan.kind', 'scan.listId'])
    .select(['scan.gateId', 'scan.direction', 'scan.how', 'scan.persons', 'scan.result', 'scan.reason'])
    .select(['scan.effect', 'scan.relation', 'scan.namedId', 'scan.standing', 'scan.sure', 'scan.firstId'])
    .select(['scan.what', 'scan.ticketHash'])
    .where('scan.eventId', '=', eventId);
}

type ScanRow = Awaited<ReturnType<ReturnType<typeof selectScans>['execute']>>[number];

function applyFilter(select: ReturnType<typeof selectScans>, query: ScanQuery) {
  let filtered = select;
  for (const name of ['gateId', 'listId', 'deviceId', 'result', 'reason', 'direction', 'standing'] as const) {
    const wanted = query[name];
    if (wanted !== undefined) filtered = filtered.where(`scan.${name}`, '=', wanted);
  }
  if (query.from !== undefined) filtered = filtered.where('scan.estimate', '>=', Date.parse(query.from));
  if (query.until !== undefined) filtered = filtered.where('scan.estimate', '<', Date.parse(query.until));
  return filtered;
}

async function ticketsOf(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, rows }: { eventId: string; rows: readonly ScanRow[] },
): Promise<ReadonlyMap<string, DoorTicket>> {
  const hashes = rows.flatMap(({ ticketHash }) => ticketHash ?? []);
  const tickets = await ticketing.readDoorTickets(trx, eventId, hashes);
  return new Map(tickets.map((ticket) => [ticket.hash.toString('hex'), ticket]));
}

function toScan(row: ScanRow, tickets: ReadonlyMap<string, DoorTicket>): Scan {
  const { estimate, earliest, latest, createdAt, ticketHash, ...shown } = row;
  const ticket = ticketHash && tickets.get(ticketHash.toString('hex'));
  return {
    ...shown,
    at: toText(estimate),
    earliest: toText(earliest),
    latest: latest === null ? null : toText(latest),
    receivedAt: createdAt.toISOString(),
    ticket: ticket
      ? {
          id: ticket.id,
          name: ticket.name,
          ticketType: ticket.ticketType,
          orderReference: ticket.orderReference,
        }
      : null,
  };
}

/** A phone's clock may say any year. */
function toText(ms: number): string {
  return new Date(Math.min(ms, lastInstant)).toISOString();
}
