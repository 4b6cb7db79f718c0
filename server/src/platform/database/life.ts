import { sql } from 'kysely';
import type { ClosedTransaction } from '../tenancy/tenancy.js';

/** What a transaction has read: within one it does not change. */
const known = new WeakMap<ClosedTransaction, Promise<number>>();

/** When the present life of this database began, in unix seconds; a restore begins a new one. */
export function readLifeStart(trx: ClosedTransaction): Promise<number> {
  const start = known.get(trx) ?? askLifeStart(trx);
  known.set(trx, start);
  return start;
}

async function askLifeStart(trx: ClosedTransaction): Promise<number> {
  const result = await sql<{ start: number }>`
    select extract(epoch from max(started_at))::bigint as start from platform.database_life`.execute(trx);
  const start = result.rows[0]?.start;
  if (typeof start !== 'number') throw new Error('This database does not know when it began.');
  return start;
}
