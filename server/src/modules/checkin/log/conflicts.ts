import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/**
 * Opens a conflict for each admission that is one too many now, and clears those of admissions that are none any
 * more; one that was cleared opens again. The organiser's note stays, and who has looked at something else looks again.
 * @param rows `now`: rows with a new review; `before`: known rows with the review that they had
 * @returns whether a conflict opened, changed or was cleared
 */
export async function settleConflicts(
  trx: ClosedTransaction,
  scans: LockedScans,
  rows: { readonly now: readonly ScanRecord[]; readonly before: readonly ScanRecord[] },
): Promise<boolean> {
  const extras = rows.now.filter(({ review }) => review.standing === 'extra');
  const wereExtra = new Set(
    rows.before.filter(({ review }) => review.standing === 'extra').map(({ row }) => row.id),
  );
  const cleared = rows.now.filter(({ row, review }) => wereExtra.has(row.id) && review.standing !== 'extra');
  await openConflicts(trx, scans, extras);
  await clearConflicts(
    trx,
    cleared.map(({ row }) => row.id),
  );
  return extras.length + cleared.length > 0;
}

async function openConflicts(
  trx: ClosedTransaction,
  { organisationId, eventId }: LockedScans,
  extras: readonly ScanRecord[],
): Promise<void> {
  if (extras.length === 0) return;
  await sql`insert into checkin.conflict as known (organisation_id, event_id, scan_id, first_id, sure, open)
    select ${organisationId}::uuid, ${eventId}::uuid, row.*, true from unnest(
      ${extras.map(({ row }) => row.id)}::uuid[], ${extras.map(({ review }) => review.first)}::uuid[],
      ${extras.map(({ review }) => review.sure)}::boolean[]) as row
    on conflict (organisation_id, scan_id) do update set first_id = excluded.first_id, sure = excluded.sure,
      open = true, cleared_at = null, opened_at = case when known.open then known.opened_at else now() end,
      times_opened = known.times_opened + case when known.open then 0 else 1 end,
      resolved_at = case when known.open and known.first_id = excluded.first_id and known.sure = excluded.sure
        then known.resolved_at end`.execute(trx);
}

async function clearConflicts(trx: ClosedTransaction, scanIds: readonly string[]): Promise<void> {
  if (scanIds.length === 0) return;
  await sql`update checkin.conflict set open = false, cleared_at = now()
    where scan_id = any(${[...scanIds]}::uuid[]) and open`.execute(trx);
}
