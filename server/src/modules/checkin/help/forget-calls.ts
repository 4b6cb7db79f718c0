import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { HelpTables } from './help-tables.js';

const dayMs = 86_400_000;
const daysAfterEvent = 7;

/** Removes calls that were closed a day ago, and all those of events that ended a week ago; one without an end ends as it starts. */
export async function forgetCalls(trx: ClosedTransaction, events: Events): Promise<void> {
  const db = trx.$extendTables<HelpTables>();
  await db
    .deleteFrom('checkin.helpCall')
    .where('state', '=', 'settled')
    .where('stateAt', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
  const rows = await db.selectFrom('checkin.helpCall').select('eventId').distinct().execute();
  const lastDay = Date.now() - daysAfterEvent * dayMs;
  for (const { eventId } of rows) {
    const { startsAt, endsAt } = await events.read(trx, eventId);
    if (Date.parse(endsAt ?? startsAt) < lastDay)
      await db.deleteFrom('checkin.helpCall').where('eventId', '=', eventId).execute();
  }
}
