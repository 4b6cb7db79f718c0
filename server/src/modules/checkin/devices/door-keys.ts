import type { Sign } from '@gatehouse/shared/signing';
import { ed25519Signer, newEd25519Key } from '../../../platform/secrets-at-rest/ed25519-keys.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DeviceTables } from '../tables.js';

/** The key that phones trust since they were paired: it signs roots, pages and receipts. */
export interface DoorKey {
  /** 32 bytes of Ed25519. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

/** The organisation's door key, made when it is needed first. @throws AppError platform.sealed_secret */
export type DoorKeys = (trx: ClosedTransaction, organisationId: string) => Promise<DoorKey>;

export function createDoorKeys(sealer: Sealer): DoorKeys {
  return async (trx, organisationId) => {
    const row = (await readKey(trx)) ?? (await makeKey(trx, organisationId, sealer));
    const secret = sealer.open(row.sealedPrivateKey, contextOf(organisationId));
    return { publicKey: row.publicKey, sign: ed25519Signer(secret) };
  };
}

interface KeyRow {
  readonly publicKey: Buffer;
  readonly sealedPrivateKey: Buffer;
}

function readKey(trx: ClosedTransaction): Promise<KeyRow | undefined> {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorKey')
    .select(['publicKey', 'sealedPrivateKey'])
    .executeTakeFirst();
}

/** Of two that ask at once the second waits for the first, whose key then is the one. */
async function makeKey(trx: ClosedTransaction, organisationId: string, sealer: Sealer): Promise<KeyRow> {
  const { publicKey, secret } = newEd25519Key();
  await trx
    .$extendTables<DeviceTables>()
    .insertInto('checkin.doorKey')
    .values({
      organisationId,
      publicKey,
      sealedPrivateKey: sealer.seal(secret, contextOf(organisationId)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await readKey(trx);
  if (!made) throw new Error('The door key of this organisation vanished.');
  return made;
}

function contextOf(organisationId: string): string[] {
  return ['checkin.door_key', organisationId];
}
