import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let neighbour: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  owner = await createActor(gatehouse.app, 'links');
  neighbour = await createActor(gatehouse.app, 'neighbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Place {
  readonly actor: Actor;
  readonly eventId: string;
  readonly at: string;
  readonly ticketTypeId: string;
}

async function placeOf(actor: Actor): Promise<Place> {
  const { id: eventId } = await create(actor, '/events', newEvent());
  const at = `/events/${eventId}`;
  const { id: ticketTypeId } = await create(actor, `${at}/ticket-types`, { name: 'Day' });
  return { actor, eventId, at, ticketTypeId };
}

const issue = ({ actor, at, ticketTypeId }: Place, fields: object = {}) =>
  create(actor, `${at}/tickets`, { ticketTypeId, ...fields });

const issuing = async ({ actor, at, ticketTypeId }: Place, payload: object) =>
  outcomeOf(
    await actor.request({
      method: 'POST',
      url: `/api/v1${at}/tickets`,
      payload: { ticketTypeId, ...payload },
    }),
  );

const change = ({ actor, at }: Place, ...[id, payload]: [string, object]) =>
  actor.request({ method: 'PATCH', url: `/api/v1${at}/tickets/${id}`, payload });

interface Links {
  readonly id: string;
  readonly order: number | null;
  readonly parent: number | null;
}

