import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { readPeopleFile } from '../people/index.js';
import type { ManifestTables } from './tables.js';

/** @returns people as they are: what is sealed does not get smaller @throws AppError platform.not_found */
export async function readSegment(
  trx: ClosedTransaction,
  eventId: string,
  which: { sha256: Buffer; encoding: 'raw' | 'brotli' },
): Promise<{ readonly bytes: Buffer; readonly encoding: 'raw' | 'brotli' }> {
  const row = await trx
    .$extendTables<ManifestTables>()
    .selectFrom('checkin.segment')
    .select(which.encoding)
    .where('eventId', '=', eventId)
    .where('sha256', '=', which.sha256)
    .executeTakeFirst();
  const { raw, brotli } = (row ?? {}) as { raw?: Buffer; brotli?: Buffer };
  const bytes = raw ?? brotli;
  if (bytes !== undefined) return { bytes, encoding: which.encoding };
  return { bytes: found(await readPeopleFile(trx, eventId, which.sha256)), encoding: 'raw' };
}
