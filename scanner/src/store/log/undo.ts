import { mayUndo, type Profile } from '@gatehouse/shared/checkin';
import type { LogRow } from '@gatehouse/shared/log';
import type { UndoOutcome } from './gateway.js';
import type { RowIndex } from './row-index.js';

export interface Undoing {
  readonly device: string;
  readonly profile: Profile;
  readonly index: RowIndex;
  /** The estimate of the time. */
  readonly now: number;
}

/** @returns the row to take back, or why it stays */
export function undoable(
  scanId: string,
  { device, profile, index, now }: Undoing,
): LogRow | Exclude<UndoOutcome, 'done'> {
  const found = index.find(scanId);
  if (found === null) return 'unknown';
  const { row, review } = found;
  const isUndone = index.isUndone(row.id) || review?.standing === 'undone';
  const scan = { device: row.device, at: row.time.estimate, effect: row.effect, isUndone };
  const answer = mayUndo(scan, { device, profile }, now);
  return answer === 'allowed' ? row : answer;
}
