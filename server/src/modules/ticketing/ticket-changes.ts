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
}

/**
 * Notes the state and generation that these tickets have now, in the transaction that changed one of them: phones
 * that were offline are judged by what was true when they scanned. The event's tickets must be locked.
 */
export async function noteTicketChanges(
  trx: ClosedTransaction,
  key: EventKey,
  ticketIds: readonly string[],
): Promise<void> {
  if (ticketIds.length === 0) return;
  await sql`insert into ticketing.ticket_change (organisation_id, event_id, hash, generation, state)
    select organisation_id, event_id, hash, generation, state from ticketing.ticket
    where organisation_id = ${key.organisationId}::uuid and event_id = ${key.eventId}::uuid
      and id = any(${[...ticketIds]}::uuid[])`.execute(trx);
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
    .values({ organisationId, eventId, ...dead, state: 'cancelled' })
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
    .select(['hash', 'at', 'generation', 'state'])
    .where(acceptedAt(eventId))
    .where(sql<boolean>`hash = any(${byteas(hashes)}::bytea[])`)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
