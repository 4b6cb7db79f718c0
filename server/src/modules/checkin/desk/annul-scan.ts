import { mayUndo, type UndoAnswer } from '@gatehouse/shared/checkin';
import { profileOf, undoRow } from '@gatehouse/shared/door';
import { encodeRow, type LogRow } from '@gatehouse/shared/log';
import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import { type IngestDeps, readRecordsAtDoor } from '../log/index.js';
import type { LogTables } from '../log/log-tables.js';
import { heldBy } from './desk-door.js';
import { appendRows, lockDeskLog, serverTime } from './desk-log.js';
import type { AnnulledScan } from './desk-schemas.js';

export interface Annulment {
  readonly organisationId: string;
  readonly scanId: string;
  /** Of the row that takes it back. */
  readonly id: string;
}

/**
 * Takes a scan back, whoever made it: a fact of its own, and the scan stays in the log.
 * @throws AppError platform.not_found, checkin.nothing_to_undo, supervisor_needed, scan_id_taken
 */
export function annulScan(tenancy: Tenancy, deps: IngestDeps, asked: Annulment): Promise<AnnulledScan> {
  const { organisationId, scanId, id } = asked;
  return tenancy.run({ organisationId }, async (trx) => {
    const { eventId, listPassId } = found(await findRow(trx, scanId));
    const log = await lockDeskLog(trx, { organisationId, eventId });
    const same = await findRow(trx, id);
    if (same) return annulledBefore(same, { id, scanId });
    const passIds = listPassId === null ? [] : [listPassId];
    const undone = await undoable(trx, { eventId, passIds, scanId, deviceId: log.deviceId });
    const { seq, previous, notBefore } = log.end;
    const time = serverTime(notBefore);
    const held = await heldBy(trx, deps, eventId);
    const row = undoRow(undone, { id, device: log.deviceId, seq, previous, time, held });
    await appendRows(trx, deps, { organisationId, log, rows: [{ bytes: encodeRow(row), details: null }] });
    return { id, scanId, at: new Date(time.estimate).toISOString() };
  });
}

function findRow(trx: ClosedTransaction, id: string) {
  return trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.scan')
    .select(['eventId', 'listPassId', 'kind', 'namedId', 'estimate'])
    .where('id', '=', id)
    .executeTakeFirst();
}

function annulledBefore(
  row: { kind: string; namedId: string | null; estimate: number },
  { id, scanId }: { id: string; scanId: string },
): AnnulledScan {
  if (row.kind !== 'undo' || row.namedId !== scanId) throw new AppError(checkinErrors.scanIdTaken);
  return { id, scanId, at: new Date(row.estimate).toISOString() };
}

const refusals = {
  nothing_to_undo: checkinErrors.nothingToUndo,
  supervisor_needed: checkinErrors.supervisorNeeded,
} as const satisfies Record<Exclude<UndoAnswer, 'allowed'>, object>;

/** The scan, if it may be taken back. What is quarantined has moved nobody. */
async function undoable(
  trx: ClosedTransaction,
  { eventId, passIds, scanId, deviceId }: {
    eventId: string;
    passIds: readonly string[];
    scanId: string;
    deviceId: string;
  },
): Promise<LogRow> {
  const records = await readRecordsAtDoor(trx, { eventId, passIds }, { tickets: [], scanIds: [scanId] });
  const record = records.find(({ row }) => row.id === scanId);
  if (!record) throw new AppError(checkinErrors.nothingToUndo);
  const { row, span, review } = record;
  const isUndone = review.standing === 'undone' || records.some(({ row: other }) => other.kind === 'undo');
  const scan = { device: row.device, at: span.estimate, effect: row.effect, isUndone };
  const answer = mayUndo(scan, { device: deviceId, profile: profileOf('supervisor') }, Date.now());
  if (answer !== 'allowed') throw new AppError(refusals[answer]);
  return row;
}