async function linksOf({ eventId }: Place): Promise<ReadonlyMap<string, Links>> {
  const rows = await gatehouse.database.query<Links>(
    'select id, order_group as order, parent_group as parent from ticketing.ticket where event_id = $1',
    [eventId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

describe('an add-on', () => {
  test('belongs to a ticket of its event that is none itself', async () => {
    const place = await placeOf(owner);
    const ann = await issue(place);
    const car = await issue(place, { parentId: ann.id });
    expect(car.parentId).toBe(ann.id);
    const elsewhere = await issue(await placeOf(owner));
    const foreign = await issue(await placeOf(neighbour));
    for (const parentId of [car.id, elsewhere.id, foreign.id, crypto.randomUUID()])
      expect(await issuing(place, { parentId })).toBe('422 ticketing.wrong_parent parentId');
    expect(outcomeOf(await change(place, ann.id, { parentId: ann.id }))).toBe(
      '422 ticketing.wrong_parent parentId',
    );
    const trial = await issue(place, { test: true, externalId: 'T-1' });
    const apart = '422 ticketing.test_parent parentId';
    expect(await issuing(place, { parentId: trial.id })).toBe(apart);
    expect(await issuing(place, { parentId: ann.id, test: true })).toBe(apart);
    expect(outcomeOf(await change(place, trial.id, { parentId: ann.id }))).toBe(apart);
    expect((await issue(place, { parentId: trial.id, test: true })).parentId).toBe(trial.id);
    const bea = await issue(place);
    expect(outcomeOf(await change(place, ann.id, { parentId: bea.id }))).toBe(
      '409 ticketing.has_add_ons parentId',
    );
    const links = await linksOf(place);
    expect(links.get(car.id)?.parent).toBe(links.get(ann.id)?.parent);
    expect(links.get(bea.id)?.parent).toBeNull();
    const added = dataOf(
      await owner.request({ method: 'GET', url: `/api/v1${place.at}/tickets?parentId=${ann.id}` }),
    );
    expect(added.map(({ id }: { id: string }) => id)).toEqual([car.id]);
  });

  test('moves to another ticket, and to none', async () => {
    const place = await placeOf(owner);
    const [ann, bea] = [await issue(place), await issue(place)];
    const car = await issue(place, { parentId: ann.id });
    dataOf(await change(place, car.id, { parentId: bea.id }));
    let links = await linksOf(place);
    expect(links.get(car.id)?.parent).toBe(links.get(bea.id)?.parent);
    expect(links.get(car.id)?.parent).not.toBe(links.get(ann.id)?.parent);
    expect(dataOf(await change(place, car.id, { parentId: null })).parentId).toBeNull();
    links = await linksOf(place);
    expect(links.get(car.id)?.parent).toBeNull();
  });
});

test('tickets of one order share a group once there are two, and the first one is told of it', async () => {
  const place = await placeOf(owner);
  const first = await issue(place, { orderReference: 'A' });
  const other = await issue(place, { orderReference: 'B' });
  expect((await linksOf(place)).get(first.id)?.order).toBeNull();
  const second = await issue(place, { orderReference: 'A' });
  const links = await linksOf(place);
  expect(links.get(first.id)?.order).toBe(links.get(second.id)?.order);
  expect(links.get(first.id)?.order).not.toBeNull();
  expect(links.get(other.id)?.order).toBeNull();
  const positions = await gatehouse.database.query<{ id: string }>(
    'select id from ticketing.ticket where event_id = $1 order by feed_count desc limit 1',
    [place.eventId],
  );
  expect(positions).toEqual([{ id: first.id }]);
});

test('a barcode belongs to one ticket unless somebody says otherwise', async () => {
  const place = await placeOf(owner);
  const ann = await issue(place, { barcodes: ['WB-1'] });
  expect(await issuing(place, { barcodes: ['WB-1'] })).toBe('409 ticketing.barcode_taken barcodes');
  const bea = await issue(place, { barcodes: ['WB-1'], shareBarcodes: true });
  expect([ann.barcodes, bea.barcodes]).toEqual([['WB-1'], ['WB-1']]);
  dataOf(await change(place, ann.id, { barcodes: [] }));
  expect(await issuing(place, { barcodes: ['WB-1'] })).toBe('409 ticketing.barcode_taken barcodes');
  dataOf(await change(place, bea.id, { barcodes: [] }));
  expect((await issue(place, { barcodes: ['WB-1'] })).barcodes).toEqual(['WB-1']);
});

/** Takes a list in with the columns that were recognised. */
async function importList({ at, actor, ticketTypeId }: Place, list: string) {
  const headers = { 'content-type': 'text/csv' };
  const { id, preview } = dataOf(
    await actor.request({ method: 'POST', url: `/api/v1${at}/imports`, headers, payload: list }),
    201,
  );
  const columns = preview.columns.map(({ field }: { field: string | null }) => field);
  const options = { headingLine: true, ticketTypes: [], createTicketTypes: false };
  const mapping = { ...options, columns, defaultTicketTypeId: ticketTypeId };
  dataOf(
    await actor.request({ method: 'POST', url: `/api/v1${at}/imports/${id}/start`, payload: { mapping } }),
  );
  const read = async () => dataOf(await actor.request({ method: 'GET', url: `/api/v1${at}/imports/${id}` }));
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'finished' });
  return { ...(await read()), columns };
}

test('a list names by external id what a ticket was added to', async () => {
  const place = await placeOf(owner);
  const { at, actor } = place;
  const trial = await issue(place, { test: true, externalId: 'T' });
  const list = [
    'Name,External id,Add-on to,Order',
    'Ann,1,,A',
    'Parking,2,1,A',
    'Dinner,3,1,A',
    'Lost,4,99,B',
    'Deep,5,2,B',
    'Real,6,T,',
  ].join('\n');
  expect(await importList(place, list)).toMatchObject({
    columns: ['name', 'externalId', 'addOnTo', 'orderReference'],
    imported: 3,
    failed: 3,
  });
  const tickets = dataOf(await actor.request({ method: 'GET', url: `/api/v1${at}/tickets` }));
  // biome-ignore lint/suspicious/noExplicitAny: the route's schema checks what a ticket is
  const byName = new Map<string, any>(tickets.map((ticket: { name: string }) => [ticket.name, ticket]));
  expect(byName.get('Parking').parentId).toBe(byName.get('Ann').id);
  expect(byName.get('Dinner').parentId).toBe(byName.get('Ann').id);
  const links = [...(await linksOf(place)).values()].filter(({ id }) => id !== trial.id);
  expect(new Set(links.map(({ order, parent }) => `${order} ${parent}`)).size).toBe(1);
});

test('an exported list that is imported again leaves every ticket with its parent', async () => {
  const place = await placeOf(owner);
  const { at, actor } = place;
  const ann = await issue(place, { name: 'Ann', externalId: '1' });
  const bea = await issue(place, { name: 'Bea' });
  await issue(place, { name: 'Parking', externalId: '2', parentId: ann.id });
  await issue(place, { name: 'Dinner', externalId: '3', parentId: bea.id });
  const exported = await actor.request({ method: 'GET', url: `/api/v1${at}/tickets.csv` });
  const rows = exported.body.trim().split(/\r?\n/);
  expect(rows[0]).toContain('External id,Barcode,Add-on to');
  const parentAt = rows[0]?.split(',').indexOf('Add-on to') ?? -1;
  expect(rows.map((row) => row.split(',')[parentAt]).slice(1)).toEqual(['', '', '1', bea.id]);
  const finished = await importList(place, rows.filter((row) => !row.includes('Bea')).join('\n'));
  expect(finished).toMatchObject({ status: 'finished', failed: 0, unchanged: 3 });
  const links = await linksOf(place);
  expect(new Set([...links.values()].map(({ parent }) => parent))).toEqual(new Set([1, 2]));
});
