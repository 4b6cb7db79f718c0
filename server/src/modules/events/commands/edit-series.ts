import { randomUUID } from 'node:crypto';
import { type SqlBool, sql } from 'kysely';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { eventErrors } from '../errors.js';
import { readEvent } from '../event-queries.js';
import { doorChanged } from '../events.js';
import { classRange, passesPerSeries } from '../rules.js';
import type { Event } from '../schemas.js';
import { readPassDates, readSeries } from '../series-queries.js';
import type { EventsTables } from '../tables.js';
import { lockEditableEvent } from './change-event.js';
import { createEvent } from './create-event.js';
import type { EventKey } from './edit-zone.js';

/** Locks a date for an edit of its series, which begins with it where it had none. @throws AppError events.not_a_date */
export async function lockSeries(trx: ClosedTransaction, { eventId }: EventKey): Promise<string> {
  await lockEditableEvent(trx, eventId);
  const event = await readEvent(trx, eventId);
  if (event.kind === 'pass') throw new AppError(eventErrors.notADate);
  const seriesId = event.seriesId ?? randomUUID();
  if (event.seriesId === null) await joinSeries(trx, { eventId, seriesId });
  // Passes of one series have numbers of their own.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`events.series ${seriesId}`}, 0))`.execute(trx);
  return seriesId;
}

export async function joinSeries(
  trx: ClosedTransaction,
  { eventId, seriesId }: { readonly eventId: string; readonly seriesId: string },
): Promise<void> {
  await trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({ seriesId })
    .where('id', '=', eventId)
    .execute();
}

/** What a new pass is, and its number in its series. */
export interface MadePass {
  readonly pass: Event;
  readonly passNumber: number;
}

/**
 * Makes a pass for dates of the series that this event is of. Its times are those of its dates.
 * @throws AppError events.date_not_in_series, events.too_many_passes, events.not_a_date
 */
export async function createPass(
  trx: ClosedTransaction,
  key: EventKey,
  input: { readonly name: string; readonly dateIds: readonly string[] },
): Promise<MadePass> {
  const seriesId = await lockSeries(trx, key);
  const { passes } = await readSeries(trx, key.eventId);
  const passNumber = Math.max(0, ...passes.map((pass) => pass.passNumber ?? 0)) + 1;
  if (passNumber > passesPerSeries) throw new AppError(eventErrors.tooManyPasses);
  const { place, timeZone, namesOnPhones } = await readEvent(trx, key.eventId);
  const times = await timesOf(trx, key.eventId, input.dateIds);
  const { id } = await createEvent(trx, key.organisationId, { name: input.name, place, timeZone, ...times });
  await trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({ kind: 'pass', seriesId, passNumber, nextClass: classRange(passNumber).first, namesOnPhones })
    .where('id', '=', id)
    .execute();
  await nameDates(trx, { organisationId: key.organisationId, eventId: id }, input.dateIds);
  return { pass: await readEvent(trx, id), passNumber };
}

/**
 * Says which dates a pass is good for from now on.
 * @returns the dates that were not among them before
 * @throws AppError events.not_a_pass, events.date_not_in_series
 */
export async function setPassDates(
  trx: ClosedTransaction,
  key: EventKey,
  dateIds: readonly string[],
): Promise<string[]> {
  await lockEditableEvent(trx, key.eventId);
  const { startsAt, endsAt } = await timesOf(trx, key.eventId, dateIds);
  const pass = await readEvent(trx, key.eventId);
  if (pass.kind !== 'pass') throw new AppError(eventErrors.notAPass);
  const before = await readPassDates(trx, key.eventId, 'now');
  await trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({ startsAt: new Date(startsAt), endsAt: endsAt === null ? null : new Date(endsAt) })
    .where('id', '=', key.eventId)
    .execute();
  await nameDates(trx, key, dateIds);
  return dateIds.filter((id) => !before.includes(id));
}

/** When the first of these dates begins and the last one ends. @throws AppError events.date_not_in_series */
async function timesOf(trx: ClosedTransaction, eventId: string, dateIds: readonly string[]) {
  const { dates } = await readSeries(trx, eventId);
  const named = dates.filter(({ id }) => dateIds.includes(id));
  if (named.length < dateIds.length) throw fieldError(eventErrors.dateNotInSeries, 'dateIds');
  const ends = named.map(({ startsAt, endsAt }) => endsAt ?? startsAt);
  const startsAt = new Date(Math.min(...named.map((date) => date.startsAt.getTime()))).toISOString();
  const end = Math.max(...ends.map((at) => at.getTime()));
  return { startsAt, endsAt: end > Date.parse(startsAt) ? new Date(end).toISOString() : null };
}

/** A date that is taken away keeps its row: what was scanned there still counts. */
async function nameDates(
  trx: ClosedTransaction,
  { organisationId, eventId }: EventKey,
  dateIds: readonly string[],
): Promise<void> {
  const db = trx.$extendTables<EventsTables>();
  await db
    .insertInto('events.passDate')
    .values(dateIds.map((date) => ({ organisationId, passId: eventId, eventId: date })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .updateTable('events.passDate')
    .set({ active: sql<boolean>`event_id = any(${[...dateIds]}::uuid[])` })
    .where('passId', '=', eventId)
    .where(sql<SqlBool>`active <> (event_id = any(${[...dateIds]}::uuid[]))`)
    .execute();
  await publish(trx, doorChanged, { organisationId, payload: { eventId } });
}
