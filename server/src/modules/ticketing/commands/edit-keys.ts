import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { doorChanged, type Events } from '../../events/index.js';
import { ticketingErrors } from '../errors.js';
import { type EventKey, lockFeed } from '../feed.js';
import { readKey } from '../key-queries.js';
import { addKey, readActiveKeys, signingKey } from '../keys.js';
import { type KeyStatus, keyNoticeMs, mayBecome } from '../rules.js';
import type { TicketingTables } from '../tables.js';
import type { TicketKey } from '../ticket-schemas.js';

/**
 * Makes the next key known to phones. It signs a day later, so that a phone which is in reach once a day knows it when
 * its codes come; the key before it stays good. `leaked`: the next key signs at once, and of the keys before it only
 * the codes on the list are good.
 * @throws AppError events.archived, ticketing.keys_exhausted, ticketing.key_coming
 */
export async function rotateKey(
  trx: ClosedTransaction,
  deps: { events: Events; sealer: Sealer },
  call: { key: EventKey; test: boolean; leaked: boolean },
): Promise<TicketKey> {
  const { key, test, leaked } = call;
  await deps.events.lockForEdit(trx, key.eventId);
  const feed = await lockFeed(trx, key);
  const now = new Date();
  const active = await readActiveKeys(trx, { eventId: key.eventId, test });
  const coming = active.find(({ usableFrom }) => usableFrom > now);
  if (coming && !leaked) throw new AppError(ticketingErrors.keyComing);
  // Nobody has a code of an event without keys, so there is nothing to tell phones in advance.
  const isFirst = signingKey(active, now) === undefined;
  const usableFrom = leaked || isFirst ? now : new Date(now.getTime() + keyNoticeMs);
  if (coming) await letSign(trx, { eventId: key.eventId, kid: coming.kid, usableFrom });
  const kid = coming?.kid ?? (await addKey(trx, feed, { sealer: deps.sealer, test, usableFrom })).kid;
  if (leaked) await setOthersAside(trx, { key, test, kid });
  return readKey(trx, key.eventId, { kid });
}

/**
 * Sets a key aside, so that its codes need a row of exactly their generation, or declares it dead. For good.
 * @throws AppError platform.not_found, events.archived, ticketing.key_active, ticketing.key_ended
 */
export async function endKey(
  trx: ClosedTransaction,
  events: Events,
  call: { key: EventKey & { keyId: string }; status: Exclude<KeyStatus, 'active'> },
): Promise<TicketKey> {
  const { key, status } = call;
  await events.lockDoor(trx, key);
  await lockFeed(trx, key);
  const db = trx.$extendTables<TicketingTables>();
  const row = await db
    .selectFrom('ticketing.key')
    .select(['kid', 'test', 'status'])
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.keyId)
    .executeTakeFirst();
  const { kid, test, status: before } = found(row);
  // What is so already is answered as if it were new: a lost answer is asked for again.
  if (before === status) return readKey(trx, key.eventId, { id: key.keyId });
  if (!mayBecome(before, status)) throw new AppError(ticketingErrors.keyEnded);
  const signing = signingKey(await readActiveKeys(trx, { eventId: key.eventId, test }), new Date());
  if (signing?.kid === kid) throw new AppError(ticketingErrors.keyActive);
  await db.updateTable('ticketing.key').set({ status }).where('id', '=', key.keyId).execute();
  return readKey(trx, key.eventId, { id: key.keyId });
}

async function letSign(
  trx: ClosedTransaction,
  { eventId, kid, usableFrom }: { eventId: string; kid: number; usableFrom: Date },
): Promise<void> {
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.key')
    .set({ usableFrom })
    .where('eventId', '=', eventId)
    .where('kid', '=', kid)
    .execute();
}

async function setOthersAside(
  trx: ClosedTransaction,
  { key, test, kid }: { key: EventKey; test: boolean; kid: number },
): Promise<void> {
  const { organisationId, eventId } = key;
  await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.key')
    .set({ status: 'list-only' })
    .where('eventId', '=', eventId)
    .where('test', '=', test)
    .where('status', '=', 'active')
    .where('kid', '<', kid)
    .execute();
}
