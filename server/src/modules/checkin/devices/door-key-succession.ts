import { doorKeyName } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Live } from '../../../platform/live/live.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import { type DoorKeyStatus, makeDoorKey } from './door-keys.js';
import type { DoorKeyChange, DoorKeyState } from './schemas.js';

export interface SuccessionDeps {
  readonly sealer: Sealer;
  readonly live: Live;
}

interface NamedKey {
  readonly number: number;
  readonly publicKey: Buffer;
  readonly status: DoorKeyStatus;
  readonly currentFrom: Date | null;
  readonly createdAt: Date;
}

/** Keys that are not over, by what they do. */
type Keys = Partial<Record<Exclude<DoorKeyStatus, 'ended'>, NamedKey>>;

/** The door key and its succession, and the phones that have not said that they know the newest one. */
export async function readDoorKeyState(trx: ClosedTransaction): Promise<DoorKeyState> {
  const keys = await readKeys(trx);
  const awaited = keys.successor ?? keys.current;
  return {
    current: describe(keys.current),
    successor: describe(keys.successor),
    retired: describe(keys.retired),
    // Nobody has to hear of the first one: phones are paired with it.
    unaware: awaited && awaited.number > 1 ? await readUnaware(trx, awaited.number) : [],
  };
}

/**
 * Takes the succession one step further. `current` in the request is the number of the key that the caller saw, so
 * that a second press of a button changes nothing twice.
 * @throws AppError checkin.door_key_moved, checkin.succession_open, checkin.no_successor, checkin.no_retired_key
 */
export async function changeDoorKey(
  trx: ClosedTransaction,
  deps: SuccessionDeps,
  call: { organisationId: string; change: DoorKeyChange },
): Promise<DoorKeyState> {
  const { organisationId, change } = call;
  await lockKeys(trx, organisationId);
  const keys = await readKeys(trx);
  if (keys.current?.number !== change.current) throw new AppError(checkinErrors.doorKeyMoved);
  await steps[change.step](trx, { ...deps, organisationId, keys });
  await tellEvents(trx, deps.live, organisationId);
  return readDoorKeyState(trx);
}

/** The public half of the key that roots announce. */
export async function readSuccessor(trx: ClosedTransaction): Promise<Buffer | null> {
  return (await readKeys(trx)).successor?.publicKey ?? null;
}

/**
 * Notes what a phone says of its trust.
 * @param names as it sent them; none: it said nothing
 * @returns the number of the retired key by which it has to be led to the present one; null: it needs no leading, or
 * none leads there
 */
export async function noteTrust(
  trx: ClosedTransaction,
  deviceId: string,
  names: readonly string[],
): Promise<number | null> {
  if (names.length === 0) return null;
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorKey')
    .select(['number', 'publicKey', 'status'])
    .execute();
  const trusted = rows.filter(({ publicKey }) => names.includes(doorKeyName(publicKey)));
  if (trusted.length === 0) return null;
  await keepTrust(trx, deviceId, Math.max(...trusted.map(({ number }) => number)));
  if (trusted.some(({ status }) => status === 'current')) return null;
  return trusted.find(({ status }) => status === 'retired')?.number ?? null;
}

interface Step extends SuccessionDeps {
  readonly organisationId: string;
  readonly keys: Keys;
}

