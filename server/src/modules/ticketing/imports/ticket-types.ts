import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { ticketTypeCommands } from '../commands/edit-ticket-type.js';
import { ticketingErrors } from '../errors.js';
import type { EventKey } from '../feed.js';
import { type ImportMapping, mostTypeNames } from '../import-schemas.js';
import type { TicketingTables } from '../tables.js';
import { RowProblem } from './row-problem.js';

const longestTypeName = 80;

/**
 * Finds the ticket type that a cell names: as a person mapped it, else by its own name, else a new type where the
 * person wants that, else the default.
 */
export async function ticketTypeFinder(
  trx: ClosedTransaction,
  events: Events,
  list: { key: EventKey; mapping: ImportMapping },
): Promise<(name: string) => Promise<string>> {
  const { mapping } = list;
  const { organisationId, eventId } = list.key;
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select(['id', 'name'])
    .where('eventId', '=', eventId)
    .orderBy('id', 'desc')
    .execute();
  const byName = new Map(rows.map(({ id, name }) => [plain(name), id]));
  for (const { name, ticketTypeId } of mapping.ticketTypes) byName.set(plain(name), ticketTypeId);
  return async (name) => {
    const known = byName.get(plain(name));
    if (known !== undefined) return known;
    if (name !== '' && mapping.createTicketTypes && name.length <= longestTypeName) {
      if (byName.size >= mostTypeNames)
        throw new RowProblem('type_unknown', 'There are too many ticket types.');
      const created = await ticketTypeCommands(events).create(trx, { organisationId, eventId }, { name });
      byName.set(plain(name), created.id);
      return created.id;
    }
    if (mapping.defaultTicketTypeId !== null) return mapping.defaultTicketTypeId;
    if (name === '') throw new RowProblem('type_missing', 'The row names no ticket type.');
    throw new RowProblem('type_unknown', `“${name.slice(0, longestTypeName)}” is no ticket type.`);
  };
}

/** @throws AppError ticketing.unknown_type */
export async function requireTypes(
  trx: ClosedTransaction,
  eventId: string,
  mapping: ImportMapping,
): Promise<void> {
  const named = mapping.ticketTypes.map(({ ticketTypeId }) => ticketTypeId);
  const wanted = new Set([...named, ...(mapping.defaultTicketTypeId ? [mapping.defaultTicketTypeId] : [])]);
  if (wanted.size === 0) return;
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select('id')
    .where('eventId', '=', eventId)
    .where('id', 'in', [...wanted])
    .execute();
  if (rows.length !== wanted.size) throw new AppError(ticketingErrors.unknownType);
}

function plain(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
