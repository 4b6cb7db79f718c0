import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { ticketChanged } from '../events.js';
import { type EventKey, type LockedFeed, lockFeed, takePositions } from '../feed.js';
import type { ImportCounts, ImportMapping } from '../import-schemas.js';
import type { TicketDeps } from '../issue.js';
import { linkTickets } from '../links.js';
import { replaceMedia } from '../media.js';
import { blankMarks } from '../rules.js';
import type { TicketDetails } from '../tables.js';
import { type ChangedTicket, noteTicketChanges, noteworthy } from '../ticket-changes.js';
import { blankDetails, updateTickets } from '../ticket-rows.js';
import { stateAfter } from './door-words.js';
import { type FindFamily, type Fresh, familyFinder, issueFresh, noted } from './families.js';
import { type KnownTicket, knownTickets, type Named, oneTicket } from './known-tickets.js';
import { type BadRow, isBad, type PreparedRow } from './prepare-row.js';
import type { RowIdentity } from './row-identity.js';
import { RowProblem } from './row-problem.js';
import { ticketTypeFinder } from './ticket-types.js';

/** One row of the list, ready to be compared with what there is. */
export type ListRow = BadRow | (PreparedRow & { readonly identity: RowIdentity });

export interface BatchResult {
  readonly counts: ImportCounts;
  readonly bad: readonly BadRow[];
}

/**
 * Imports rows in the caller's transaction, up to the first that may be the ticket of one before it: that one waits
 * for the next batch, so that it finds the ticket. `counts.processed` says how many it were.
 */
export async function importBatch(
  trx: ClosedTransaction,
  deps: TicketDeps,
  batch: { key: EventKey; mapping: ImportMapping; rows: readonly ListRow[] },
): Promise<BatchResult> {
  const feed = await lockFeed(trx, batch.key);
  const sorted = await sortRows(trx, deps, batch);
  await issueFresh(trx, deps, { feed, fresh: sorted.fresh });
  await writeChanges(trx, feed, sorted.changed);
  return {
    bad: sorted.bad,
    counts: {
      processed: sorted.processed,
      imported: sorted.fresh.length,
      changed: sorted.changed.length,
      unchanged: sorted.unchanged,
      failed: sorted.bad.length,
    },
  };
}

type Change = KnownTicket & {
  readonly newBarcodes: readonly string[] | undefined;
  readonly noted: readonly ChangedTicket[];
};

interface SortedRows {
  readonly fresh: Fresh[];
  readonly changed: Change[];
  readonly bad: BadRow[];
  unchanged: number;
  processed: number;
}

async function sortRows(
  trx: ClosedTransaction,
  deps: TicketDeps,
  batch: { key: EventKey; mapping: ImportMapping; rows: readonly ListRow[] },
): Promise<SortedRows> {
  const { key, rows } = batch;
  const identities = rows.flatMap((row) => (isBad(row) ? [] : [row.identity]));
  const parents = rows.flatMap((row) => (isBad(row) ? [] : (row.addOnTo ?? [])));
  const known = await knownTickets(trx, key.eventId, { identities, parents });
  const fresh = new Map<string, Fresh>();
  const family = familyFinder(known, fresh);
  const typeOf = await ticketTypeFinder(trx, deps.events, batch);
  const sorted: SortedRows = { fresh: [], changed: [], bad: [], unchanged: 0, processed: 0 };
  const used = new Set<string>();
  for (const row of rows) {
    if (isBad(row)) {
      sorted.bad.push(row);
      sorted.processed += 1;
      continue;
    }
    try {
      const found = known.find(row.identity);
      const names = namesOf(row.identity, found);
      if (names.some((name) => used.has(name))) break;
      for (const name of names) used.add(name);
      const ticket = oneTicket(found, row.identity);
      const change = ticket && (await changeOf(ticket, sayingOf(row), { typeOf, family }));
      if (!ticket) sorted.fresh.push(noted(fresh, await freshTicket(row, { typeOf, family })));
      else if (change) sorted.changed.push(change);
      else sorted.unchanged += 1;
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      sorted.bad.push({ line: row.line, cells: row.cells, code: error.code, message: error.message });
    }
    sorted.processed += 1;
  }
  return sorted;
}

