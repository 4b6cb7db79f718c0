import { sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Events } from '../events/index.js';

/**
 * What the lists that take a ticket say of its changing code. `somewhere`: one of them takes no other, and another
 * does; `everywhere`: none of them takes what is printed.
 */
export type RotationNeed = 'none' | 'preferred' | 'somewhere' | 'everywhere';

/** Lists that match add-ons take a ticket for what was added to it, and look at the code that was shown. */
export async function readRotationNeed(
  trx: ClosedTransaction,
  events: Pick<Events, 'readPassDates' | 'readListsOf'>,
  { eventId, ticketId }: { readonly eventId: string; readonly ticketId: string },
): Promise<RotationNeed> {
  // A pass is shown at its dates, and asked for its code by their lists.
  const dates = await events.readPassDates(trx, eventId, 'now');
  const lists = await events.readListsOf(trx, [eventId, ...dates]);
  if (lists.every(({ rotation }) => rotation === 'off')) return 'none';
  const { rows } = await sql<{ class: number; isOwn: boolean }>`
    select type.class, ticket.id = ${ticketId}::uuid as is_own from ticketing.ticket
      join ticketing.ticket_type as type
        on type.organisation_id = ticket.organisation_id and type.id = ticket.ticket_type_id
    where ticket.event_id = ${eventId}::uuid
      and (ticket.id = ${ticketId}::uuid or ticket.parent_id = ${ticketId}::uuid)`.execute(trx);
  const takes = ({ classes, addOnMatch }: (typeof lists)[number]) =>
    rows.some((row) => (row.isOwn || addOnMatch) && classes.includes(row.class));
  const asked = lists.filter(takes).map(({ rotation }) => rotation);
  if (!asked.includes('required')) return asked.includes('preferred') ? 'preferred' : 'none';
  return asked.every((rotation) => rotation === 'required') ? 'everywhere' : 'somewhere';
}
