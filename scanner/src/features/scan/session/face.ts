import type { Shown } from '../../../store/log/index.js';

/** How an answer looks and sounds. */
export type Face = 'admit' | 'exit' | 'check' | 'confirm' | 'already' | 'refuse' | 'unrecorded';

/**
 * Green is only for somebody who goes in by a row that is kept. Who only asked, who leaves, and what could not be
 * kept have looks of their own.
 * @param shown null: the answer itself was lost
 */
export function faceOf(shown: Pick<Shown, 'recorded' | 'decision'> | null): Face {
  if (shown?.recorded !== true) return 'unrecorded';
  const { result, effect, reason } = shown.decision;
  if (result === 'exit') return 'exit';
  if (result === 'confirm') return 'confirm';
  if (result === 'refuse') return reason === 'already_used' ? 'already' : 'refuse';
  return effect === 'entry' || effect === 'person' ? 'admit' : 'check';
}
