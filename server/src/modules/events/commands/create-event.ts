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
  let id = await insertEvent(trx, organisationId, {
    ...input,
    slug: input.slug ?? (await freeSlug(trx, input.name)),
  });
  // Somebody else may have taken the slug meanwhile; one that we chose ourselves is chosen again.
  while (id === undefined) {
    if (input.slug !== undefined) throw eventConstraints.event_organisation_id_slug_key;
    id = await insertEvent(trx, organisationId, { ...input, slug: await freeSlug(trx, input.name) });
  }
  return readEvent(trx, id);
}

/** @returns the id, or undefined when the slug is taken */
async function insertEvent(
  trx: ClosedTransaction,
  organisationId: string,
  input: NewEvent & { slug: string },
): Promise<string | undefined> {
  const insert = trx
    .$extendTables<EventsTables>()
    .insertInto('events.event')
    .values({
      organisationId,
      slug: input.slug,
      name: input.name.trim(),
      description: input.description ?? '',
      place: input.place.trim(),
      timeZone: input.timeZone,
      admissionAt: toDate(input.admissionAt),
      startsAt: new Date(input.startsAt),
      endsAt: toDate(input.endsAt),
      publishedAt: null,
    })
    .onConflict((conflict) => conflict.columns(['organisationId', 'slug']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return (await orConstraint(insert, eventConstraints))?.id;
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
