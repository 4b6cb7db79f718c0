import { sql } from 'kysely';
import { AppError } from '../../platform/errors/app-error.js';
import { orConstraint } from '../../platform/errors/constraint.js';
import { publish } from '../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { doorChanged } from '../events/index.js';
import { ticketingErrors } from './errors.js';
import type { EventKey } from './feed.js';

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
  const insert = sql`
    insert into ticketing.window_class
      (organisation_id, event_id, class, ticket_type_id, valid_from, valid_until)
    select ${organisationId}::uuid, ${eventId}::uuid,
      (select coalesce(max(class), 32767) from ticketing.window_class
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
  if (numAffectedRows > 0n) await publish(trx, doorChanged, { organisationId, payload: { eventId } });
}

function asRow({ ticketTypeId, validFrom, validUntil }: TypeAndWindow) {
  return { type: ticketTypeId, valid_from: validFrom, valid_until: validUntil };
}
