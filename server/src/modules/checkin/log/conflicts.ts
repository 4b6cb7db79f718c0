import type { LogStore } from './log-store.js';
import type { ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/**
 * Opens a conflict for each admission that is one too many now, and clears those of admissions that are none any
 * more; one that was cleared opens again. The organiser's note stays, and who has looked at something else looks again.
 * @param rows `now`: rows with a new review; `before`: known rows with the review that they had
 * @returns whether a conflict opened, changed or was cleared
 */
export async function settleConflicts(
  store: LogStore,
  scans: LockedScans,
  rows: { readonly now: readonly ScanRecord[]; readonly before: readonly ScanRecord[] },
): Promise<boolean> {
  const extras = rows.now.filter(({ review }) => review.standing === 'extra');
  const wereExtra = new Set(
    rows.before.filter(({ review }) => review.standing === 'extra').map(({ row }) => row.id),
  );
  const cleared = rows.now.filter(({ row, review }) => wereExtra.has(row.id) && review.standing !== 'extra');
  await store.openConflicts(scans, extras);
  await store.clearConflicts(cleared.map(({ row }) => row.id));
  return extras.length + cleared.length > 0;
}
