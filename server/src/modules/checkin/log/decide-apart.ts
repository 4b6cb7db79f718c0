import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import { countable, findApart, type StoredApart } from './apart-list.js';
import { applyBinds } from './apply-binds.js';
import { lockDevice } from './device-log.js';
import type { IngestDeps } from './ingest.js';
import type { LogTables } from './log-tables.js';
import { reviewEvent } from './review-event.js';
import { newRecord } from './scan-rows.js';
import { updateRecords, updateSpans } from './scan-writes.js';
import { tellDoors, topicsOf } from './tell-doors.js';

export interface ApartDecision {
  readonly organisationId: string;
  readonly event: { readonly eventId: string; readonly number: number };
  readonly deviceId: string;
  /** In hexadecimal. */
  readonly rowHash: string;
  readonly counts: boolean;
  readonly note: string;
  readonly personId: string;
}

/**
 * Says of a row that was set apart whether it counts. What counts is reviewed with all others, at its own time, and
 * told to phones; that cannot be taken back. The row itself stays as it came.
 * @throws AppError platform.not_found, checkin.cannot_count, checkin.counts_already
 */
export async function decideApart(
  trx: ClosedTransaction,
  deps: IngestDeps,
  decision: ApartDecision,
): Promise<void> {
  const { organisationId, event, deviceId, rowHash, counts } = decision;
  await lockDevice(trx, { organisationId, deviceId });
  const row = await findApart(trx, event, { deviceId, rowHash });
  if (row.counts) {
    if (!counts) throw new AppError(checkinErrors.countsAlready);
    return;
  }
  await note(trx, decision);
  if (counts) await letCount(trx, deps, { row, decision });
}

function note(trx: ClosedTransaction, decision: ApartDecision): Promise<unknown> {
  const { organisationId, deviceId, rowHash, counts, personId } = decision;
  const said = { counts, note: decision.note.trim(), decidedBy: personId };
  return trx
    .$extendTables<LogTables>()
    .insertInto('checkin.rowDecision')
    .values({ organisationId, deviceId, hash: Buffer.from(rowHash, 'hex'), ...said })
    .onConflict((known) =>
      known
        .columns(['organisationId', 'deviceId', 'hash'])
        .doUpdateSet({ ...said, decidedAt: sql<Date>`now()` }),
    )
    .execute();
}

async function letCount(
  trx: ClosedTransaction,
  deps: IngestDeps,
  { row, decision }: { readonly row: StoredApart; readonly decision: ApartDecision },
): Promise<void> {
  const { organisationId, event } = decision;
  const read = countable(row, event);
  const record = read && newRecord({ row: read, quarantine: null, answered: false });
  const store = deps.store(trx);
  const isHere = row.scanId !== null;
  const isTaken = !isHere && read !== null && (await store.readTakenIds([read.id])).size > 0;
  if (!record || isTaken) throw new AppError(checkinErrors.cannotCount);
  const [scans] = await store.lockScans(organisationId, [event.eventId]);
  if (!scans) throw new AppError(checkinErrors.cannotCount);
  const outcome = await reviewEvent(trx, isHere ? { ...deps, store: (of) => inPlaceStore(deps, of) } : deps, {
    ...{ scans, fresh: [record], tickets: [] },
  });
  const hasNewMedia = await applyBinds(trx, deps, { scans, fresh: [record] });
  await tellDoors(trx, deps, { scans, what: topicsOf({ ...outcome, scans: true }, hasNewMedia) });
}

/** The scan lies there already, without counting: what a new one would be written with is written over it. */
function inPlaceStore(deps: IngestDeps, trx: ClosedTransaction): ReturnType<IngestDeps['store']> {
  return {
    ...deps.store(trx),
    async insertRecords(_scans, records) {
      for (const { record } of records) {
        const { device, seq } = record.row;
        await updateSpans(trx, device, new Map([[seq, record.span]]));
        await trx
          .$extendTables<LogTables>()
          .updateTable('checkin.scan')
          .set({
            reviewed: record.reviewed,
            passId: record.shared?.passId ?? null,
            listPassId: record.shared?.listPassId ?? null,
          })
          .where('deviceId', '=', device)
          .where('seq', '=', seq)
          .execute();
      }
      await updateRecords(trx, records);
    },
  };
}
