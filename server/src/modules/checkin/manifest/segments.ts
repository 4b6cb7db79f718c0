import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { ManifestTables } from './tables.js';

/** @throws AppError platform.not_found */
export async function readSegment(
  trx: ClosedTransaction,
  eventId: string,
  which: { sha256: Buffer; encoding: 'raw' | 'brotli' },
): Promise<Buffer> {
  const row = await trx
    .$extendTables<ManifestTables>()
    .selectFrom('checkin.segment')
    .select(which.encoding)
    .where('eventId', '=', eventId)
    .where('sha256', '=', which.sha256)
    .executeTakeFirst();
  const { raw, brotli } = found(row) as { raw?: Buffer; brotli?: Buffer };
  return found(raw ?? brotli);
}
