import { fieldError } from '../../platform/errors/app-error.js';
import { publish } from '../../platform/outbox/outbox.js';
import type { Sealer } from '../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { Events } from '../events/index.js';
import { drawNumbers, signCode, type TicketNumber } from './codes.js';
import { ticketingErrors } from './errors.js';
import { ticketChanged } from './events.js';
import { type LockedFeed, takePositions } from './feed.js';
import { activeSigner } from './keys.js';
import { linkTickets } from './links.js';
import { bindMedia } from './media.js';
import type { TicketingTables } from './tables.js';
import { noteTicketChanges } from './ticket-changes.js';
import { insertTickets, type TicketContent } from './ticket-rows.js';

/** What the commands of tickets need. */
export interface TicketDeps {
  readonly events: Events;
  readonly sealer: Sealer;
}

/** A ticket that does not exist yet. */
export interface NewTicketRow extends TicketContent {
  /** Normalised. */
  readonly barcodes: readonly string[];
  /** The barcodes may belong to other tickets too. */
  readonly sharesBarcodes?: boolean;
  /** What an import recognises the row by, where it has no id of its own. */
  readonly rowHash: Buffer | null;
}

/**
 * Issues tickets: numbers, signed codes, barcodes and positions in the feed, all in this transaction.
 * @param batch all of them real or all of them for trying out
 * @returns their ids, in the same order
 * @throws AppError ticketing.unknown_type, external_id_taken, barcode_taken, wrong_window, keys_exhausted
 */
export async function issueTickets(
  trx: ClosedTransaction,
  deps: TicketDeps,
  batch: { feed: LockedFeed; test: boolean; tickets: readonly NewTicketRow[] },
): Promise<string[]> {
  const { feed, test, tickets } = batch;
  if (tickets.length === 0) return [];
  const { publicNumber } = await deps.events.read(trx, feed.eventId);
  const classes = await classesOf(trx, feed.eventId, tickets);
  const signer = await activeSigner(trx, feed, { sealer: deps.sealer, test });
  const numbers = await drawNumbers(trx, feed, { howMany: tickets.length });
  const first = await takePositions(trx, feed, tickets.length);
  const rows = [];
  for (const [index, ticket] of tickets.entries()) {
    const position = { start: first.start, count: first.count + index };
    const code = await signCode(numbers[index] as TicketNumber, signer, {
      publicNumber,
      generation: 0,
      class: classes.get(ticket.ticketTypeId) ?? 0,
    });
    rows.push({ ...ticket, test, code, position });
  }
  const ids = await insertTickets(trx, feed, rows);
  const dead = ids.flatMap((id, index) => (tickets[index]?.state === 'good' ? [] : [{ id }]));
  await noteTicketChanges(trx, feed, dead);
  const bindings = rows.flatMap(({ barcodes, position }, index) =>
    barcodes.map((text) => ({ text, ticketId: ids[index] ?? '', position })),
  );
  await linkTickets(trx, feed, ids);
  await bindMedia(trx, feed, { bindings, mayShare: tickets.some(({ sharesBarcodes }) => sharesBarcodes) });
  await publish(trx, ticketChanged, {
    organisationId: feed.organisationId,
    payload: { eventId: feed.eventId, change: 'issued', ticketIds: ids },
  });
  return ids;
}

/** Ticket type → class. @throws AppError ticketing.unknown_type */
export async function classesOf(
  trx: ClosedTransaction,
  eventId: string,
  tickets: readonly { readonly ticketTypeId: string }[],
): Promise<Map<string, number>> {
  const wanted = [...new Set(tickets.map((ticket) => ticket.ticketTypeId))];
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select(['id', 'class'])
    .where('eventId', '=', eventId)
    .where('id', 'in', wanted)
    .execute();
  if (rows.length !== wanted.length) throw fieldError(ticketingErrors.unknownType, 'ticketTypeId');
  return new Map(rows.map((row) => [row.id, row.class]));
}
