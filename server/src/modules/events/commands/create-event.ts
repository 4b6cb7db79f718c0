import { type AppError, fieldError } from '../../../platform/errors/app-error.js';
import { orConstraint } from '../../../platform/errors/constraint.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { toDate } from '../../../platform/time/to-date.js';
import { eventErrors } from '../errors.js';
import { readEvent } from '../event-queries.js';
import { slugOf } from '../rules.js';
import type { Event, NewEvent } from '../schemas.js';
import type { EventsTables } from '../tables.js';

/** Creates a draft. @throws AppError events.slug_taken, events.wrong_times */
export async function createEvent(
  trx: ClosedTransaction,
  organisationId: string,
  input: NewEvent,
): Promise<Event> {
  const db = trx.$extendTables<EventsTables>();
  const insert = db
    .insertInto('events.event')
    .values({
      organisationId,
      slug: input.slug ?? (await freeSlug(trx, input.name)),
      name: input.name.trim(),
      description: input.description ?? '',
      place: input.place.trim(),
      timeZone: input.timeZone,
      admissionAt: toDate(input.admissionAt),
      startsAt: new Date(input.startsAt),
      endsAt: toDate(input.endsAt),
      publishedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await orConstraint(insert, eventConstraints);
  return readEvent(trx, id);
}

/** What a broken constraint of `events.event` means to the caller. */
export const eventConstraints = {
  event_organisation_id_slug_key: fieldError(eventErrors.slugTaken, 'slug'),
  event_check: fieldError(eventErrors.wrongTimes, 'admissionAt'),
  event_check1: fieldError(eventErrors.wrongTimes, 'endsAt'),
} satisfies Record<string, AppError>;

/** The name's own short form, or with a number when another event has it. */
async function freeSlug(trx: ClosedTransaction, name: string): Promise<string> {
  const wanted = slugOf(name) || 'event';
  const rows = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select('slug')
    .where('slug', 'like', `${wanted.slice(0, 54)}%`)
    .execute();
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const candidate = `${wanted.slice(0, 54)}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
