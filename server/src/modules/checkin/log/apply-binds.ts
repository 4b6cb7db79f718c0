import { toHex } from '@gatehouse/shared/bytes';
import { type BindRow, noMedium, settleBinds } from '@gatehouse/shared/door';
import { decodeRow } from '@gatehouse/shared/log';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import type { ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/**
 * Makes what was bound at doors true in the list: of the media that new rows touch, what all rows of the event say by
 * their times, whichever came first. The rows are kept already, and the event's scans are locked.
 * @returns whether the list has changed
 */
export async function applyBinds(
  trx: ClosedTransaction,
  { ticketing }: { readonly ticketing: Ticketing },
  { scans, fresh }: { readonly scans: LockedScans; readonly fresh: readonly ScanRecord[] },
): Promise<boolean> {
  const binds = fresh.flatMap(({ row, review }) =>
    row.kind === 'bind' && review.standing !== 'quarantined' ? [row] : [],
  );
  if (binds.length === 0) return false;
  const rows = await readBinds(trx, scans.eventId);
  const touched = mediaTouchedBy(binds, rows);
  const hashes = touched.map((medium) => Buffer.from(medium, 'hex'));
  const listed = await ticketing.readBoundTickets(trx, scans.eventId, hashes);
  const { media } = settleBinds(rows, (medium) =>
    (listed.get(medium) ?? []).map((hash) => hash.toString('hex')),
  );
  const { organisationId, eventId } = scans;
  return ticketing.settleMedia(
    trx,
    { organisationId, eventId },
    touched.map((medium) => ({
      hash: Buffer.from(medium, 'hex'),
      tickets: (media.get(medium) ?? []).map((ticket) => Buffer.from(ticket, 'hex')),
    })),
  );
}

/** Theirs, and those that their tickets had before. */
function mediaTouchedBy(binds: readonly BindRow[], rows: readonly BindRow[]): string[] {
  const media = new Set(binds.map(({ medium }) => toHex(medium)));
  const tickets = new Set(binds.map(ticketOf));
  for (const row of rows) if (tickets.has(ticketOf(row))) media.add(toHex(row.medium));
  media.delete(toHex(noMedium));
  return [...media].sort();
}

function ticketOf({ ticketHash }: BindRow): string {
  return ticketHash === null ? '' : toHex(ticketHash);
}

async function readBinds(trx: ClosedTransaction, eventId: string): Promise<BindRow[]> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select log_row.bytes
    from checkin.scan join checkin.log_row using (organisation_id, device_id, seq)
    where not fork and event_id = ${eventId}::uuid and kind = 'bind' and standing <> 'quarantined'`.execute(
    trx,
  );
  return rows.flatMap(({ bytes }) => {
    const row = decodeRow(bytes);
    return row.ok && row.value.kind === 'bind' ? [row.value] : [];
  });
}
