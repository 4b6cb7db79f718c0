import { sql } from 'kysely';
import { AppError } from '../../platform/errors/app-error.js';
import { orConstraint } from '../../platform/errors/constraint.js';
import { publish } from '../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { classNumbers, doorChanged } from '../events/index.js';
import { acceptedAt } from './accepted.js';
import { ticketingErrors } from './errors.js';
import type { EventKey } from './feed.js';
import type { TicketingTables } from './tables.js';

/** A ticket type, and the window of a ticket that has one of its own. */
export interface TypeAndWindow {
  readonly ticketTypeId: string;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
}

const constraints = { window_class_number: new AppError(ticketingErrors.tooManyWindows) };

/**
 * Gives the tickets that have a window of their own a class of their own. A phone's row of a ticket says its class
 * and nothing of its window, so this is how a phone without a network keeps to it. The numbers lie above those that
 * events gives to ticket types; codes never carry them. The event's feed must be locked.
 * @throws AppError ticketing.too_many_windows
 */
export async function giveWindowClasses(
  trx: ClosedTransaction,
  key: EventKey,
  tickets: readonly TypeAndWindow[],
): Promise<void> {
  const windows = tickets.filter(({ validFrom, validUntil }) => validFrom !== null || validUntil !== null);
  if (windows.length === 0) return;
  const { organisationId, eventId } = key;
  const { first, end } = await windowRange(trx, eventId);
  const insert = sql`
    insert into ticketing.window_class
      (organisation_id, event_id, class, ticket_type_id, valid_from, valid_until)
    select ${organisationId}::uuid, ${eventId}::uuid,
      (select coalesce(max(class), ${first - 1}) from ticketing.window_class
        where organisation_id = ${organisationId}::uuid and event_id = ${eventId}::uuid)
        + row_number() over (order by type, valid_from, valid_until),
      type, valid_from, valid_until
    from (select distinct type, valid_from, valid_until
      from jsonb_to_recordset(${JSON.stringify(windows.map(asRow))}::jsonb)
        as row(type uuid, valid_from timestamptz, valid_until timestamptz)) as wanted
    where not exists (select from ticketing.window_class as known
      where known.organisation_id = ${organisationId}::uuid and known.event_id = ${eventId}::uuid
        and known.ticket_type_id = wanted.type
        and coalesce(known.valid_from, '-infinity') = coalesce(wanted.valid_from, '-infinity')
        and coalesce(known.valid_until, 'infinity') = coalesce(wanted.valid_until, 'infinity'))`.execute(trx);
  const { numAffectedRows = 0n } = await orConstraint(insert, constraints);
  if (numAffectedRows > 0n) await requireBelow(trx, eventId, end);
  if (numAffectedRows > 0n) await publish(trx, doorChanged, { organisationId, payload: { eventId } });
}

/** The upper half of the numbers is divided as the lower one, in which the event's ticket types have theirs. */
async function windowRange(
  trx: ClosedTransaction,
  eventId: string,
): Promise<{ readonly first: number; readonly end: number }> {
  const { firstOfPasses, ofOnePass } = classNumbers;
  const type = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select('class')
    .where('eventId', '=', eventId)
    .limit(1)
    .executeTakeFirst();
  const number = type?.class ?? 0;
  if (number < firstOfPasses) return { first: upperHalf, end: upperHalf + firstOfPasses };
  const first = upperHalf + number - ((number - firstOfPasses) % ofOnePass);
  return { first, end: first + ofOnePass };
}

/** @throws AppError ticketing.too_many_windows */
async function requireBelow(trx: ClosedTransaction, eventId: string, end: number): Promise<void> {
  const above = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.windowClass')
    .select('class')
    .where('eventId', '=', eventId)
    .where('class', '>=', end)
    .limit(1)
    .executeTakeFirst();
  if (above) throw new AppError(ticketingErrors.tooManyWindows);
}

const upperHalf = 32_768;

/**
 * Finds the classes of these tickets' windows. They are looked up here and not joined: while PostgreSQL takes the
 * table for a small one, it would go through all of it for each ticket.
 * @returns undefined for a ticket without a window of its own
 */
export async function windowClassesOf(
  trx: ClosedTransaction,
  eventId: string,
  tickets: readonly TypeAndWindow[],
): Promise<(ticket: TypeAndWindow) => number | undefined> {
  const own = tickets.filter(({ validFrom, validUntil }) => validFrom !== null || validUntil !== null);
  if (own.length === 0) return () => undefined;
  const texts = own.map(({ validFrom, validUntil }) => ({
    from: validFrom?.toISOString() ?? '-infinity',
    until: validUntil?.toISOString() ?? 'infinity',
  }));
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.windowClass')
    .select(['class', 'ticketTypeId', 'validFrom', 'validUntil'])
    .where(acceptedAt(eventId))
    .where(
      sql<boolean>`coalesce(valid_from, '-infinity') = any(${distinct(texts.map(({ from }) => from))}::timestamptz[])`,
    )
    .where(
      sql<boolean>`coalesce(valid_until, 'infinity') = any(${distinct(texts.map(({ until }) => until))}::timestamptz[])`,
    )
    .execute();
  const classes = new Map(rows.map((row) => [nameOf(row), row.class]));
  return (ticket) => classes.get(nameOf(ticket));
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function nameOf({ ticketTypeId, validFrom, validUntil }: TypeAndWindow): string {
  return `${ticketTypeId} ${validFrom?.getTime()} ${validUntil?.getTime()}`;
}

function asRow({ ticketTypeId, validFrom, validUntil }: TypeAndWindow) {
  return { type: ticketTypeId, valid_from: validFrom, valid_until: validUntil };
}
