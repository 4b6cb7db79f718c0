import { fromBase64Url } from '@gatehouse/shared/bytes';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Device } from '../../../platform/http/contexts.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import { lockPairing, type PairDeps } from './pair-device.js';
import type { TrustRequest } from './schemas.js';

/**
 * A phone of the organisation stands before a pairing code, whose door key it will trust from now on: the way out for
 * one that nothing leads to the present key. It stays the phone that it is, and the code is used up.
 * @throws AppError checkin.pairing_unknown, pairing_used, pairing_expired
 */
export async function trustDoorKey(
  { tenancy, secrets }: Pick<PairDeps, 'tenancy' | 'secrets'>,
  { organisationId, deviceId }: Device,
  request: TrustRequest,
): Promise<void> {
  const { pairingId } = request;
  const secret = fromBase64Url(request.secret);
  if (!secret || !secrets.isSecretOf({ organisationId, pairingId }, secret))
    throw new AppError(checkinErrors.pairingUnknown);
  await tenancy.run({ organisationId }, async (trx) => {
    const pairing = await lockPairing(trx, pairingId);
    // The same phone again: its first answer was lost on the way.
    if (pairing.deviceId === deviceId) return;
    if (pairing.deviceId !== null) throw new AppError(checkinErrors.pairingUsed);
    if (pairing.expired) throw new AppError(checkinErrors.pairingExpired);
    await trx
      .$extendTables<DeviceTables>()
      .updateTable('checkin.pairing')
      .set({ deviceId })
      .where('id', '=', pairingId)
      .execute();
  });
}
