import { type SqlBool, sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { AccessList } from './schemas.js';
import type { EventsTables } from './tables.js';

/** An access list as it was until it was changed. */
export interface EarlierList {
  readonly list: AccessList;
  readonly until: Date;
}

/** By these a scan can be one too many; gates, classes and windows say nothing of who stands. */
const counting = ['entry', 'maxEntries', 'persons', 'checkOutAt', 'dayStartsAt', 'rule'] as const;

/** Keeps how a list was, where scans made by it would be reviewed otherwise by the new one. */
export async function keepEarlierList(
  trx: ClosedTransaction,
  key: { readonly organisationId: string; readonly eventId: string; readonly accessListId: string },
  { before, after }: { readonly before: AccessList; readonly after: AccessList },
): Promise<void> {
  const saysOf = (list: AccessList) => JSON.stringify(counting.map((field) => list[field]));
  if (saysOf(before) === saysOf(after)) return;
  await trx
    .$extendTables<EventsTables>()
    .insertInto('events.earlierList')
    .values({ ...key, until: new Date(), list: JSON.stringify(before) })
    .execute();
}

/** Every list of the event as it was before each of its changes, the oldest first. */
export function readEarlierLists(trx: ClosedTransaction, eventId: string): Promise<EarlierList[]> {
  return trx
    .$extendTables<EventsTables>()
    .selectFrom('events.earlierList')
    .select(['list', 'until'])
    .where(sql<SqlBool>`event_id = ${eventId}::uuid`)
    .orderBy('until')
    .orderBy('id')
    .execute();
}
