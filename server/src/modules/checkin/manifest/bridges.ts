import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DeviceTables } from '../tables.js';
import type { EventKey } from './cut.js';

/** A root signed by a retired door key: it leads phones that know only that key to its successor. */
export interface Bridge {
  /** The number of the retired key. */
  readonly signedBy: number;
  readonly start: number;
  readonly count: number;
  readonly bytes: Buffer;
}

export async function readBridge(
  trx: ClosedTransaction,
  eventId: string,
  signedBy: number,
): Promise<Bridge | undefined> {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.rootBridge')
    .select(['signedBy', 'start', 'count', 'bytes'])
    .where('eventId', '=', eventId)
    .where('signedBy', '=', signedBy)
    .executeTakeFirst();
}

export async function hasBridge(trx: ClosedTransaction, eventId: string, signedBy: number): Promise<boolean> {
  return (await readBridge(trx, eventId, signedBy)) !== undefined;
}

export async function keepBridge(trx: ClosedTransaction, key: EventKey, bridge: Bridge): Promise<void> {
  const { organisationId, eventId } = key;
  await trx
    .$extendTables<DeviceTables>()
    .insertInto('checkin.rootBridge')
    .values({ organisationId, eventId, ...bridge })
    .execute();
}
