import type { DoorKey, DoorKeyStep } from './door-key-api.js';

/** What can be done next, in its order; the way out of a leak is always there. */
export function nextSteps({ successor, retired }: Pick<DoorKey, 'successor' | 'retired'>): DoorKeyStep[] {
  if (successor) return ['replace', 'change_over'];
  return ['replace', retired ? 'end_overlap' : 'announce'];
}
