import { AppError } from '../../../platform/errors/app-error.js';
import { platformErrors } from '../../../platform/errors/platform-errors.js';
import type { DeviceAuthentication } from '../../../platform/http/contexts.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import type { DeviceTokens } from './device-tokens.js';

/** Checks the token's signature, then the phone's row, so that revoking works at once. */
export function createDeviceAuthentication(tenancy: Tenancy, tokens: DeviceTokens): DeviceAuthentication {
  return {
    async device(request, access) {
      const { organisationId, deviceId } = tokens.read(request);
      const row = await tenancy.run({ organisationId }, (trx) =>
        trx
          .$extendTables<DeviceTables>()
          .selectFrom('checkin.device')
          .select(['status', 'signKey'])
          .where('id', '=', deviceId)
          .executeTakeFirst(),
      );
      if (!row) throw new AppError(platformErrors.unauthenticated);
      const { status, signKey } = row;
      if (access === 'active' && status === 'waiting') throw new AppError(checkinErrors.deviceWaiting);
      if (access === 'active' && status === 'revoked') throw new AppError(checkinErrors.deviceRevoked);
      return { deviceId, organisationId, status, signKey };
    },
  };
}
