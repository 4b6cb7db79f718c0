import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';

/** Of the tickets that are good at the doors of an event: its own and those of passes. */
export function acceptedAt(eventId: string, column = 'event_id'): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} = any(events.accepted_at(${eventId}::uuid))`;
}

/**
 * The same for who reads page by page: without passes, PostgreSQL finds the rows of one event in their order.
 * @returns the condition for a column
 */
export async function acceptedInOrder(
  trx: ClosedTransaction,
  eventId: string,
): Promise<(column?: string) => RawBuilder<SqlBool>> {
  const { rows } = await sql<{ ids: string[] }>`select events.accepted_at(${eventId}::uuid) as ids`.execute(
    trx,
  );
  const ids = rows[0]?.ids ?? [eventId];
  return (column = 'event_id') =>
    ids.length === 1
      ? sql<SqlBool>`${sql.ref(column)} = ${eventId}::uuid`
      : sql<SqlBool>`${sql.ref(column)} = any(${ids}::uuid[])`;
}
