import type { Shown } from '../../store/log/index.js';
import type { Shift } from '../../store/phone.js';
import type { Door } from '../scan/door-context.js';

/** Where an answer was given; null: at no list that is known here. */
export function shiftOf({ listId, gateId, direction }: Shown, { event }: Door): Shift | null {
  return listId === null ? null : { eventId: event.id, listId, gateId, direction };
}
