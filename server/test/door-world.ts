import { create, dataOf } from './answers.js';
import { addPhone, type LogPhone, type PhoneOptions, type Place } from './log-phone.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from './test-app.js';
import type { TestDatabase } from './test-database.js';

export interface WorldTicket {
  readonly ticketId: string;
  /** As phones know it. */
  readonly ticketHash: Uint8Array;
  readonly codeHash: Uint8Array;
}

/** An event with one list of single entries, a gate and tickets. */
export interface DoorWorld extends AsyncDisposable {
  readonly gatehouse: TestApp;
  readonly url: string;
  readonly owner: Actor;
  readonly place: Place;
  readonly tickets: readonly WorldTicket[];
  phone(options?: PhoneOptions): Promise<LogPhone>;
}

export async function startDoorWorld(
  options: { tickets?: number; list?: object; env?: Record<string, string>; database?: TestDatabase } = {},
): Promise<DoorWorld> {
  const gatehouse = await startTestApp(options.env, undefined, options.database);
  const owner = await createActor(gatehouse.app, 'nordhafen');
  const { place, ticketTypeId } = await addDoor(owner, options.list);
  const tickets = [];
  for (let made = 0; made < (options.tickets ?? 3); made++) {
    const name = `Guest ${made + 1}`;
    const ticket = await create(owner, `/events/${place.eventId}/tickets`, { ticketTypeId, name });
    tickets.push(await readTicket(gatehouse, ticket.id));
  }
  return {
    gatehouse,
    url: gatehouse.url,
    owner,
    place,
    tickets,
    phone: (phoneOptions) => addPhone(gatehouse, place, phoneOptions),
    [Symbol.asyncDispose]: () => gatehouse[Symbol.asyncDispose](),
  };
}

/** Makes an event with a ticket type, a gate and a list. */
export async function addDoor(
  owner: Actor,
  list: object = {},
): Promise<{ place: Place; ticketTypeId: string }> {
  const event = await create(owner, '/events', newEvent());
  const at = `/events/${event.id}`;
  const type = await create(owner, `${at}/ticket-types`, { name: 'Day' });
  const zone = await create(owner, `${at}/zones`, { name: 'Hall' });
  const gate = await create(owner, `${at}/gates`, { name: 'North', toZoneId: zone.id });
  const made = await create(owner, `${at}/access-lists`, { name: 'Main', classes: [type.class], ...list });
  const place = {
    organisationId: owner.organisationId,
    eventId: event.id,
    number: event.publicNumber,
    listId: made.id,
    gateId: gate.id,
  };
  return { place, ticketTypeId: type.id };
}

export async function readTicket({ database }: Pick<TestApp, 'database'>, id: string): Promise<WorldTicket> {
  const [row] = await database.query<{ hash: Buffer; code: Buffer }>(
    'select hash, code_hash as code from ticketing.ticket where id = $1',
    [id],
  );
  if (!row) throw new Error('There is no such ticket.');
  return { ticketId: id, ticketHash: new Uint8Array(row.hash), codeHash: new Uint8Array(row.code) };
}

/** What the server makes of rows: id → standing, with what goes with it. */
export async function standingsOf(world: DoorWorld): Promise<Record<string, string>> {
  const rows = await world.gatehouse.database.query<{ id: string; said: string }>(
    `select id, standing || case when sure then '' else '?' end
       || coalesce(' ' || first_id, '') || case when what = '' then '' else ' ' || what end as said
     from checkin.scan where event_id = $1`,
    [world.place.eventId],
  );
  return Object.fromEntries(rows.map(({ id, said }) => [id, said]));
}

/** Everything the review leaves behind that does not depend on when it came, as one text. */
export async function digestOf(world: DoorWorld): Promise<string> {
  const { eventId } = world.place;
  const { database } = world.gatehouse;
  const scans = await database.query(
    `select device_id, seq, id, estimate, earliest, latest, standing, sure, first_id, what
     from checkin.scan where event_id = $1 order by device_id, seq`,
    [eventId],
  );
  const presences = await database.query(
    `select encode(ticket_hash, 'hex') as ticket, list_id, inside, left_from_outside
     from checkin.scan where event_id = $1 and (inside > 0 or left_from_outside > 0) order by 1, 2`,
    [eventId],
  );
  const conflicts = await database.query(
    'select scan_id, first_id, sure from checkin.conflict where event_id = $1 and open order by 1',
    [eventId],
  );
  return JSON.stringify({ scans, presences, conflicts }, null, 1);
}

export async function readDoor(world: DoorWorld) {
  const url = `/api/v1/events/${world.place.eventId}/door`;
  return dataOf(await world.owner.request({ method: 'GET', url }));
}
