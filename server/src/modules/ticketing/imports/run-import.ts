import type { ListSeparator } from '@gatehouse/shared/attendee-list';
import { sql } from 'kysely';
import { readCsv } from '../../../platform/csv/read-csv.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction, Scope, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { importFinished } from '../events.js';
import type { EventKey } from '../feed.js';
import type { ImportMapping } from '../import-schemas.js';
import type { TicketDeps } from '../issue.js';
import type { TicketingTables } from '../tables.js';
import { isBad, prepareRow, type RowContext } from './prepare-row.js';
import { rowIdentities } from './row-identity.js';
import { type BatchResult, importBatch, type ListRow } from './run-batch.js';

export type ImportDeps = TicketDeps & { readonly tenancy: Tenancy };

type ImportKey = EventKey & { readonly importId: string };

const rowsAtOnce = 500;

/**
 * Imports a list to its end. Each batch commits with how far it has come, so a worker that takes over after a crash
 * goes on behind the last row that counted: none is lost and none is imported twice.
 */
export async function runImport(deps: ImportDeps, key: ImportKey): Promise<void> {
  const scope = { organisationId: key.organisationId };
  const begun = await deps.tenancy.run(scope, (trx) => begin(trx, deps, key));
  if (!begun) return;
  const asPerson = begun.createdBy === null ? scope : { ...scope, personId: begun.createdBy };
  try {
    const rows = await prepareRows(begun);
    await runBatches(deps, { key, scope: asPerson, mapping: begun.context.mapping, rows });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await deps.tenancy.run(scope, (trx) =>
      end(trx, key, { status: 'failed', failure: error.definition.code }),
    );
  }
}

interface Begun {
  readonly content: Buffer;
  readonly separator: ListSeparator;
  readonly createdBy: string | null;
  readonly context: RowContext;
}

/** Undefined: it has ended, or was cancelled before it began. */
async function begin(trx: ClosedTransaction, deps: ImportDeps, key: ImportKey): Promise<Begun | undefined> {
  const db = trx.$extendTables<TicketingTables>();
  const row = await db
    .updateTable('ticketing.import')
    .set({ status: 'running' })
    .where('id', '=', key.importId)
    .where('status', 'in', ['queued', 'running'])
    .returning(['content', 'preview', 'mapping', 'createdBy'])
    .executeTakeFirst();
  if (!row?.content || !row.mapping) return undefined;
  const { timeZone } = await deps.events.read(trx, key.eventId);
  const { separator, columns } = row.preview;
  return {
    content: row.content,
    separator: separator as ListSeparator,
    createdBy: row.createdBy,
    context: { mapping: row.mapping, width: columns.length, timeZone },
  };
}

/** The same rows in the same order each time, however often a worker takes over. */
async function prepareRows({ content, separator, context }: Begun): Promise<ListRow[]> {
  const identityOf = rowIdentities();
  const rows: ListRow[] = [];
  let isHeading = context.mapping.headingLine;
  for await (const record of readCsv(content, separator)) {
    if (isHeading && 'cells' in record) {
      isHeading = false;
      continue;
    }
    const row = prepareRow(record, context);
    rows.push(isBad(row) ? row : { ...row, identity: identityOf(row) });
  }
  return rows;
}

async function runBatches(
  deps: ImportDeps,
  run: { key: ImportKey; scope: Scope; mapping: ImportMapping; rows: readonly ListRow[] },
): Promise<void> {
  const { key, scope, mapping, rows } = run;
  for (let goesOn = true; goesOn; ) {
    goesOn = await deps.tenancy.run(scope, async (trx) => {
      await deps.events.lockForEdit(trx, key.eventId);
      const start = await lockProgress(trx, key);
      if (start === undefined) return false;
      const batch = { key, mapping, rows: rows.slice(start, start + rowsAtOnce) };
      const result = await importBatch(trx, deps, batch);
      await noteProgress(trx, key, result);
      const done = start + result.counts.processed >= rows.length;
      if (done) await finish(trx, key);
      return !done;
    });
  }
}

/** How many rows count already; undefined when somebody has cancelled it. */
async function lockProgress(trx: ClosedTransaction, key: ImportKey): Promise<number | undefined> {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.import')
    .select('processed')
    .where('id', '=', key.importId)
    .where('status', '=', 'running')
    .forUpdate()
    .executeTakeFirst();
  return row?.processed;
}

async function noteProgress(trx: ClosedTransaction, key: ImportKey, result: BatchResult): Promise<void> {
  const db = trx.$extendTables<TicketingTables>();
  const { counts, bad } = result;
  await db
    .updateTable('ticketing.import')
    .set({
      processed: sql`processed + ${counts.processed}`,
      imported: sql`imported + ${counts.imported}`,
      changed: sql`changed + ${counts.changed}`,
      unchanged: sql`unchanged + ${counts.unchanged}`,
      failed: sql`failed + ${counts.failed}`,
    })
    .where('id', '=', key.importId)
    .execute();
  if (bad.length === 0) return;
  const { organisationId, eventId, importId } = key;
  const rows = bad.map(({ line, cells, code, message }) => ({ line, cells: [...cells], code, message }));
  await db
    .insertInto('ticketing.importError')
    .values(rows.map((row) => ({ organisationId, eventId, importId, ...row })))
    .execute();
}

async function finish(trx: ClosedTransaction, key: ImportKey): Promise<void> {
  const { organisationId, eventId, importId } = key;
  await end(trx, key, { status: 'finished', failure: null });
  await publish(trx, importFinished, { organisationId, payload: { eventId, importId } });
}

/** The file has done its work; what it says of people is not kept a second time. */
async function end(
  trx: ClosedTransaction,
  key: ImportKey,
  outcome: { status: 'finished' | 'failed'; failure: string | null },
): Promise<void> {
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.import')
    .set({ ...outcome, content: null, finishedAt: sql<Date>`now()` })
    .where('id', '=', key.importId)
    .execute();
}
