import type { DeviceChange, Live } from '../../../platform/live/live.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { eventsOfDevice } from './device-queries.js';

/** Tells the phone, and everybody at its events, whose roots name it. */
export async function tellOfDevice(trx: ClosedTransaction, live: Live, told: DeviceChange): Promise<void> {
  const { organisationId, deviceId, change } = told;
  await live.publish(trx, { organisationId, deviceId, change });
  for (const { eventId } of await eventsOfDevice(trx, deviceId)) {
    await live.publish(trx, { organisationId, eventId, what: ['devices'] });
    await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  }
}
