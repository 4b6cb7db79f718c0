import { decodeReadiness, isReadinessOf } from '@gatehouse/shared/protocol';
import { verifyP256 } from '@gatehouse/shared/signing';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Device as AskingDevice } from '../../../platform/http/contexts.js';
import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import { eventsOfDevice, readDevice, readSignKey } from './device-queries.js';
import type { Device } from './schemas.js';

const verify = verifyP256(crypto.subtle);

/** A clock that runs ahead must not hide the checks that come after it is set right. */
const MOST_AHEAD_MS = 5 * 60_000;

/**
 * Keeps what a phone found out about itself; an older code than the one that is kept changes nothing.
 * @param code as the phone shows it to supervisors
 * @throws AppError checkin.readiness_refused
 */
export function noteReadiness(
  trx: ClosedTransaction,
  live: Live,
  { device, code }: { device: AskingDevice; code: string },
): Promise<void> {
  return keepReadiness(trx, live, { ...device, code });
}

/**
 * The same by somebody who has read the code off a phone of the event.
 * @throws AppError checkin.readiness_refused, also for a phone of other events
 */
export async function readReadinessCode(
  trx: ClosedTransaction,
  live: Live,
  { organisationId, eventId, code }: { organisationId: string; eventId: string; code: string },
): Promise<Device> {
  const said = decodeReadiness(code);
  const deviceId = said.ok ? said.value.device : '';
  const isHere = said.ok && (await eventsOfDevice(trx, deviceId)).some((one) => one.eventId === eventId);
  if (!isHere) throw new AppError(checkinErrors.readinessRefused);
  await keepReadiness(trx, live, { organisationId, deviceId, code });
  return readDevice(trx, eventId, deviceId);
}

interface Found {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly code: string;
}

async function keepReadiness(
  trx: ClosedTransaction,
  live: Live,
  { organisationId, deviceId, code }: Found,
): Promise<void> {
  const said = decodeReadiness(code);
  const key = await readSignKey(trx, deviceId);
  const isMine = said.ok && said.value.device === deviceId && key !== null;
  if (!isMine || !(await isReadinessOf(code, key, verify)))
    throw new AppError(checkinErrors.readinessRefused);
  const checkedAt = new Date(Math.min(said.value.at, Date.now() + MOST_AHEAD_MS));
  const findings = JSON.stringify(said.value.findings);
  await trx
    .$extendTables<DeviceTables>()
    .insertInto('checkin.readiness')
    .values({ organisationId, deviceId, checkedAt, findings })
    .onConflict((conflict) =>
      conflict
        .columns(['organisationId', 'deviceId'])
        .doUpdateSet({ checkedAt, findings })
        .where('checkin.readiness.checkedAt', '<=', checkedAt),
    )
    .execute();
  for (const { eventId } of await eventsOfDevice(trx, deviceId))
    await live.publish(trx, { organisationId, eventId, what: ['synced'] });
}
