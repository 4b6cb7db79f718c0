import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { type KioskPin, type PreferenceName, preferenceNames } from '@gatehouse/shared/door-settings';
import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { DeviceTables, Preset } from '../tables.js';
import type { DoorSettings, DoorSettingsChange } from './door-settings-schemas.js';

const derive = promisify(pbkdf2);

/** About half a second on a slow phone, which a person waits once and a machine for each of its guesses. */
const PIN_ROUNDS = 200_000;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

export interface SettingsDeps {
  readonly events: Events;
  readonly live: Live;
}

/** @throws AppError platform.not_found */
export async function readDoorSettings(
  trx: ClosedTransaction,
  { events }: Pick<SettingsDeps, 'events'>,
  eventId: string,
): Promise<DoorSettings> {
  await events.read(trx, eventId);
  const row = await selectSettings(trx, eventId);
  return { preset: row?.preset ?? {}, locked: row?.locked ?? [], hasKioskPin: row?.pinHash != null };
}

/**
 * What is written replaces what was; a PIN that is left out stays, and null takes it away.
 * @throws AppError platform.not_found, events.archived
 */
export async function writeDoorSettings(
  trx: ClosedTransaction,
  deps: SettingsDeps,
  call: { organisationId: string; eventId: string; change: DoorSettingsChange },
): Promise<DoorSettings> {
  const { organisationId, eventId, change } = call;
  await deps.events.lockForEdit(trx, eventId);
  const { preset, kioskPin } = change;
  // Once each, and in one order.
  const locked = preferenceNames.filter((name) => change.locked.includes(name));
  const pin = kioskPin === undefined ? {} : await pinColumns(kioskPin);
  const columns = { preset: JSON.stringify(preset), locked, ...pin };
  await trx
    .$extendTables<DeviceTables>()
    .insertInto('checkin.doorSetting')
    .values({ organisationId, eventId, ...columns })
    .onConflict((conflict) => conflict.columns(['organisationId', 'eventId']).doUpdateSet(columns))
    .execute();
  await deps.live.publish(trx, { organisationId, eventId, what: ['devices'] });
  return readDoorSettings(trx, deps, eventId);
}

/** What phones of the event are told. Only a kiosk needs what its PIN is compared with, so no other phone gets it. */
export async function settingsForPhone(
  trx: ClosedTransaction,
  eventId: string,
  isKiosk: boolean,
): Promise<{ preset: Preset; locked: PreferenceName[]; kioskPin: KioskPin | null }> {
  const row = await selectSettings(trx, eventId);
  if (!row) return { preset: {}, locked: [], kioskPin: null };
  const { preset, locked, pinSalt, pinHash, pinRounds } = row;
  const isSet = pinSalt !== null && pinHash !== null && pinRounds !== null;
  const kioskPin =
    isKiosk && isSet
      ? { salt: pinSalt.toString('base64url'), hash: pinHash.toString('base64url'), rounds: pinRounds }
      : null;
  return { preset, locked, kioskPin };
}

function selectSettings(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorSetting')
    .select(['preset', 'locked', 'pinSalt', 'pinHash', 'pinRounds'])
    .where('eventId', '=', eventId)
    .executeTakeFirst();
}

async function pinColumns(pin: string | null) {
  if (pin === null) return { pinSalt: null, pinHash: null, pinRounds: null };
  const pinSalt = randomBytes(SALT_BYTES);
  const pinHash = await derive(pin, pinSalt, PIN_ROUNDS, HASH_BYTES, 'sha256');
  return { pinSalt, pinHash, pinRounds: PIN_ROUNDS };
}
