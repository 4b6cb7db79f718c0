import { sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import { type Page, type PageRequest, pageById } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { KeyStatus } from './rules.js';
import type { TicketingTables } from './tables.js';
import type { TicketKey } from './ticket-schemas.js';

/** The keys of the event, oldest first; never their private parts. */
export function listKeys(
  trx: ClosedTransaction,
  eventId: string,
  page: PageRequest,
): Promise<Page<TicketKey>> {
  return pageById(selectKeys(trx, eventId), page, toKey);
}

/** @throws AppError platform.not_found */
export async function readKey(
  trx: ClosedTransaction,
  eventId: string,
  which: { id: string } | { kid: number },
): Promise<TicketKey> {
  const query = selectKeys(trx, eventId);
  const one = 'id' in which ? query.where('id', '=', which.id) : query.where('kid', '=', which.kid);
  return toKey(found(await one.executeTakeFirst()));
}

function selectKeys(trx: ClosedTransaction, eventId: string) {
  const now = new Date();
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.key')
    .select(['id', 'kid', 'test', 'status', 'usableFrom', 'publicKey', 'createdAt'])
    .select(
      sql<number>`(select count(*)::int from ticketing.ticket
        where ticket.organisation_id = key.organisation_id and ticket.event_id = key.event_id
          and ticket.kid = key.kid)`.as('tickets'),
    )
    .select(
      sql<boolean>`status = 'active' and usable_from <= ${now} and not exists (select from ticketing.key as newer
        where newer.organisation_id = key.organisation_id and newer.event_id = key.event_id
          and newer.test = key.test and newer.status = 'active' and newer.usable_from <= ${now}
          and newer.kid > key.kid)`.as('signs'),
    )
    .where('eventId', '=', eventId);
}

interface KeyRow {
  id: string;
  kid: number;
  test: boolean;
  status: KeyStatus;
  usableFrom: Date;
  signs: boolean;
  publicKey: Buffer;
  tickets: number;
  createdAt: Date;
}

function toKey(row: KeyRow): TicketKey {
  return {
    ...row,
    usableFrom: row.usableFrom.toISOString(),
    publicKey: row.publicKey.toString('base64url'),
    createdAt: row.createdAt.toISOString(),
  };
}
