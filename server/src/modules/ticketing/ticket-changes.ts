import { sql } from 'kysely';
import { byteas } from '../../platform/database/binary-arrays.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import type { EventKey } from './feed.js';
import type { TicketState } from './rules.js';
import type { TicketingTables } from './tables.js';

/** From this instant on the ticket was in this state, and codes of lower generations were dead. */
export interface TicketChange {
  readonly hash: Buffer;
  readonly at: Date;
  readonly generation: number;
  readonly state: TicketState;
  /** How many entries of its own it had until then; null: this change left them alone. */
  readonly entriesBefore: number | null;
}

/** A ticket of which something has changed that scans are judged by. */
export interface ChangedTicket {
  readonly id: string;
  /** Its own number of entries before; left out where that is the same. */
  readonly entriesBefore?: number;
}

/** What of a ticket's change is to be noted; nothing where scans of before are judged the same. */
export function noteworthy(before: Judged & { readonly id: string }, after: Judged): ChangedTicket[] {
  if (before.entries !== after.entries) return [{ id: before.id, entriesBefore: before.entries }];
  return before.state === after.state ? [] : [{ id: before.id }];
}

type Judged = { readonly state: TicketState; readonly entries: number };

/**
 * Notes the state and generation that these tickets have now, in the transaction that changed one of them: phones
 * that were offline are judged by what was true when they scanned. The event's tickets must be locked.
 */
export async function noteTicketChanges(
  trx: ClosedTransaction,
  key: EventKey,
  changed: readonly ChangedTicket[],
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, entriesBefore }) => ({ id, entries_before: entriesBefore ?? null }));
  await sql`insert into ticketing.ticket_change (organisation_id, event_id, hash, generation, state, entries_before)
    select organisation_id, event_id, hash, generation, state, row.entries_before
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, entries_before smallint)
      join ticketing.ticket using (id)
    where organisation_id = ${key.organisationId}::uuid and event_id = ${key.eventId}::uuid`.execute(trx);
}

/** Notes that a number was taken out of use. */
export async function noteDeadNumber(
  trx: ClosedTransaction,
  key: EventKey,
  dead: { readonly hash: Buffer; readonly generation: number },
): Promise<void> {
  const { organisationId, eventId } = key;
  await trx
    .$extendTables<TicketingTables>()
    .insertInto('ticketing.ticketChange')
    .values({ organisationId, eventId, ...dead, state: 'cancelled', entriesBefore: null })
    .execute();
}

/** Every change of these tickets, in the order in which they happened. */
export function readTicketChanges(
  trx: ClosedTransaction,
  eventId: string,
  hashes: readonly Buffer[],
): Promise<TicketChange[]> {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketChange')
    .select(['hash', 'at', 'generation', 'state', 'entriesBefore'])
    .where(acceptedAt(eventId))
    .where(sql<boolean>`hash = any(${byteas(hashes)}::bytea[])`)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
