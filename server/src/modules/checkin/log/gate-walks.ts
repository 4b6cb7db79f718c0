import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { checkinErrors } from '../errors.js';
import type { LogTables } from './log-tables.js';
import type { Walk } from './suspicious-schemas.js';

/** How long it takes at least from gate to gate; pairs that nobody has set are left out, as are gates that are gone. */
export async function readWalks(trx: ClosedTransaction, events: Events, eventId: string): Promise<Walk[]> {
  const { gates } = await events.readDoorSettings(trx, eventId);
  const known = new Set(gates.map(({ id }) => id));
  const rows = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.gateWalk')
    .select(['gateA', 'gateB', 'minutes'])
    .where('eventId', '=', eventId)
    .orderBy('gateA')
    .orderBy('gateB')
    .execute();
  return rows.filter(({ gateA, gateB }) => known.has(gateA) && known.has(gateB));
}

/** Replaces all of them. @throws AppError checkin.wrong_walk */
export async function setWalks(
  trx: ClosedTransaction,
  events: Events,
  { organisationId, eventId, walks }: { organisationId: string; eventId: string; walks: readonly Walk[] },
): Promise<void> {
  await events.lockForEdit(trx, eventId);
  const { gates } = await events.readDoorSettings(trx, eventId);
  const known = new Set(gates.map(({ id }) => id));
  const rows = walks.map(({ gateA, gateB, minutes }) => {
    const [a, b] = [gateA, gateB].sort();
    if (!a || !b || a === b || !known.has(a) || !known.has(b)) throw new AppError(checkinErrors.wrongWalk);
    return { organisationId, eventId, gateA: a, gateB: b, minutes };
  });
  if (new Set(rows.map(({ gateA, gateB }) => `${gateA} ${gateB}`)).size < rows.length)
    throw new AppError(checkinErrors.wrongWalk);
  const db = trx.$extendTables<LogTables>();
  await db.deleteFrom('checkin.gateWalk').where('eventId', '=', eventId).execute();
  if (rows.length > 0) await db.insertInto('checkin.gateWalk').values(rows).execute();
}
