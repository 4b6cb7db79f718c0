import { type SqlBool, sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import { type Page, type PageRequest, pageById } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { readQuestions } from './question-queries.js';
import type { Question } from './question-schemas.js';
import type { AccessList, Gate, Zone } from './schemas.js';
import type { EventsTables } from './tables.js';

/** What gates must know of an event beside the event itself; a few hundred rows at the very most. */
export interface DoorSettings {
  readonly zones: readonly Zone[];
  readonly gates: readonly Gate[];
  readonly lists: readonly AccessList[];
  /** In the order in which they are asked. */
  readonly questions: readonly Question[];
}

/** All of it; zones, gates and lists in the order in which they were made. */
export async function readDoorSettings(trx: ClosedTransaction, eventId: string): Promise<DoorSettings> {
  const zones = await selectZones(trx, eventId).orderBy('id').execute();
  const gates = await selectGates(trx, eventId).orderBy('id').execute();
  const lists = await selectAccessLists(trx, eventId).orderBy('id').execute();
  const questions = await readQuestions(trx, eventId);
  return { zones, gates, lists: lists.map(toAccessList), questions };
}

export function listZones(trx: ClosedTransaction, eventId: string, page: PageRequest): Promise<Page<Zone>> {
  return pageById(selectZones(trx, eventId), page, (row) => row);
}

export async function readZone(trx: ClosedTransaction, eventId: string, zoneId: string): Promise<Zone> {
  return found(await selectZones(trx, eventId).where('id', '=', zoneId).executeTakeFirst());
}

export function listGates(trx: ClosedTransaction, eventId: string, page: PageRequest): Promise<Page<Gate>> {
  return pageById(selectGates(trx, eventId), page, (row) => row);
}

export async function readGate(trx: ClosedTransaction, eventId: string, gateId: string): Promise<Gate> {
  return found(await selectGates(trx, eventId).where('id', '=', gateId).executeTakeFirst());
}

export function listAccessLists(
  trx: ClosedTransaction,
  eventId: string,
  page: PageRequest,
): Promise<Page<AccessList>> {
  return pageById(selectAccessLists(trx, eventId), page, toAccessList);
}

export async function readAccessList(
  trx: ClosedTransaction,
  eventId: string,
  accessListId: string,
): Promise<AccessList> {
  const row = await selectAccessLists(trx, eventId).where('id', '=', accessListId).executeTakeFirst();
  return toAccessList(found(row));
}

/** All lists of these events. */
export async function readListsOf(
  trx: ClosedTransaction,
  eventIds: readonly string[],
): Promise<AccessList[]> {
  const rows = await selectAllAccessLists(trx)
    .where(sql<SqlBool>`event_id = any(${[...eventIds]}::uuid[])`)
    .orderBy('id')
    .execute();
  return rows.map(toAccessList);
}

function selectZones(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<EventsTables>()
    .selectFrom('events.zone')
    .select(['id', 'name', 'capacity'])
    .where('eventId', '=', eventId);
}

function selectGates(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<EventsTables>()
    .selectFrom('events.gate')
    .select(['id', 'name', 'fromZoneId', 'toZoneId'])
    .where('eventId', '=', eventId);
}

const gateIds = sql<string[]>`array(
  select g.gate_id from events.access_list_gate g
  where g.organisation_id = access_list.organisation_id and g.access_list_id = access_list.id
  order by g.gate_id)`;

function selectAccessLists(trx: ClosedTransaction, eventId: string) {
  return selectAllAccessLists(trx).where('eventId', '=', eventId);
}

function selectAllAccessLists(trx: ClosedTransaction) {
  return trx
    .$extendTables<EventsTables>()
    .selectFrom('events.accessList')
    .select(['id', 'name', 'classes', 'entry', 'maxEntries', 'persons', 'activeFrom', 'activeUntil'])
    .select(['checkOutAt', 'dayStartsAt', 'includeUnpaid', 'addOnMatch', 'notOnList', 'byHand', 'byMedium'])
    .select(['rotation', 'rule'])
    .select(gateIds.as('gateIds'));
}

type AccessListRow = Awaited<ReturnType<ReturnType<typeof selectAccessLists>['executeTakeFirstOrThrow']>>;

function toAccessList(row: AccessListRow): AccessList {
  return {
    ...row,
    activeFrom: row.activeFrom?.toISOString() ?? null,
    activeUntil: row.activeUntil?.toISOString() ?? null,
    checkOutAt: row.checkOutAt?.slice(0, 5) ?? null,
    dayStartsAt: row.dayStartsAt.slice(0, 5),
  };
}
