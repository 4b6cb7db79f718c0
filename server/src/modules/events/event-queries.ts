import { type Expression, type SqlBool, sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import { cursorPatterns, decodeCursor } from '../../platform/http/cursor.js';
import { countOf, limitOf, type Page, type PageRequest, toPage } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { EventStatus } from './rules.js';
import type { Event } from './schemas.js';
import type { EventsTables } from './tables.js';

const columns = [
  'id',
  'publicNumber',
  'slug',
  'name',
  'description',
  'place',
  'timeZone',
  'admissionAt',
  'startsAt',
  'endsAt',
  'status',
  'publishedAt',
  'namesOnPhones',
  'kind',
  'seriesId',
  'updatedAt',
] as const;

type EventRow = Omit<Event, 'admissionAt' | 'startsAt' | 'endsAt' | 'publishedAt' | 'updatedAt'> & {
  admissionAt: Date | null;
  startsAt: Date;
  endsAt: Date | null;
  publishedAt: Date | null;
  updatedAt: Date;
};

export interface EventFilter extends PageRequest {
  readonly status?: EventStatus;
  /** Part of the name or the place. */
  readonly search?: string;
  /** An instant: only what is still on then or comes later. An event without an end counts by its start. */
  readonly from?: string;
  /** Of each series only the first date that the rest of the filter leaves, and no pass. */
  readonly together?: boolean;
}

/** Events by their start, the next ones first within the page order that a calendar has. */
export async function listEvents(trx: ClosedTransaction, filter: EventFilter): Promise<Page<Event>> {
  const db = trx.$extendTables<EventsTables>();
  let query = db.selectFrom('events.event').select(columns).select(startKey.as('startKey'));
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.search !== undefined) query = query.where(matches(filter.search));
  if (filter.from !== undefined)
    query = query.where(sql<SqlBool>`coalesce(ends_at, starts_at) >= ${filter.from}::timestamptz`);
  if (filter.together === true) {
    const firsts = query
      .clearSelect()
      .select('id')
      .where('kind', '=', 'date')
      .distinctOn(ownOrSeries)
      .orderBy(ownOrSeries)
      .orderBy('startsAt')
      .orderBy('id');
    query = query.where('id', 'in', firsts);
  }
  const total = filter.total ? await countOf(query) : undefined;
  if (filter.after !== undefined) {
    const [startsAt, id] = decodeCursor(filter.after, [cursorPatterns.instant, cursorPatterns.uuid]);
    query = query.where(sql<SqlBool>`(starts_at, id) > (${startsAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('startsAt')
    .orderBy('id')
    .limit(limitOf(filter) + 1)
    .execute();
  return toPage(rows, filter, { cursor: (row) => [row.startKey, row.id], map: toEvent, total });
}

const ownOrSeries = sql<string>`coalesce(series_id, id)`;

// JavaScript's dates stop at milliseconds; the cursor must not, or rows within one are read twice.
const startKey = sql<string>`to_char(starts_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

function matches(search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(name ilike ${pattern} or place ilike ${pattern})`;
}

/** @throws AppError platform.not_found */
export async function readEvent(trx: ClosedTransaction, eventId: string): Promise<Event> {
  const row = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(columns)
    .where('id', '=', eventId)
    .executeTakeFirst();
  return toEvent(found(row));
}

/** Public number → id. */
export async function findEventIds(
  trx: ClosedTransaction,
  publicNumbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(['id', 'publicNumber'])
    .where(sql<SqlBool>`public_number = any(${[...publicNumbers]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, publicNumber }) => [publicNumber, id]));
}

/** An event that is on, or not far away. */
export interface NearEvent {
  readonly id: string;
  readonly timeZone: string;
}

/** Those that are not archived, end after `from` and begin before `until`; without an end they end as they begin. */
export function listEventsBetween(
  trx: ClosedTransaction,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<NearEvent[]> {
  return trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(['id', 'timeZone'])
    .where('status', '<>', 'archived')
    .where('startsAt', '<', until)
    .where(sql<SqlBool>`coalesce(ends_at, starts_at) > ${from}::timestamptz`)
    .orderBy('id')
    .execute();
}

export async function findPublishedEvent(trx: ClosedTransaction, slug: string): Promise<Event | undefined> {
  const row = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(columns)
    .where('slug', '=', slug)
    .where('status', '=', 'published')
    .executeTakeFirst();
  return row && toEvent(row);
}

function toEvent(row: EventRow): Event {
  return {
    id: row.id,
    publicNumber: row.publicNumber,
    slug: row.slug,
    name: row.name,
    description: row.description,
    place: row.place,
    timeZone: row.timeZone,
    admissionAt: row.admissionAt?.toISOString() ?? null,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    status: row.status,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    namesOnPhones: row.namesOnPhones,
    kind: row.kind,
    seriesId: row.seriesId,
    updatedAt: row.updatedAt.toISOString(),
  };
}
