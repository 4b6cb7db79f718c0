import type { DeviceChange, Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { eventsOfDevice } from './device-queries.js';

/** Tells the phone, and everybody at its events, whose roots name it. */
export async function tellOfDevice(trx: ClosedTransaction, live: Live, change: DeviceChange): Promise<void> {
  const { organisationId, deviceId } = change;
  await live.publish(trx, change);
  for (const { eventId } of await eventsOfDevice(trx, deviceId))
    await live.publish(trx, { organisationId, eventId, what: ['devices', 'root'] });
}
