import { Readable } from 'node:stream';
import Type from 'typebox';
import { byteOrderMark, csvLine } from '../../../platform/csv/write-csv.js';
import type { Member } from '../../../platform/http/contexts.js';
import type { App } from '../../../platform/http/create-server.js';
import { answers } from '../../../platform/http/schemas.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { parentNamesOf } from '../links.js';
import { listTicketTypes } from '../queries.js';
import { eventParams } from '../schemas.js';
import { readTicketsAfter, type TicketFilter } from '../ticket-queries.js';
import { type Ticket, ticketQuery } from '../ticket-schemas.js';

interface Deps {
  readonly tenancy: Tenancy;
  readonly events: Events;
}

const { search, ticketTypeId, state, payment } = ticketQuery.properties;
const exportQuery = Type.Object({ search, ticketTypeId, state, payment }, { additionalProperties: false });

/** A whole file, which no JSON schema describes. */
export const csvFile = Type.Unsafe<Readable>({
  description:
    'CSV in UTF-8, separated by commas. A cell that a spreadsheet would run begins with an apostrophe.',
  content: { 'text/csv': { schema: { type: 'string' } } },
});

export function exportRoutes(app: App, deps: Deps): void {
  app.get(
    '/events/:eventId/tickets.csv',
    {
      config: { permission: 'tickets.read' },
      schema: {
        tags: ['tickets'],
        operationId: 'getEventsByEventIdTicketsFile',
        summary: 'The ticket list as a file',
        params: eventParams,
        querystring: exportQuery,
        response: answers({ 200: csvFile }, 401, 403, 404),
      },
    },
    async ({ member, params, query }, reply) => {
      const { eventId } = params;
      const typeNames = await deps.tenancy.run(member, (trx) => readTypeNames(trx, deps.events, eventId));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="tickets.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(fileOf(deps.tenancy, member, { eventId, filter: query, typeNames })));
    },
  );
}

async function readTypeNames(
  trx: Parameters<typeof listTicketTypes>[0],
  events: Events,
  eventId: string,
): Promise<Map<string, string>> {
  await events.read(trx, eventId);
  const names = new Map<string, string>();
  for (let after: string | null | undefined; after !== null; ) {
    const { data, page } = await listTicketTypes(trx, eventId, { limit: 200, ...(after ? { after } : {}) });
    for (const type of data) names.set(type.id, type.name);
    after = page.next;
  }
  return names;
}

const headings = [
  ...['Name', 'First name', 'Last name', 'E-mail', 'Language', 'Ticket type', 'Status', 'Order reference'],
  ...['Seat', 'Note', 'Text 1', 'Text 2', 'Text 3', 'Valid from', 'Valid until', 'External id', 'Barcode'],
  ...['Add-on to', 'Payment', 'Entries', 'Attention'],
];

const rowsAtOnce = 1000;

/** No transaction is open while the reader is slow. */
async function* fileOf(
  tenancy: Tenancy,
  member: Member,
  list: { eventId: string; filter: TicketFilter; typeNames: ReadonlyMap<string, string> },
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(headings);
  let after: string | undefined;
  for (;;) {
    const { tickets, parentNames } = await tenancy.run(member, async (trx) => {
      const read = await readTicketsAfter(trx, list.eventId, { ...list.filter, after, limit: rowsAtOnce });
      return { tickets: read, parentNames: await parentNamesOf(trx, list.eventId, read) };
    });
    const names = { typeNames: list.typeNames, parentNames };
    yield tickets.map((ticket) => csvLine(cellsOf(ticket, names))).join('');
    if (tickets.length < rowsAtOnce) return;
    after = tickets.at(-1)?.id;
  }
}

interface Names {
  readonly typeNames: ReadonlyMap<string, string>;
  readonly parentNames: ReadonlyMap<string, string>;
}

function cellsOf(ticket: Ticket, { typeNames, parentNames }: Names): string[] {
  const { texts } = ticket;
  return [
    ticket.name,
    ticket.firstName,
    ticket.lastName,
    ticket.email,
    ticket.language,
    typeNames.get(ticket.ticketTypeId),
    ticket.state,
    ticket.orderReference,
    ticket.seat,
    ticket.note,
    texts[0],
    texts[1],
    texts[2],
    ticket.validFrom,
    ticket.validUntil,
    ticket.externalId,
    ticket.barcodes.join(' '),
    parentNames.get(ticket.parentId ?? ''),
    ticket.payment,
    String(ticket.entries),
    ticket.attention ? 'yes' : 'no',
  ].map((cell) => cell ?? '');
}
