import type { Shown } from '../../store/log/index.js';
import type { Shift } from '../../store/phone.js';
import type { Door } from '../scan/door-context.js';

/** Where an answer was given, or a call made; null: at no list that is known here. */
export function shiftOf(
  { listId, gateId, direction }: Pick<Shown, 'listId' | 'gateId' | 'direction'>,
  { event }: Door,
): Shift | null {
  return listId === null ? null : { eventId: event.id, listId, gateId, direction };
}
