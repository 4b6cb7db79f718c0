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
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.key')
    .select(['id', 'kid', 'test', 'status', 'publicKey', 'createdAt'])
    .select(
      sql<number>`(select count(*)::int from ticketing.ticket
        where ticket.organisation_id = key.organisation_id and ticket.event_id = key.event_id
          and ticket.kid = key.kid)`.as('tickets'),
    )
    .where('eventId', '=', eventId);
}

interface KeyRow {
  id: string;
  kid: number;
  test: boolean;
  status: KeyStatus;
  publicKey: Buffer;
  tickets: number;
  createdAt: Date;
}

function toKey(row: KeyRow): TicketKey {
  return {
    ...row,
    publicKey: row.publicKey.toString('base64url'),
    createdAt: row.createdAt.toISOString(),
  };
}
