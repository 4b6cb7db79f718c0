import { noMedium, nothingDecided } from '@gatehouse/shared/door';
import { encodeRow, type LogRow } from '@gatehouse/shared/log';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import {
  type GivenWristband,
  hashOfTicket,
  type IngestDeps,
  listWristbands,
  type TicketKey,
} from '../log/index.js';
import { heldBy } from './desk-door.js';
import { appendRows, lockDeskLog, serverTime } from './desk-log.js';

/**
 * Says at the server's own door that a ticket's wristband is lost: from then on it stands for nobody who was on it. A
 * row as a phone would write it, so that every phone comes to the same. Nothing is written where none counts.
 * @returns the wristbands of the ticket as they stand now
 * @throws AppError platform.not_found
 */
export async function loseWristband(
  trx: ClosedTransaction,
  deps: IngestDeps,
  key: TicketKey,
): Promise<GivenWristband[]> {
  const { organisationId, eventId } = key;
  const { publicNumber: event } = await deps.events.read(trx, eventId);
  const ticketHash = await hashOfTicket(trx, deps, key);
  const log = await lockDeskLog(trx, { organisationId, eventId });
  const given = await listWristbands(trx, deps, key);
  if (!given.some(({ counts }) => counts)) return given;
  const { seq, previous, notBefore } = log.end;
  const row: LogRow = {
    ...nothingDecided,
    kind: 'bind',
    id: crypto.randomUUID(),
    device: log.deviceId,
    ...{ seq, previous, event },
    ...{ list: null, gate: null, direction: null, persons: 0, names: null, details: null },
    ...{ ticketHash, generation: 0, medium: noMedium, reason: 'lost' },
    // Behind every row that gave one out, also where a phone's clock is ahead of this one.
    time: serverTime(Math.max(notBefore, ...given.map(({ at }) => Date.parse(at) + 1))),
    held: await heldBy(trx, deps, eventId),
  };
  await appendRows(trx, deps, { organisationId, log, rows: [{ bytes: encodeRow(row), details: null }] });
  return listWristbands(trx, deps, key);
}
