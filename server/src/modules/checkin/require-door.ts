import { AppError } from '../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Events } from '../events/index.js';
import { checkinErrors } from './errors.js';

/** @throws AppError platform.not_found, checkin.no_door of a pass, whose tickets are shown at its dates */
export async function requireDoor(
  trx: ClosedTransaction,
  events: Pick<Events, 'read'>,
  eventId: string,
): Promise<void> {
  if ((await events.read(trx, eventId)).kind === 'pass') throw new AppError(checkinErrors.noDoor);
}
