import { AppError } from '../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Event, Events } from '../events/index.js';
import { checkinErrors } from './errors.js';

/** @returns the event @throws AppError platform.not_found, checkin.no_door of a pass, whose tickets are shown at its dates */
export async function requireDoor(
  trx: ClosedTransaction,
  events: Pick<Events, 'read'>,
  eventId: string,
): Promise<Event> {
  const event = await events.read(trx, eventId);
  if (event.kind === 'pass') throw new AppError(checkinErrors.noDoor);
  return event;
}
