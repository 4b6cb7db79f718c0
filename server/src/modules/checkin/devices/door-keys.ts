import type { Sign } from '@gatehouse/shared/signing';
import { ed25519Signer, newEd25519Key } from '../../../platform/secrets-at-rest/ed25519-keys.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DeviceTables } from '../tables.js';

/** The key that phones trust since they were paired: it signs roots, pages and receipts. */
export interface DoorKey {
  /** Counts the organisation's keys from 1. */
  readonly number: number;
  /** 32 bytes of Ed25519. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

export interface DoorKeys {
  /** The organisation's door key, made when it is needed first. @throws AppError platform.sealed_secret */
  (trx: ClosedTransaction, organisationId: string): Promise<DoorKey>;
  /** The key before it, while phones that know only that one are still led to its successor. */
  retired(trx: ClosedTransaction, organisationId: string): Promise<DoorKey | undefined>;
}

/** `successor`: roots name it. `retired`: it signed before, and signs bridges. `ended`: it signs nothing any more. */
export type DoorKeyStatus = 'successor' | 'current' | 'retired' | 'ended';

/** So many keys stay open at most. */
const mostOpenKeys = 1_000;

export function createDoorKeys(sealer: Sealer): DoorKeys {
  // Opening one takes longer than all that a receipt needs besides.
  const opened = new Map<string, DoorKey>();
  const open = (row: KeyRow, organisationId: string): DoorKey => {
    const { number, publicKey, sealedPrivateKey } = row;
    if (sealedPrivateKey === null) throw new Error(`Door key ${number} has ended.`);
    const context = contextOf(organisationId, number);
    const name = [...context, sealedPrivateKey.toString('base64')].join(' ');
    const key = opened.get(name) ?? {
      ...{ number, publicKey },
      sign: ed25519Signer(sealer.open(sealedPrivateKey, context)),
    };
    if (opened.size >= mostOpenKeys) opened.clear();
    opened.set(name, key);
    return key;
  };
  const current = async (trx: ClosedTransaction, organisationId: string) => {
    const row = (await readKey(trx, 'current')) ?? (await makeFirstKey(trx, organisationId, sealer));
    return open(row, organisationId);
  };
  const retired = async (trx: ClosedTransaction, organisationId: string) => {
    const row = await readKey(trx, 'retired');
    return row && open(row, organisationId);
  };
  return Object.assign(current, { retired });
}

/** Makes a key of the organisation. @returns false when there is one of this number or status */
export async function makeDoorKey(
  trx: ClosedTransaction,
  key: { organisationId: string; number: number; status: 'successor' | 'current'; currentFrom: Date | null },
  sealer: Sealer,
): Promise<boolean> {
  const { publicKey, secret } = newEd25519Key();
  const made = await trx
    .$extendTables<DeviceTables>()
    .insertInto('checkin.doorKey')
    .values({
      ...key,
      publicKey,
      sealedPrivateKey: sealer.seal(secret, contextOf(key.organisationId, key.number)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .execute();
  return made.length > 0;
}

interface KeyRow {
  readonly number: number;
  readonly publicKey: Buffer;
  readonly sealedPrivateKey: Buffer | null;
}

function readKey(trx: ClosedTransaction, status: DoorKeyStatus): Promise<KeyRow | undefined> {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorKey')
    .select(['number', 'publicKey', 'sealedPrivateKey'])
    .where('status', '=', status)
    .executeTakeFirst();
}

/** Of two that ask at once the second waits for the first, whose key then is the one. */
async function makeFirstKey(trx: ClosedTransaction, organisationId: string, sealer: Sealer): Promise<KeyRow> {
  await makeDoorKey(trx, { organisationId, number: 1, status: 'current', currentFrom: null }, sealer);
  const made = await readKey(trx, 'current');
  if (!made) throw new Error('The door key of this organisation vanished.');
  return made;
}

/** The first key was sealed before there were numbers. */
function contextOf(organisationId: string, number: number): string[] {
  return ['checkin.door_key', organisationId, ...(number === 1 ? [] : [String(number)])];
}
