import { toHex } from '@gatehouse/shared/bytes';
import type { KnownRow } from '@gatehouse/shared/door';
import type { PhoneConflict } from '../phone.js';
import type { RowIndex } from './row-index.js';

/** What the server says of rows that cannot all stand, newest first, those that are resolved behind the others. @param deviceId this phone */
export function conflictsOf(index: RowIndex, deviceId: string): PhoneConflict[] {
  return index
    .extras()
    .flatMap((extra) => conflictOf(extra, index, deviceId) ?? [])
    .sort((a, b) => Number(a.note !== null) - Number(b.note !== null) || b.at - a.at);
}

function conflictOf({ row, review }: KnownRow, index: RowIndex, deviceId: string): PhoneConflict | null {
  if (row.ticketHash === null || row.list === null || review === null) return null;
  const first = review.first === null ? null : index.find(review.first);
  return {
    scanId: row.id,
    event: row.event,
    ticketHash: toHex(row.ticketHash),
    listId: row.list,
    gateId: row.gate,
    deviceId: row.device,
    at: row.time.estimate,
    sure: review.sure,
    mine: row.device === deviceId || first?.row.device === deviceId,
    note: review.what || null,
    first: first === null ? null : sideOf(first),
  };
}

function sideOf({ row }: KnownRow): NonNullable<PhoneConflict['first']> {
  return { scanId: row.id, gateId: row.gate, deviceId: row.device, at: row.time.estimate };
}
