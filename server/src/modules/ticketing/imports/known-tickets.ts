import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { parentsAmong } from '../links.js';
import { barcodesOf } from '../media.js';
import type { TicketingTables } from '../tables.js';
import type { TicketContent } from '../ticket-rows.js';
import type { RowIdentity } from './row-identity.js';
import { RowProblem } from './row-problem.js';

export interface KnownTicket extends TicketContent {
  readonly id: string;
  readonly rowHash: Buffer | null;
  readonly barcodes: readonly string[];
  readonly hasAddOns: boolean;
  /** For trying out. */
  readonly test: boolean;
}

/** What a row's external id, or the hash of the row, names; and the ticket that holds its barcode. */
export interface Named {
  readonly named: KnownTicket | undefined;
  /** Of several the one that the row names, where it names one of them. */
  readonly holder: KnownTicket | undefined;
  /** Several tickets have the barcode. */
  readonly isShared: boolean;
}

export interface FoundTickets {
  /** Those of one row. */
  find(identity: RowIdentity): Named;
  /** The ticket that rows name as theirs: by its external id, else, as exports do, by its own. */
  parent(name: string): KnownTicket | undefined;
}

/**
 * Finds the tickets that rows of a list stand for.
 * @param wanted `parents`: what rows call the tickets that they were added to
 */
export async function knownTickets(
  trx: ClosedTransaction,
  eventId: string,
  {
    identities,
    parents,
  }: { readonly identities: readonly RowIdentity[]; readonly parents: readonly string[] },
): Promise<FoundTickets> {
  const barcodes = identities.flatMap(({ barcode }) => barcode ?? []);
  const holders = await holdersOf(trx, eventId, barcodes);
  const tickets = await selectTickets(trx, eventId, {
    ids: [...[...holders.values()].flat(), ...parents.filter(isId)],
    externalIds: [...identities.flatMap(({ externalId }) => externalId ?? []), ...parents],
    rowHashes: identities.flatMap(({ rowHash }) => rowHash ?? []),
  });
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const byExternalId = new Map(tickets.map((ticket) => [ticket.externalId, ticket]));
  const byHash = new Map(tickets.map((ticket) => [ticket.rowHash?.toString('hex'), ticket]));
  const find = ({ externalId, barcode, rowHash }: RowIdentity): Named => {
    const named = rowHash
      ? byHash.get(rowHash.toString('hex'))
      : externalId === null
        ? undefined
        : byExternalId.get(externalId);
    const ids = barcode === null ? [] : (holders.get(barcode) ?? []);
    const holder = named && ids.includes(named.id) ? named : byId.get(ids[0] ?? '');
    return { named, holder, isShared: ids.length > 1 };
  };
  return { find, parent: (name) => byExternalId.get(name) ?? byId.get(name.toLowerCase()) };
}

function isId(name: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name);
}

/**
 * The ticket that a row stands for: by its external id, else by its barcode.
 * @throws RowProblem where the barcode belongs to somebody else
 */
export function oneTicket(
  { named, holder, isShared }: Named,
  { externalId }: RowIdentity,
): KnownTicket | undefined {
  const isTaken = named
    ? holder !== undefined && holder.id !== named.id
    : isShared || (externalId !== null && holder !== undefined && holder.externalId !== null);
  if (isTaken) throw new RowProblem('barcode_taken', 'Another ticket has this barcode.');
  return named ?? holder;
}

/** Barcode → ids of its tickets. */
async function holdersOf(
  trx: ClosedTransaction,
  eventId: string,
  barcodes: readonly string[],
): Promise<Map<string, string[]>> {
  const holders = new Map<string, string[]>();
  if (barcodes.length === 0) return holders;
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.medium')
    .select(['text', 'ticketId'])
    .where('eventId', '=', eventId)
    .where('text', 'in', [...barcodes])
    .execute();
  for (const { text, ticketId } of rows)
    if (ticketId !== null && text !== null) holders.set(text, [...(holders.get(text) ?? []), ticketId]);
  return holders;
}

async function selectTickets(
  trx: ClosedTransaction,
  eventId: string,
  wanted: { ids: string[]; externalIds: string[]; rowHashes: Buffer[] },
): Promise<KnownTicket[]> {
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(['id', 'ticketTypeId', 'state', 'name', 'firstName', 'lastName', 'email'])
    .select(['language', 'orderReference', 'seat', 'note', 'texts', 'validFrom', 'validUntil'])
    .select(['externalId', 'parentId', 'rowHash', 'test'])
    .select(['payment', 'entries', 'attention', 'answersMissing'])
    .where('eventId', '=', eventId)
    .where((where) =>
      where.or([
        ...(wanted.ids.length > 0 ? [where('id', 'in', wanted.ids)] : []),
        ...(wanted.externalIds.length > 0 ? [where('externalId', 'in', wanted.externalIds)] : []),
        ...(wanted.rowHashes.length > 0 ? [where('rowHash', 'in', wanted.rowHashes)] : []),
      ]),
    )
    .execute();
  const ids = rows.map((row) => row.id);
  const barcodes = await barcodesOf(trx, eventId, ids);
  const parents = await parentsAmong(trx, eventId, ids);
  return rows.map((row) => ({
    ...row,
    barcodes: barcodes.get(row.id) ?? [],
    hasAddOns: parents.has(row.id),
  }));
}
