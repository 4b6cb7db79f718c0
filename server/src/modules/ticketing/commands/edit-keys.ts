import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { ticketingErrors } from '../errors.js';
import { type EventKey, lockFeed } from '../feed.js';
import { readKey } from '../key-queries.js';
import { addKey } from '../keys.js';
import type { TicketingTables } from '../tables.js';
import type { TicketKey } from '../ticket-schemas.js';

/**
 * Lets a new key sign from now on. Codes of the old one stay good where their row is on the list.
 * @throws AppError events.archived, ticketing.keys_exhausted
 */
export async function rotateKey(
  trx: ClosedTransaction,
  deps: { events: Events; sealer: Sealer },
  call: { key: EventKey; test: boolean },
): Promise<TicketKey> {
  const { key, test } = call;
  await deps.events.lockForEdit(trx, key.eventId);
  const feed = await lockFeed(trx, key);
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.key')
    .set({ status: 'list-only' })
    .where('eventId', '=', key.eventId)
    .where('test', '=', test)
    .where('status', '=', 'active')
    .execute();
  const { kid } = await addKey(trx, feed, { sealer: deps.sealer, test });
  return readKey(trx, key.eventId, { kid });
}

/**
 * Declares a key dead: every code that it signed is refused. For good.
 * @throws AppError platform.not_found, events.archived, ticketing.key_active
 */
export async function killKey(
  trx: ClosedTransaction,
  events: Events,
  key: EventKey & { keyId: string },
): Promise<TicketKey> {
  await events.lockDoor(trx, key);
  await lockFeed(trx, key);
  const db = trx.$extendTables<TicketingTables>();
  const row = await db
    .selectFrom('ticketing.key')
    .select('status')
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.keyId)
    .executeTakeFirst();
  if (found(row).status === 'active') throw new AppError(ticketingErrors.keyActive);
  await db.updateTable('ticketing.key').set({ status: 'dead' }).where('id', '=', key.keyId).execute();
  return readKey(trx, key.eventId, { id: key.keyId });
}
