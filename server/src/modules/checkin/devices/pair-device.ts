import { fromBase64Url } from '@gatehouse/shared/bytes';
import { confirmationCode } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import type { Live } from '../../../platform/live/live.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import type { PairingSecrets } from './pairing-secrets.js';
import type { PairRequest } from './schemas.js';

export interface PairDeps {
  readonly tenancy: Tenancy;
  readonly secrets: PairingSecrets;
  readonly live: Live;
}

interface Keys {
  readonly signKey: Buffer;
  readonly agreeKey: Buffer;
}

/**
 * Makes a phone of the first who comes with the secret; the phone then waits to be confirmed. The same keys again are
 * the same phone, whose first answer was lost on the way.
 * @throws AppError checkin.pairing_unknown, pairing_used, pairing_expired, wrong_key
 */
export async function pairDevice(
  deps: PairDeps,
  request: PairRequest,
  userAgent: string,
): Promise<{ deviceId: string; name: string; confirmationCode: string }> {
  const { organisationId, pairingId } = request;
  const secret = fromBase64Url(request.secret);
  if (!secret || !deps.secrets.isSecretOf({ organisationId, pairingId }, secret))
    throw new AppError(checkinErrors.pairingUnknown);
  const keys = {
    signKey: await readPoint(request.signKey, 'signKey'),
    agreeKey: await readPoint(request.agreeKey, 'agreeKey'),
  };
  const device = await deps.tenancy.run({ organisationId }, async (trx) => {
    const pairing = await lockPairing(trx, pairingId);
    if (pairing.deviceId !== null) return sameDevice(trx, pairing.deviceId, keys);
    if (pairing.expired) throw new AppError(checkinErrors.pairingExpired);
    const made = await makeDevice(trx, pairing, { ...keys, userAgent });
    await deps.live.publish(trx, { organisationId, eventId: pairing.eventId, what: ['devices'] });
    // The list is cut while the organiser compares the six characters.
    await publish(trx, doorChanged, { organisationId, payload: { eventId: pairing.eventId } });
    return made;
  });
  return {
    deviceId: device.id,
    name: device.name,
    confirmationCode: confirmationCode(keys.signKey, keys.agreeKey),
  };
}

/** Two phones with one link follow each other here. */
export async function lockPairing(trx: ClosedTransaction, pairingId: string) {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.pairing')
    .select(['id', 'organisationId', 'eventId', 'name', 'profile', 'gateId', 'deviceId'])
    .select(sql<boolean>`expires_at <= clock_timestamp()`.as('expired'))
    .where('id', '=', pairingId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError(checkinErrors.pairingUnknown);
  return row;
}

type LockedPairing = Awaited<ReturnType<typeof lockPairing>>;

async function sameDevice(
  trx: ClosedTransaction,
  deviceId: string,
  keys: Keys,
): Promise<{ id: string; name: string }> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select(['id', 'name', 'signKey', 'agreeKey'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow();
  if (!row.signKey.equals(keys.signKey) || !row.agreeKey.equals(keys.agreeKey))
    throw new AppError(checkinErrors.pairingUsed);
  return row;
}

async function makeDevice(
  trx: ClosedTransaction,
  pairing: LockedPairing,
  phone: Keys & { userAgent: string },
): Promise<{ id: string; name: string }> {
  const db = trx.$extendTables<DeviceTables>();
  const { organisationId, eventId, name, profile, gateId } = pairing;
  const device = await db
    .insertInto('checkin.device')
    .values({ organisationId, name, profile, ...phone })
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow();
  await db
    .insertInto('checkin.deviceEvent')
    .values({ organisationId, eventId, deviceId: device.id, gateId })
    .execute();
  await db.updateTable('checkin.pairing').set({ deviceId: device.id }).where('id', '=', pairing.id).execute();
  return device;
}

/** A key that is no point on the curve would fail at the door, where nobody can help. */
async function readPoint(text: string, field: string): Promise<Buffer> {
  const bytes = fromBase64Url(text);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    if (bytes?.[0] !== 4) throw new Error('not uncompressed');
    await crypto.subtle.importKey('raw', Buffer.from(bytes), algorithm, false, ['verify']);
    return Buffer.from(bytes);
  } catch {
    throw fieldError(checkinErrors.wrongKey, field);
  }
}
