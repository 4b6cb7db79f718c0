import { toHex } from '@gatehouse/shared/bytes';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { type ScanRecord, withChange } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

export interface ShareDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/** Says of new rows whether they are of a ticket or of a list of a pass, also of one that was good here only once. */
export async function shareRows(
  trx: ClosedTransaction,
  { events, ticketing }: ShareDeps,
  { scans, fresh }: { readonly scans: LockedScans; readonly fresh: readonly ScanRecord[] },
): Promise<readonly ScanRecord[]> {
  const passIds = (scans.passes ?? []).map(({ eventId }) => eventId);
  if (passIds.length === 0 || fresh.length === 0) return fresh;
  const hashes = fresh.flatMap(({ row }) => (row.ticketHash === null ? [] : [Buffer.from(row.ticketHash)]));
  const owners = await ticketing.readOwners(trx, passIds, hashes);
  const lists = [...new Set(fresh.flatMap(({ row }) => row.list ?? []))];
  const listOwners = await events.readListOwners(trx, passIds, lists);
  return fresh.map((record) => {
    const { ticketHash, list } = record.row;
    const passId = ticketHash === null ? null : (owners.get(toHex(ticketHash)) ?? null);
    const listPassId = list === null ? null : (listOwners.get(list) ?? null);
    if (passId === null && listPassId === null) return record;
    return withChange(record, { shared: { eventId: scans.eventId, passId, listPassId } });
  });
}
