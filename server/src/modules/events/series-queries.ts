import { type SqlBool, sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { classRange, type EventKind, type EventStatus } from './rules.js';
import type { EventsTables } from './tables.js';

/** An event as the others of its series know it. */
export interface SeriesMember {
  readonly id: string;
  readonly publicNumber: number;
  readonly name: string;
  readonly kind: EventKind;
  readonly status: EventStatus;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly passNumber: number | null;
  /** Of a pass: the dates that it is good for. */
  readonly dateIds: readonly string[];
}

/** What an event has to do with others: dates by their start, passes by their numbers. */
export interface Series {
  readonly seriesId: string | null;
  readonly dates: readonly SeriesMember[];
  readonly passes: readonly SeriesMember[];
}

/** Of an event that stands alone the one date is itself. @throws AppError platform.not_found */
export async function readSeries(trx: ClosedTransaction, eventId: string): Promise<Series> {
  const members = await sql<SeriesMember & { seriesId: string | null }>`
    select other.series_id, other.id, other.public_number, other.name, other.kind, other.status, other.starts_at,
      other.ends_at, other.pass_number, array(select event_id from events.pass_date
        where pass_id = other.id and active order by event_id) as date_ids
    from events.event as own
      join events.event as other on other.id = own.id or other.series_id = own.series_id
    where own.id = ${eventId}::uuid
    order by other.pass_number, other.starts_at, other.id`.execute(trx);
  const { seriesId } = found(members.rows[0]);
  return {
    seriesId,
    dates: members.rows.filter(({ kind }) => kind === 'date'),
    passes: members.rows.filter(({ kind }) => kind === 'pass'),
  };
}

/** Whose tickets are good at the doors of an event: its own, and those of passes. Its own id is the first. */
export async function readAccepted(trx: ClosedTransaction, eventId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select events.accepted_at(${eventId}::uuid) as ids`.execute(trx);
  return rows[0]?.ids ?? [eventId];
}

/** The dates of a pass; of any other event none. @param which `ever`: also those that it was good for once */
export async function readPassDates(
  trx: ClosedTransaction,
  passId: string,
  which: 'now' | 'ever',
): Promise<string[]> {
  const all = trx
    .$extendTables<EventsTables>()
    .selectFrom('events.passDate')
    .select('eventId')
    .where('passId', '=', passId)
    .orderBy('eventId');
  const rows = await (which === 'now' ? all.where('active', '=', true) : all).execute();
  return rows.map(({ eventId }) => eventId);
}

/** Which of these access lists belong to which of these passes. */
export async function readListOwners(
  trx: ClosedTransaction,
  passIds: readonly string[],
  listIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (passIds.length * listIds.length === 0) return new Map();
  const rows = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.accessList')
    .select(['id', 'eventId'])
    .where('eventId', 'in', [...passIds])
    .where('id', 'in', [...listIds])
    .execute();
  return new Map(rows.map(({ id, eventId }) => [id, eventId]));
}

/** Event → the numbers of classes that its access lists name; an event without any is left out. */
export async function readListedClasses(
  trx: ClosedTransaction,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const { rows } = await sql<{ eventId: string; classes: number[] }>`
    select event_id, array_agg(distinct class) as classes
    from events.access_list cross join lateral unnest(classes) as class
    where event_id = any(${[...eventIds]}::uuid[])
    group by event_id`.execute(trx);
  return new Map(rows.map(({ eventId, classes }) => [eventId, new Set(classes)]));
}

/** Which of these numbers of classes passes have that are good at an event. */
export async function passClassesAmong(
  trx: ClosedTransaction,
  eventId: string,
  classes: readonly number[],
): Promise<ReadonlySet<number>> {
  if (classes.length === 0) return new Set();
  const rows = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(['passNumber', 'nextClass'])
    .where(sql<SqlBool>`id = any(events.accepted_at(${eventId}::uuid))`)
    .where('kind', '=', 'pass')
    .execute();
  return new Set(
    classes.filter((number) =>
      rows.some(({ passNumber, nextClass }) => number >= classRange(passNumber).first && number < nextClass),
    ),
  );
}