/** Everything by which another row of the list could mean the same ticket. */
function namesOf({ externalId, barcode }: RowIdentity, { named, holder }: Named): string[] {
  return [
    ...(externalId === null ? [] : [`id ${externalId}`]),
    ...(barcode === null ? [] : [`code ${barcode}`]),
    ...(named ? [`ticket ${named.id}`] : []),
    ...(holder && holder.id !== named?.id ? [`ticket ${holder.id}`] : []),
  ];
}

/** All other cells of a row without an id are its identity: whatever was edited since, they say nothing new. */
function sayingOf(row: PreparedRow & { readonly identity: RowIdentity }): PreparedRow {
  if (row.identity.rowHash === null) return row;
  const { marks, saidState } = row.door;
  const door = { marks, saidState: saidState === 'cancelled' ? undefined : saidState };
  return { ...row, details: {}, ticketType: '', addOnTo: undefined, barcode: undefined, door };
}

type FindType = (name: string) => Promise<string>;

interface Finders {
  readonly typeOf: FindType;
  readonly family: FindFamily;
}

async function freshTicket(
  row: PreparedRow & { identity: RowIdentity },
  { typeOf, family }: Finders,
): Promise<Fresh> {
  const details = { ...blankDetails, ...row.details };
  checkWindow(details);
  return {
    ...details,
    ...family(row, null),
    ticketTypeId: await typeOf(row.ticketType),
    ...blankMarks,
    ...row.door.marks,
    state: stateAfter('good', row.door.saidState),
    barcodes: row.identity.barcode === null ? [] : [row.identity.barcode],
    rowHash: row.identity.rowHash,
  };
}

/** What the row says differently from the ticket; undefined: nothing. */
async function changeOf(
  known: KnownTicket,
  row: PreparedRow,
  { typeOf, family }: Finders,
): Promise<Change | undefined> {
  const ticketTypeId = row.ticketType === '' ? known.ticketTypeId : await typeOf(row.ticketType);
  const { marks, saidState } = row.door;
  const state = stateAfter(known.state, saidState);
  const { parentId, parentOf } = family(row, known);
  if (parentOf !== null)
    throw new RowProblem('parent', 'The ticket that it was added to is new in this list.');
  const after = { ...known, ...row.details, ...marks, ticketTypeId, state, parentId };
  checkWindow(after);
  const { barcode } = row;
  const wanted = barcode === undefined ? undefined : barcode === null ? [] : [barcode];
  const newBarcodes = wanted && !sameList(wanted, known.barcodes) ? wanted : undefined;
  const differs = Object.keys({ ...row.details, ...marks, ticketTypeId, state, parentId }).some(
    (name) => said(after, name) !== said(known, name),
  );
  return differs || newBarcodes ? { ...after, newBarcodes, noted: noteworthy(known, after) } : undefined;
}

function said(ticket: KnownTicket, name: string): string {
  return JSON.stringify(ticket[name as keyof KnownTicket]);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

function checkWindow({ validFrom, validUntil }: TicketDetails): void {
  if (validFrom && validUntil && validUntil <= validFrom)
    throw new RowProblem('window', 'The end must be after the beginning.');
}

async function writeChanges(
  trx: ClosedTransaction,
  feed: LockedFeed,
  changed: readonly Change[],
): Promise<void> {
  if (changed.length === 0) return;
  const first = await takePositions(trx, feed, changed.length);
  const tickets = changed.map((ticket, index) => ({
    ...ticket,
    position: { start: first.start, count: first.count + index },
  }));
  await updateTickets(trx, feed, tickets);
  await linkTickets(
    trx,
    feed,
    tickets.map(({ id }) => id),
  );
  await noteTicketChanges(
    trx,
    feed,
    changed.flatMap(({ noted }) => noted),
  );
  for (const { id: ticketId, newBarcodes: barcodes, position } of tickets)
    if (barcodes) await replaceMedia(trx, feed, { ticketId, barcodes, position, mayShare: false });
  await publish(trx, ticketChanged, {
    organisationId: feed.organisationId,
    payload: { eventId: feed.eventId, change: 'changed', ticketIds: changed.map(({ id }) => id) },
  });
}
