import { AppError } from '../../../platform/errors/app-error.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { drawNumbers, signCode, type TicketNumber } from '../codes.js';
import { ticketingErrors } from '../errors.js';
import { ticketChanged } from '../events.js';
import { type LockedFeed, lockFeed, takePositions } from '../feed.js';
import { classesOf, type TicketDeps } from '../issue.js';
import { activeSigner } from '../keys.js';
import { lastGeneration } from '../rules.js';
import type { TicketingTables } from '../tables.js';
import { noteDeadNumber, noteTicketChanges } from '../ticket-changes.js';
import { readTicket, readTicketCode } from '../ticket-queries.js';
import type { Ticket } from '../ticket-schemas.js';
import type { TicketKey } from './edit-ticket.js';

/**
 * Makes a new code; the old one is dead from now on.
 * @throws AppError platform.not_found, events.archived, ticketing.not_reissuable
 */
export async function reIssueTicket(
  trx: ClosedTransaction,
  deps: TicketDeps,
  key: TicketKey,
): Promise<Ticket> {
  await deps.events.lockForEdit(trx, key.eventId);
  const feed = await lockFeed(trx, key);
  const old = await readTicketCode(trx, key.eventId, key.ticketId);
  if (old.state === 'cancelled') throw new AppError(ticketingErrors.notReissuable);
  const { publicNumber } = await deps.events.read(trx, key.eventId);
  const classes = await classesOf(trx, key.eventId, [old]);
  const signer = await activeSigner(trx, feed, { sealer: deps.sealer, test: old.test });
  const worn = old.generation === lastGeneration;
  const code = await signCode(worn ? await replaceNumber(trx, feed, key.ticketId) : old, signer, {
    publicNumber,
    generation: worn ? 0 : old.generation + 1,
    class: classes.get(old.ticketTypeId) ?? 0,
  });
  const position = await takePositions(trx, feed, 1);
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.ticket')
    .set({ ...codeOnly(code), feedStart: position.start, feedCount: position.count })
    .where('id', '=', key.ticketId)
    .execute();
  await noteTicketChanges(trx, key, [{ id: key.ticketId }]);
  await publish(trx, ticketChanged, {
    organisationId: key.organisationId,
    payload: { eventId: key.eventId, change: 're-issued', ticketIds: [key.ticketId] },
  });
  return readTicket(trx, key.eventId, key.ticketId);
}

/** Takes the number out of use: phones keep it, cancelled in its last generation. */
async function replaceNumber(
  trx: ClosedTransaction,
  feed: LockedFeed,
  ticketId: string,
): Promise<TicketNumber> {
  const [number] = await drawNumbers(trx, feed, { howMany: 1 });
  if (!number) throw new Error('No number was drawn.');
  const { hash, shortBits, codeClass, generation } = await readTicketCode(trx, feed.eventId, ticketId);
  const position = await takePositions(trx, feed, 1);
  const { organisationId, eventId } = feed;
  const dead = { organisationId, eventId, ticketId, hash, shortBits, class: codeClass, generation };
  await trx
    .$extendTables<TicketingTables>()
    .insertInto('ticketing.deadNumber')
    .values({ ...dead, feedStart: position.start, feedCount: position.count })
    .execute();
  await noteDeadNumber(trx, feed, { hash, generation });
  // Phones know a barcode by the hash of its ticket, which is another one from now on.
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.medium')
    .set({ feedStart: position.start, feedCount: position.count })
    .where('eventId', '=', eventId)
    .where('ticketId', '=', ticketId)
    .execute();
  return number;
}

function codeOnly(code: Awaited<ReturnType<typeof signCode>>) {
  const { number, hash, shortBits, generation, kid, codeClass, codeHash } = code;
  return { number, hash, shortBits, generation, kid, codeClass, codeHash };
}
