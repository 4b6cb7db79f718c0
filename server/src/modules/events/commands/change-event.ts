import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import { orConstraint } from '../../../platform/errors/constraint.js';
import { found } from '../../../platform/errors/found.js';
import { withTrimmedName } from '../../../platform/http/trimmed-name.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { toDate } from '../../../platform/time/to-date.js';
import { eventErrors } from '../errors.js';
import { readEvent } from '../event-queries.js';
import { doorChanged, eventPublished } from '../events.js';
import { type EventStatus, mayBecome } from '../rules.js';
import type { Event, EventChanges } from '../schemas.js';
import type { EventsTables } from '../tables.js';
import { eventConstraints } from './create-event.js';

/** Changes the fields that are given. @throws AppError events.archived, events.slug_taken, events.wrong_times */
export async function changeEvent(
  trx: ClosedTransaction,
  key: { readonly organisationId: string; readonly eventId: string },
  changes: EventChanges,
): Promise<Event> {
  const { eventId } = key;
  await lockDoor(trx, key);
  const { admissionAt, startsAt, endsAt, ...rest } = changes;
  const update = trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({
      ...withTrimmedName(rest),
      ...(rest.place === undefined ? {} : { place: rest.place.trim() }),
      ...(admissionAt === undefined ? {} : { admissionAt: toDate(admissionAt) }),
      ...(startsAt === undefined ? {} : { startsAt: new Date(startsAt) }),
      ...(endsAt === undefined ? {} : { endsAt: toDate(endsAt) }),
    })
    .where('id', '=', eventId)
    .execute();
  await orConstraint(update, eventConstraints);
  return readEvent(trx, eventId);
}

/** Moves the event between draft, published and archived. The same status again changes nothing. */
export async function changeStatus(
  trx: ClosedTransaction,
  change: { organisationId: string; eventId: string; status: EventStatus },
): Promise<Event> {
  const { organisationId, eventId, status } = change;
  const before = await lockEvent(trx, eventId);
  if (before !== status) {
    if (!mayBecome(before, status)) throw new AppError(eventErrors.wrongStatus);
    await trx
      .$extendTables<EventsTables>()
      .updateTable('events.event')
      .set({ status, ...(status === 'published' ? { publishedAt: sql`coalesce(published_at, now())` } : {}) })
      .where('id', '=', eventId)
      .execute();
    await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  }
  const event = await readEvent(trx, eventId);
  if (before !== 'published' && status === 'published') {
    const { name, slug } = event;
    await publish(trx, eventPublished, { organisationId, payload: { eventId, name, slug } });
  }
  return event;
}

/**
 * Locks the event's row until the transaction ends, so that edits of one event follow each other.
 * @throws AppError platform.not_found
 */
async function lockEvent(trx: ClosedTransaction, eventId: string): Promise<EventStatus> {
  const row = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select('status')
    .where('id', '=', eventId)
    .forUpdate()
    .executeTakeFirst();
  return found(row).status;
}

/** @throws AppError platform.not_found, events.archived */
export async function lockEditableEvent(trx: ClosedTransaction, eventId: string): Promise<EventStatus> {
  const status = await lockEvent(trx, eventId);
  if (status === 'archived') throw new AppError(eventErrors.archived);
  return status;
}

/**
 * Locks the event for an edit that phones at the door must hear of, and says so.
 * @throws AppError platform.not_found, events.archived
 */
export async function lockDoor(
  trx: ClosedTransaction,
  key: { readonly organisationId: string; readonly eventId: string },
): Promise<EventStatus> {
  const { organisationId, eventId } = key;
  const status = await lockEditableEvent(trx, eventId);
  await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  return status;
}
