import { dataOf } from './answers.js';
import type { Actor } from './test-app.js';
import type { TestDatabase } from './test-database.js';

/** A ticket with a barcode, one with a window of its own, the key that signed it, and a list that waits to be imported. */
export async function addTickets(owner: Actor, eventId: string): Promise<void> {
  const at = `/api/v1/events/${eventId}`;
  const types = await owner.request({ method: 'GET', url: `${at}/ticket-types` });
  const ticketTypeId = dataOf(types)[0].id;
  const ticket = { ticketTypeId, barcodes: ['4006381333931'], name: 'Ann', email: 'ann@example.org' };
  dataOf(await owner.request({ method: 'POST', url: `${at}/tickets`, payload: ticket }), 201);
  const day = { ticketTypeId, validUntil: '2030-01-01T00:00:00Z' };
  dataOf(await owner.request({ method: 'POST', url: `${at}/tickets`, payload: day }), 201);
  dataOf(await owner.request({ method: 'POST', url: `${at}/ticket-mails`, payload: {} }), 202);
  const headers = { 'content-type': 'text/csv' };
  const payload = 'Name\nBob\n';
  dataOf(await owner.request({ method: 'POST', url: `${at}/imports`, headers, payload }), 201);
}

/** What is rare: a number that was worn out, and a row that was refused. */
export async function addRareRows(owner: Actor, eventId: string, database: TestDatabase): Promise<void> {
  const at = `/api/v1/events/${eventId}`;
  const [ticket] = dataOf(await owner.request({ method: 'GET', url: `${at}/tickets` }));
  await database.query('update ticketing.ticket set generation = 255 where id = $1', [ticket.id]);
  dataOf(await owner.request({ method: 'POST', url: `${at}/tickets/${ticket.id}/re-issue` }), 201);
  const headers = { 'content-type': 'text/csv' };
  const payload = 'Name\n"open\n';
  const list = dataOf(await owner.request({ method: 'POST', url: `${at}/imports`, headers, payload }), 201);
  const mapping = {
    headingLine: true,
    columns: ['name'],
    defaultTicketTypeId: ticket.ticketTypeId,
    ticketTypes: [],
    createTicketTypes: false,
  };
  const start = { method: 'POST', url: `${at}/imports/${list.id}/start`, payload: { mapping } } as const;
  dataOf(await owner.request(start));
}
