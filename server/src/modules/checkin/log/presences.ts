import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { LockedScans } from './scans-feed.js';

/** Where the people of one ticket are after the walk, as far as one list knows. */
export interface Presence {
  /** Its hash in hexadecimal. */
  readonly ticket: string;
  readonly listId: string;
  readonly inside: number;
  /** The most that were inside at once. */
  readonly peak: number;
  readonly leftFromOutside: number;
  /** Milliseconds since 1970. */
  readonly movedAt: number;
}

export async function writePresences(
  trx: ClosedTransaction,
  { organisationId, eventId }: LockedScans,
  presences: readonly Presence[],
): Promise<void> {
  if (presences.length === 0) return;
  const all = <T>(pick: (presence: Presence) => T): T[] => presences.map(pick);
  await sql`insert into checkin.presence as known
      (organisation_id, event_id, ticket_hash, list_id, inside, left_from_outside, moved_at, peak)
    select ${organisationId}::uuid, ${eventId}::uuid, row.* from unnest(
      ${all(({ ticket }) => Buffer.from(ticket, 'hex'))}::bytea[], ${all(({ listId }) => listId)}::uuid[],
      ${all(({ inside }) => inside)}::integer[], ${all(({ leftFromOutside }) => leftFromOutside)}::integer[],
      ${all(({ movedAt }) => movedAt)}::bigint[], ${all(({ peak }) => peak)}::integer[]) as row
    on conflict (organisation_id, event_id, ticket_hash, list_id) do update set inside = excluded.inside,
      left_from_outside = excluded.left_from_outside, moved_at = excluded.moved_at, peak = excluded.peak
    where (known.inside, known.left_from_outside, known.moved_at, known.peak)
      is distinct from (excluded.inside, excluded.left_from_outside, excluded.moved_at, excluded.peak)`.execute(
    trx,
  );
}
