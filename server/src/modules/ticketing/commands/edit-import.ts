import { sql } from 'kysely';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { ticketingErrors } from '../errors.js';
import { importStarted } from '../events.js';
import type { EventKey } from '../feed.js';
import type { Import, ImportMapping, ImportPreview, ImportStatus } from '../import-schemas.js';
import { readImport } from '../imports/import-queries.js';
import { requireTypes } from '../imports/ticket-types.js';
import type { TicketingTables } from '../tables.js';

export type ImportKey = EventKey & { readonly importId: string };

/** Keeps the list until a person has said what its columns are. @throws AppError events.archived */
export async function createImport(
  trx: ClosedTransaction,
  events: Events,
  list: { key: EventKey; fileName: string; content: Buffer; preview: ImportPreview },
): Promise<Import> {
  const { key, fileName, content, preview } = list;
  await events.lockForEdit(trx, key.eventId);
  await dropForgotten(trx);
  const { id } = await trx
    .$extendTables<TicketingTables>()
    .insertInto('ticketing.import')
    .values({
      ...key,
      fileName,
      status: 'uploaded',
      failure: null,
      preview: JSON.stringify(preview),
      mapping: null,
      content,
      processed: 0,
      imported: 0,
      changed: 0,
      unchanged: 0,
      failed: 0,
      finishedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return readImport(trx, key.eventId, id);
}

/** A list that nobody started within a day is not kept: it is full of people. */
async function dropForgotten(trx: ClosedTransaction): Promise<void> {
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.import')
    .set({ status: 'expired', content: null, finishedAt: sql<Date>`now()` })
    .where('status', '=', 'uploaded')
    .where('createdAt', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}

/**
 * Hands the list to the worker.
 * @throws AppError platform.not_found, events.archived, ticketing.import_started, import_wrong_mapping, unknown_type
 */
export async function startImport(
  trx: ClosedTransaction,
  events: Events,
  call: { key: ImportKey; mapping: ImportMapping },
): Promise<Import> {
  const { key, mapping } = call;
  await events.lockForEdit(trx, key.eventId);
  const row = await lockImport(trx, key);
  if (row.status !== 'uploaded') throw new AppError(ticketingErrors.importStarted);
  checkMapping(mapping, row.preview);
  await requireTypes(trx, key.eventId, mapping);
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.import')
    .set({ status: 'queued', mapping: JSON.stringify(mapping) })
    .where('id', '=', key.importId)
    .execute();
  const { organisationId, eventId, importId } = key;
  await publish(trx, importStarted, { organisationId, payload: { eventId, importId } });
  return readImport(trx, eventId, importId);
}

function checkMapping(mapping: ImportMapping, preview: ImportPreview): void {
  const { columns } = mapping;
  if (columns.length !== preview.columns.length)
    throw wrongMapping(`The file has ${preview.columns.length} columns.`);
  const chosen = columns.filter((field) => field !== null);
  const twice = chosen.find((field, index) => chosen.indexOf(field) !== index);
  if (twice !== undefined) throw wrongMapping(`Two columns are ${twice}.`);
  if (chosen.length === 0) throw wrongMapping('No column is chosen.');
}

function wrongMapping(detail: string): AppError {
  return fieldError(ticketingErrors.wrongMapping, 'mapping.columns', detail);
}

/**
 * Stops the import behind the batch in hand; what it has imported stays.
 * @throws AppError platform.not_found, ticketing.import_ended
 */
export async function cancelImport(trx: ClosedTransaction, key: ImportKey): Promise<Import> {
  const row = await lockImport(trx, key);
  if (!stoppable.includes(row.status)) throw new AppError(ticketingErrors.importEnded);
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.import')
    .set({ status: 'cancelled', content: null, finishedAt: sql<Date>`now()` })
    .where('id', '=', key.importId)
    .execute();
  return readImport(trx, key.eventId, key.importId);
}

const stoppable: readonly ImportStatus[] = ['uploaded', 'queued', 'running', 'cancelled'];

async function lockImport(
  trx: ClosedTransaction,
  key: ImportKey,
): Promise<{ status: ImportStatus; preview: ImportPreview }> {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.import')
    .select(['status', 'preview'])
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.importId)
    .forUpdate()
    .executeTakeFirst();
  return found(row);
}
