import { toHex } from '@gatehouse/shared/bytes';
import { groupBy } from '@gatehouse/shared/checkin';
import { isScanProof, type LogRow } from '@gatehouse/shared/log';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import type { LockedDevice } from './device-log.js';
import type { LogStore } from './log-store.js';
import type { NewRow, Quarantine } from './sort-batch.js';

interface Arrived {
  /** Id → phone; every row is of one of them. */
  readonly devices: ReadonlyMap<string, LockedDevice>;
  readonly rows: readonly NewRow[];
  /** Public number → id of the organisation's events. */
  readonly eventIds: ReadonlyMap<number, string>;
  /** Whether ids are looked for that other rows have. */
  readonly mayRepeatIds: boolean;
}

/** Sets apart what must not count: the facts are kept all the same. */
export async function judgeRows(
  trx: ClosedTransaction,
  { ticketing, store }: { ticketing: Ticketing; store(trx: ClosedTransaction): LogStore },
  { devices, rows, eventIds, mayRepeatIds }: Arrived,
): Promise<NewRow[]> {
  const idsOf = () => rows.flatMap(({ row, quarantine }) => (row && quarantine === null ? [row.id] : []));
  const taken = new Set(mayRepeatIds ? await store(trx).readTakenIds(idsOf()) : []);
  const doubtful = rows.filter(
    (one) => one.quarantine === null && isDoubtful(devices.get(one.device), one.seq),
  );
  const proven = await provenRows(trx, ticketing, { rows: doubtful, eventIds });
  return rows.map((one) => {
    const { row } = one;
    if (row === null || one.quarantine !== null) return one;
    const quarantine = reasonFor(one, row, { device: devices.get(one.device), eventIds, taken, proven });
    taken.add(row.id);
    return quarantine === null ? one : { ...one, quarantine };
  });
}

interface Grounds {
  readonly device: LockedDevice | undefined;
  readonly eventIds: ReadonlyMap<number, string>;
  readonly taken: ReadonlySet<string>;
  readonly proven: ReadonlySet<NewRow>;
}

function reasonFor(
  one: NewRow,
  row: LogRow,
  { device, eventIds, taken, proven }: Grounds,
): Quarantine | null {
  // What a phone says of itself belongs to no event.
  if (row.kind === 'clock' || row.kind === 'lost') return null;
  if (!eventIds.has(row.event)) return 'unknown_event';
  if (taken.has(row.id)) return 'id_taken';
  if (!isDoubtful(device, row.seq) || proven.has(one)) return null;
  return device?.status === 'revoked' ? 'revoked' : 'unconfirmed';
}

/** A phone that was revoked is trusted up to what it had handed over; one that nobody confirmed, never. */
function isDoubtful(device: LockedDevice | undefined, seq: number): boolean {
  if (!device) return true;
  const { status, trustedSeq } = device;
  return status === 'waiting' || (status === 'revoked' && seq > (trustedSeq ?? 0));
}

/** The rows whose phone has certainly seen the code of the ticket. */
async function provenRows(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { rows, eventIds }: { rows: readonly NewRow[]; eventIds: ReadonlyMap<number, string> },
): Promise<ReadonlySet<NewRow>> {
  const proven = new Set<NewRow>();
  for (const [eventId, group] of groupBy(rows, ({ row }) => eventIds.get(row?.event ?? -1))) {
    if (eventId === undefined) continue;
    const hashes = group.flatMap(({ row }) => (row?.ticketHash ? [Buffer.from(row.ticketHash)] : []));
    const tickets = await ticketing.readDoorTickets(trx, eventId, hashes);
    const codes = new Map(tickets.map(({ hash, codeHash }) => [hash.toString('hex'), codeHash]));
    for (const one of group) {
      const { row, seq } = one;
      const codeHash = row?.ticketHash && codes.get(toHex(row.ticketHash));
      if (row?.proof && codeHash && isScanProof(row.proof, { codeHash, device: row.device, seq }))
        proven.add(one);
    }
  }
  return proven;
}