const steps: Readonly<Record<DoorKeyChange['step'], (trx: ClosedTransaction, step: Step) => Promise<void>>> =
  {
    /** Roots name the next key from now on; phones that fetch one know it. */
    async announce(trx, { organisationId, keys, sealer }) {
      if (keys.successor || keys.retired) throw new AppError(checkinErrors.successionOpen);
      const number = (await lastNumber(trx)) + 1;
      await makeDoorKey(trx, { organisationId, number, status: 'successor', currentFrom: null }, sealer);
    },
    /** The next key signs from now on; the one before it still leads phones here that have not heard. */
    async change_over(trx, { keys }) {
      if (!keys.successor) throw new AppError(checkinErrors.noSuccessor);
      await setStatus(trx, 'current', 'retired');
      await setStatus(trx, 'successor', 'current');
    },
    /** Phones that have not heard by now have to be shown a pairing code. */
    async end_overlap(trx, { keys }) {
      if (!keys.retired) throw new AppError(checkinErrors.noRetiredKey);
      await endKeys(trx, ['retired']);
    },
    /**
     * Others may sign with the present key, and may have named a successor of their own: nothing that it signs leads
     * anywhere, and every phone has to be shown a pairing code.
     */
    async replace(trx, { organisationId, sealer }) {
      const number = (await lastNumber(trx)) + 1;
      await endKeys(trx, ['successor', 'current', 'retired']);
      await makeDoorKey(trx, { organisationId, number, status: 'current', currentFrom: new Date() }, sealer);
    },
  };

/** Those who change the keys follow each other. */
async function lockKeys(trx: ClosedTransaction, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`checkin.door_key ${organisationId}`}, 0))`.execute(
    trx,
  );
}

async function readKeys(trx: ClosedTransaction): Promise<Keys> {
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorKey')
    .select(['number', 'publicKey', 'status', 'currentFrom', 'createdAt'])
    .where('status', '<>', 'ended')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.status, row]));
}

async function lastNumber(trx: ClosedTransaction): Promise<number> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorKey')
    .select((select) => select.fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

async function setStatus(
  trx: ClosedTransaction,
  from: DoorKeyStatus,
  status: 'retired' | 'current',
): Promise<void> {
  await trx
    .$extendTables<DeviceTables>()
    .updateTable('checkin.doorKey')
    .set({ status, ...(status === 'current' ? { currentFrom: new Date() } : {}) })
    .where('status', '=', from)
    .execute();
}

/** Their private halves are gone with it, and what they signed to lead phones on. */
async function endKeys(trx: ClosedTransaction, statuses: readonly DoorKeyStatus[]): Promise<void> {
  const db = trx.$extendTables<DeviceTables>();
  await db
    .updateTable('checkin.doorKey')
    .set({ status: 'ended', sealedPrivateKey: null, endedAt: new Date() })
    .where('status', 'in', statuses)
    .execute();
  await db.deleteFrom('checkin.rootBridge').execute();
}

/** Roots are signed anew, and open portals look again. */
async function tellEvents(trx: ClosedTransaction, live: Live, organisationId: string): Promise<void> {
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent')
    .select('eventId')
    .distinct()
    .execute();
  for (const { eventId } of rows) {
    await publish(trx, doorChanged, { organisationId, payload: { eventId } });
    await live.publish(trx, { organisationId, eventId, what: ['devices'] });
  }
}

/** Told only when it changes: phones say it with every request. */
async function keepTrust(trx: ClosedTransaction, deviceId: string, doorKey: number): Promise<void> {
  await trx
    .$extendTables<DeviceTables>()
    .updateTable('checkin.device')
    .set({ doorKey })
    .where('id', '=', deviceId)
    .where((where) => where('doorKey', 'is distinct from', doorKey))
    .execute();
}

async function readUnaware(trx: ClosedTransaction, number: number): Promise<DoorKeyState['unaware']> {
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select(['id', 'name', 'lastSyncAt'])
    .where('status', '<>', 'revoked')
    .where('deskLife', 'is', null)
    .where((where) => where.or([where('doorKey', 'is', null), where('doorKey', '<', number)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, lastSyncAt }) => ({
    deviceId: id,
    name,
    lastSyncAt: lastSyncAt?.toISOString() ?? null,
  }));
}

function describe(key: NamedKey | undefined): DoorKeyState['current'] {
  if (!key) return null;
  const since = key.currentFrom ?? key.createdAt;
  return { number: key.number, fingerprint: doorKeyName(key.publicKey), since: since.toISOString() };
}
