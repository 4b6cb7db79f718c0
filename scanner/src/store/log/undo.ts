import { mayUndo, type Profile } from '@gatehouse/shared/checkin';
import type { LogRow } from '@gatehouse/shared/log';
import type { UndoState } from './gateway.js';
import type { RowIndex } from './row-index.js';

export interface Undoing {
  readonly device: string;
  readonly profile: Profile;
  readonly index: RowIndex;
  /** The estimate of the time. */
  readonly now: number;
}

/** @returns the row to take back, or why it stays */
export function undoable(scanId: string, undoing: Undoing): LogRow | Exclude<UndoState, 'allowed'> {
  const found = undoing.index.find(scanId);
  if (found === null) return 'unknown';
  const { row, review } = found;
  const { device, profile, index, now } = undoing;
  const isUndone = index.isUndone(row.id) || review?.standing === 'undone';
  if (isUndone) return 'undone';
  const scan = { device: row.device, at: row.time.estimate, effect: row.effect, isUndone };
  const answer = mayUndo(scan, { device, profile }, now);
  return answer === 'allowed' ? row : answer;
}
