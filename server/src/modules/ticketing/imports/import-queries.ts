import { found } from '../../../platform/errors/found.js';
import { type Page, type PageRequest, pageById } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Import } from '../import-schemas.js';
import type { TicketingTables } from '../tables.js';

/** The imports of the event, oldest first. */
export function listImports(
  trx: ClosedTransaction,
  eventId: string,
  page: PageRequest,
): Promise<Page<Import>> {
  return pageById(selectImports(trx, eventId), page, toImport);
}

/** @throws AppError platform.not_found */
export async function readImport(trx: ClosedTransaction, eventId: string, importId: string): Promise<Import> {
  return toImport(found(await selectImports(trx, eventId).where('id', '=', importId).executeTakeFirst()));
}

/** The rows that were refused, by their line. */
export function readBadRows(
  trx: ClosedTransaction,
  page: { importId: string; afterLine: number; limit: number },
) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.importError')
    .select(['line', 'code', 'message', 'cells'])
    .where('importId', '=', page.importId)
    .where('line', '>', page.afterLine)
    .orderBy('line')
    .limit(page.limit)
    .execute();
}

function selectImports(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.import')
    .select(['id', 'fileName', 'status', 'failure', 'preview', 'mapping', 'processed', 'imported'])
    .select(['changed', 'unchanged', 'failed', 'createdAt', 'finishedAt'])
    .where('eventId', '=', eventId);
}

function toImport(
  row: Omit<Import, 'createdAt' | 'finishedAt'> & { createdAt: Date; finishedAt: Date | null },
) {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
