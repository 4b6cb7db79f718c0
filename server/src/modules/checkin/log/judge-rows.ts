import { toHex } from '@gatehouse/shared/bytes';
import { groupBy } from '@gatehouse/shared/checkin';
import { isScanProof, type LogRow } from '@gatehouse/shared/log';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { type LockedDevice, readTakenIds } from './device-log.js';
import type { NewRow, Quarantine } from './sort-batch.js';

interface Arrived {
  readonly device: LockedDevice;
  readonly rows: readonly NewRow[];
  /** Public number → id of the organisation's events. */
  readonly eventIds: ReadonlyMap<number, string>;
  /** Whether ids are looked for that other rows have. */
  readonly mayRepeatIds: boolean;
}

/** Sets apart what must not count: the facts are kept all the same. */
export async function judgeRows(
  trx: ClosedTransaction,
  { ticketing }: { ticketing: Ticketing },
  { device, rows, eventIds, mayRepeatIds }: Arrived,
): Promise<NewRow[]> {
  const ids = rows.flatMap(({ row, quarantine }) => (row && quarantine === null ? [row.id] : []));
  const taken = new Set(mayRepeatIds ? await readTakenIds(trx, ids) : []);
  const doubtful = rows.filter((one) => one.quarantine === null && isDoubtful(device, one.seq));
  const proven = await provenRows(trx, ticketing, { rows: doubtful, eventIds });
  return rows.map((one) => {
    const { row } = one;
    if (row === null || one.quarantine !== null) return one;
    const quarantine = reasonFor(row, { device, eventIds, taken, proven });
    taken.add(row.id);
    return { ...one, quarantine };
  });
}

interface Grounds {
  readonly device: LockedDevice;
  readonly eventIds: ReadonlyMap<number, string>;
  readonly taken: ReadonlySet<string>;
  readonly proven: ReadonlySet<number>;
}

function reasonFor(row: LogRow, { device, eventIds, taken, proven }: Grounds): Quarantine | null {
  // What a phone says of itself belongs to no event.
  if (row.kind === 'clock' || row.kind === 'lost') return null;
  if (!eventIds.has(row.event)) return 'unknown_event';
  if (taken.has(row.id)) return 'id_taken';
  if (!isDoubtful(device, row.seq) || proven.has(row.seq)) return null;
  return device.status === 'revoked' ? 'revoked' : 'unconfirmed';
}

/** A phone that was revoked is trusted up to what it had handed over; one that nobody confirmed, never. */
function isDoubtful({ status, trustedSeq }: LockedDevice, seq: number): boolean {
  return status === 'waiting' || (status === 'revoked' && seq > (trustedSeq ?? 0));
}

/** The seqs of rows whose phone has certainly seen the code of the ticket. */
async function provenRows(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { rows, eventIds }: { rows: readonly NewRow[]; eventIds: ReadonlyMap<number, string> },
): Promise<ReadonlySet<number>> {
  const proven = new Set<number>();
  for (const [eventId, group] of groupBy(rows, ({ row }) => eventIds.get(row?.event ?? -1))) {
    if (eventId === undefined) continue;
    const hashes = group.flatMap(({ row }) => (row?.ticketHash ? [Buffer.from(row.ticketHash)] : []));
    const tickets = await ticketing.readDoorTickets(trx, eventId, hashes);
    const codes = new Map(tickets.map(({ hash, codeHash }) => [hash.toString('hex'), codeHash]));
    for (const { row, seq } of group) {
      const codeHash = row?.ticketHash && codes.get(toHex(row.ticketHash));
      if (row?.proof && codeHash && isScanProof(row.proof, { codeHash, device: row.device, seq }))
        proven.add(seq);
    }
  }
  return proven;
}
