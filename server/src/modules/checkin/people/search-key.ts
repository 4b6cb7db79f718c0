import { randomBytes } from 'node:crypto';
import { SEARCH_KEY_BYTES, searchKeyId } from '@gatehouse/shared/people';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { EventKey } from '../manifest/index.js';
import type { PeopleTables } from './tables.js';

/** What opens the names of one event on its phones. */
export interface SearchKey {
  readonly id: Buffer;
  /** 32 bytes. */
  readonly secret: Buffer;
}

/** @returns undefined where names are not allowed on phones @throws AppError platform.sealed_secret */
export async function readSearchKey(
  trx: ClosedTransaction,
  key: EventKey,
  sealer: Sealer,
): Promise<SearchKey | undefined> {
  const row = await trx
    .$extendTables<PeopleTables>()
    .selectFrom('checkin.searchKey')
    .select(['keyId', 'sealedSecret'])
    .where('eventId', '=', key.eventId)
    .executeTakeFirst();
  return row && { id: row.keyId, secret: sealer.open(row.sealedSecret, contextOf(key)) };
}

/** The id alone, which is no secret. */
export async function readSearchKeyId(trx: ClosedTransaction, eventId: string): Promise<Buffer | undefined> {
  const row = await trx
    .$extendTables<PeopleTables>()
    .selectFrom('checkin.searchKey')
    .select('keyId')
    .where('eventId', '=', eventId)
    .executeTakeFirst();
  return row?.keyId;
}

/** Makes the event's key where there is none; of two that are made at once the first one stays. */
export async function ensureSearchKey(trx: ClosedTransaction, key: EventKey, sealer: Sealer): Promise<void> {
  const secret = randomBytes(SEARCH_KEY_BYTES);
  await trx
    .$extendTables<PeopleTables>()
    .insertInto('checkin.searchKey')
    .values({
      organisationId: key.organisationId,
      eventId: key.eventId,
      keyId: Buffer.from(searchKeyId(secret)),
      sealedSecret: sealer.seal(secret, contextOf(key)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteSearchKey(trx: ClosedTransaction, eventId: string): Promise<void> {
  await trx
    .$extendTables<PeopleTables>()
    .deleteFrom('checkin.searchKey')
    .where('eventId', '=', eventId)
    .execute();
}

function contextOf({ organisationId, eventId }: EventKey): string[] {
  return ['checkin.search_key', organisationId, eventId];
}
