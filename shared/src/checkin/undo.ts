import type { Effect } from './decision.js';
import type { Profile } from './policy.js';
import { type Instant, MINUTE_MS } from './zone-time.js';

const OWN_UNDO_MS = 10 * MINUTE_MS;

export interface UndoneScan {
  readonly device: string;
  readonly at: Instant;
  readonly effect: Effect;
  readonly isUndone: boolean;
}

export interface Undoer {
  readonly device: string;
  readonly profile: Profile;
}

export type UndoAnswer = 'allowed' | 'nothing_to_undo' | 'supervisor_needed';

/** The phone that let somebody through may take it back within ten minutes, a supervisor at any time. */
export function mayUndo(scan: UndoneScan, by: Undoer, now: Instant): UndoAnswer {
  if (scan.isUndone || scan.effect === 'none' || scan.effect === 'check') return 'nothing_to_undo';
  if (by.profile.maySupervise) return 'allowed';
  const isRecent = now - scan.at < OWN_UNDO_MS;
  return scan.device === by.device && isRecent ? 'allowed' : 'supervisor_needed';
}
