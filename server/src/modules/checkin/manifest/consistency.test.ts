import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf } from '../../../../test/answers.js';
import { addManifestPhone, type ManifestPhone, viewInDatabase } from '../../../../test/manifest-phone.js';
import { pairPhone } from '../../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'door');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Crowd {
  readonly eventId: string;
  readonly at: string;
  readonly typeIds: readonly string[];
  readonly ticketIds: string[];
}

async function newCrowd(tickets: number): Promise<Crowd> {
  const event = await create(owner, '/events', newEvent());
  const at = `/events/${event.id}`;
  const types = [];
  for (const name of ['Day', 'Night', 'Crew'])
    types.push((await create(owner, `${at}/ticket-types`, { name })).id);
  const crowd = { eventId: event.id, at, typeIds: types, ticketIds: [] };
  for (let index = 0; index < tickets; index++) await issueOne(crowd, index);
  return crowd;
}

async function issueOne({ at, typeIds, ticketIds }: Crowd, number: number): Promise<void> {
  const barcodes = number % 3 === 0 ? [`400${crypto.randomUUID().slice(0, 10)}`] : [];
  const ticketTypeId = typeIds[number % typeIds.length];
  ticketIds.push((await create(owner, `${at}/tickets`, { ticketTypeId, barcodes })).id);
}

/** Something that happens to tickets, drawn with a number; refusals are as good as effects. */
async function editSomething(crowd: Crowd, draw: number): Promise<void> {
  const { at, typeIds, ticketIds } = crowd;
  const ticket = `/api/v1${at}/tickets/${ticketIds[draw % ticketIds.length]}`;
  const change = (payload: object) => owner.request({ method: 'PATCH', url: ticket, payload });
  const mark = (payload: object) => {
    const body = { ...payload, ticketIds: [0, 3].map((next) => ticketIds[(draw + next) % ticketIds.length]) };
    return owner.request({ method: 'PUT', url: `/api/v1${at}/tickets/door-state`, payload: body });
  };
  const edits = [
    () => issueOne(crowd, draw),
    () => change({ ticketTypeId: typeIds[draw % typeIds.length] }),
    () => change({ attention: draw % 2 === 0 }),
    () => change({ validUntil: `2027-07-02T0${draw % 5}:00:00Z` }),
    () => change({ validFrom: null, validUntil: null }),
    () => change({ barcodes: draw % 2 === 0 ? [] : [`bar-${draw}`] }),
    () => change({ barcodes: [`shared-${draw % 3}`], shareBarcodes: true }),
    () => change({ orderReference: draw % 5 === 0 ? null : `order ${draw % 4}` }),
    () => change({ orderReference: `order ${draw % 4}` }),
    () => change({ parentId: ticketIds[(draw >> 5) % ticketIds.length] }),
    () => change({ parentId: draw % 3 === 0 ? null : ticketIds[0] }),
    () => owner.request({ method: 'PUT', url: `${ticket}/state`, payload: { state: 'cancelled' } }),
    () => owner.request({ method: 'PUT', url: `${ticket}/state`, payload: { state: 'good' } }),
    () => mark({ payment: ['paid', 'unpaid', 'good-though-unpaid'][draw % 3], entries: draw % 256 }),
    () => mark({ state: draw % 2 === 0 ? 'held' : 'unapproved', answersMissing: draw % 3 === 0 }),
    () => owner.request({ method: 'POST', url: `${ticket}/re-issue`, payload: {} }),
    () => reIssueForTheLastTime(crowd, ticket),
  ];
  const answer = await edits[Math.floor(draw / 7) % edits.length]?.();
  if (answer) expect(answer.statusCode, answer.body).toBeLessThan(500);
}

/** After generation 255 a ticket gets another number, and the old one is dead. */
async function reIssueForTheLastTime({ eventId }: Crowd, ticket: string) {
  await gatehouse.database.query(
    `with moved as (update ticketing.feed set count = count + 1 where event_id = $1 returning start, count)
     update ticketing.ticket set generation = 255, feed_start = moved.start, feed_count = moved.count
     from moved where id = $2`,
    [eventId, ticket.split('/').at(-1)],
  );
  return owner.request({ method: 'POST', url: `${ticket}/re-issue`, payload: {} });
}

const phoneOf = ({ eventId }: Crowd): Promise<ManifestPhone> =>
  addManifestPhone(gatehouse, { organisationId: owner.organisationId, eventId });

const forgetCut = (eventId: string) =>
  gatehouse.database.query('delete from checkin.cut where event_id = $1', [eventId]);

/** The same draws on each run. */
function* draws(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

const draw = (numbers: Generator<number>): number => numbers.next().value as number;

test('a phone’s list, put together of root, segments and pages, is the list in the database', async () => {
  const crowd = await newCrowd(12);
  const numbers = draws(1);
  const phone = await phoneOf(crowd);
  await phone.takeRoot();
  for (let round = 0; round < 12; round++) {
    for (let edits = 0; edits < 12; edits++) await editSomething(crowd, draw(numbers));
    if (round % 4 === 3) await forgetCut(crowd.eventId);
    if (round % 2 === 1) await phone.takeRoot();
    await phone.takePages();
    expect(phone.view()).toEqual(await viewInDatabase(gatehouse, crowd.eventId));
    await expect.poll(() => phone.agreement()).toBe('same');
    const late = await phoneOf(crowd);
    await late.takeRoot();
    await late.takePages();
    expect(late.view()).toEqual(phone.view());
    expect(await late.agreement()).toBe('same');
    expect(await late.agreement(() => '0'.repeat(64))).toBe('differs');
    if (round % 4 !== 0) continue;
    await forgetCut(crowd.eventId);
    expect(phone.cannotMake((await late.takeRoot()).root)).toEqual([]);
  }
  expect(phone.view().some((line) => line.startsWith('medium'))).toBe(true);
  expect(phone.view().some((line) => line.includes('ff22') || line.includes('ff23'))).toBe(true);
  for (const role of ['member', 'parent', 'add-on'])
    expect(phone.view().some((line) => line.startsWith('links') && line.endsWith(role))).toBe(true);
  expect(phone.view().filter((line) => line.startsWith('medium')).length).toBeGreaterThan(0);
});

describe('while tickets change', () => {
  test('a cut holds a change, or a page behind it does; none is lost', { retry: 1 }, async () => {
    const crowd = await newCrowd(40);
    let ended = false;
    const editor = async (seed: number): Promise<void> => {
      for (const numbers = draws(seed); !ended; ) await editSomething(crowd, draw(numbers));
    };
    const editors = [2, 3].map(editor);
    const phones: ManifestPhone[] = [];
    while (phones.length < 12) {
      const phone = await phoneOf(crowd);
      await forgetCut(crowd.eventId);
      await phone.takeRoot();
      await phone.takePages();
      phones.push(phone);
    }
    ended = true;
    await Promise.all(editors);
    const view = await viewInDatabase(gatehouse, crowd.eventId);
    for (const phone of phones) {
      await phone.takePages();
      expect(phone.view()).toEqual(view);
    }
  });

  test('a change that waits to commit while the list is cut comes with a later page', async () => {
    const crowd = await newCrowd(3);
    const { organisationId } = owner;
    const key = { organisationId, eventId: crowd.eventId };
    const phone = await phoneOf(crowd);
    let isChanged = (): void => undefined;
    let mayCommit = (): void => undefined;
    const changed = new Promise<void>((resolve) => (isChanged = resolve));
    const cut = new Promise<void>((resolve) => (mayCommit = resolve));
    const { tenancy } = gatehouse.app.platform;
    const change = tenancy.run({ organisationId }, async (trx) => {
      const ticketIds = crowd.ticketIds.slice(0, 2);
      await gatehouse.app.ticketing.setDoorState(trx, key, { ticketIds, change: { state: 'cancelled' } });
      isChanged();
      await cut;
    });
    await changed;
    const { root } = await phone.takeRoot();
    expect(root.tickets.count).toBe(3);
    expect(await phone.takePages()).toBe(0);
    mayCommit();
    await change;
    expect(await phone.takePages()).toBe(1);
    expect(phone.view()).toEqual(await viewInDatabase(gatehouse, crowd.eventId));
  });
});

describe('a long list', () => {
  const many = 11_000;

  /** Adds tickets past their codes, which nobody reads here, and past HTTP. */
  async function fill({ eventId, typeIds }: Crowd, count: number): Promise<void> {
    const { organisationId } = owner;
    await gatehouse.app.platform.tenancy.run({ organisationId }, async (trx) => {
      await sql`with moved as (update ticketing.feed set count = count + ${count} where event_id = ${eventId}
          returning count - ${count} as before, start)
        insert into ticketing.ticket (organisation_id, event_id, ticket_type_id, test, number, hash, short_bits,
          generation, kid, code_class, code_hash, state, attention, name, texts, search_text, feed_start, feed_count)
        select ${organisationId}, ${eventId}, ${typeIds[0]}, false, number, number,
          ('x' || encode(number, 'hex'))::bit(45)::bigint, 0, 0, 0, sha256(number), 'good', false, '', '{}', '',
          moved.start, moved.before + index
        from moved, (select index, substring(sha256(convert_to(${eventId} || index, 'utf8')) for 8) as number
          from generate_series(1, ${count}) as index) as drawn`.execute(trx);
    });
  }

  test('comes in pages of 5,000 records, and is cut anew when a quarter of it has changed', async () => {
    const crowd = await newCrowd(1);
    const phone = await phoneOf(crowd);
    const { root } = await phone.takeRoot();
    expect(root.tickets.count).toBe(1);
    await fill(crowd, many);
    expect(await phone.takePages()).toBe(3);
    const view = await viewInDatabase(gatehouse, crowd.eventId);
    expect(phone.view()).toEqual(view);
    const late = await phoneOf(crowd);
    const { root: cut } = await late.takeRoot();
    expect(cut.tickets.count).toBe(many + 1);
    expect(cut.segments.core.map(({ count }) => count > 5000 && count < 6000)).toEqual([true, true]);
    expect(late.view()).toEqual(view);
    expect(await late.takePages()).toBe(0);
    const touch = (count: number) =>
      gatehouse.database.query(
        `with moved as (update ticketing.feed set count = count + $2 where event_id = $1 returning count - $2 as before),
           chosen as (select id, row_number() over (order by id) as index from ticketing.ticket where event_id = $1 limit $2)
         update ticketing.ticket t set attention = not attention, feed_count = moved.before + chosen.index
         from moved, chosen where t.id = chosen.id`,
        [crowd.eventId, count],
      );
    await touch(2000);
    await touch(2000);
    // Other phones are new to the root; the tickets that changed, twice, are fewer than a quarter.
    expect((await late.takeRoot()).root.tickets.count).toBe(many + 1);
    await touch(2800);
    expect((await late.takeRoot()).root.tickets.count).toBe(many + 1 + 6800);
    expect(late.view()).toEqual(await viewInDatabase(gatehouse, crowd.eventId));
    await phone.takePages();
    expect(phone.view()).toEqual(late.view());
  });

  test('leaves the segments of an older root in place for a day', async () => {
    const crowd = await newCrowd(2);
    const phone = await phoneOf(crowd);
    const { root } = await phone.takeRoot();
    const name = Buffer.from(root.segments.core[0]?.sha256 ?? []).toString('hex');
    const cutAnew = async () => {
      await issueOne(crowd, 1);
      await forgetCut(crowd.eventId);
      await phone.takeRoot();
    };
    await cutAnew();
    expect((await phone.get(`/segments/${name}`)).statusCode).toBe(200);
    await gatehouse.database.query(
      `update checkin.segment set dropped_at = dropped_at - interval '25 hours' where event_id = $1`,
      [crowd.eventId],
    );
    await cutAnew();
    expect(outcomeOf(await phone.get(`/segments/${name}`))).toBe('404 platform.not_found');
  });
});

test('a restored database goes on in a later life, and no position goes back', async () => {
  const crowd = await newCrowd(4);
  const phone = await phoneOf(crowd);
  const { root } = await phone.takeRoot();
  await issueOne(crowd, 1);
  await phone.takePages();
  await gatehouse.database.query(
    `insert into platform.database_life (started_at) select max(started_at) + interval '1 second' from platform.database_life`,
  );
  const before = `/pages/tickets?start=${root.tickets.start}&from=${root.tickets.count}`;
  expect(outcomeOf(await phone.get(before))).toBe('409 checkin.other_life');
  const { root: next } = await phone.takeRoot();
  const start = root.position.start + 1;
  expect([next.position, next.tickets]).toEqual([
    { start, count: 1 },
    { start, count: 0 },
  ]);
  expect(phone.view()).toEqual(await viewInDatabase(gatehouse, crowd.eventId));
  for (const number of [2, 3]) {
    await issueOne(crowd, number);
    expect(await phone.takePages()).toBe(1);
    expect(phone.view()).toEqual(await viewInDatabase(gatehouse, crowd.eventId));
  }
});

test('an edit of the door makes the next root without being asked, where phones know the event', async () => {
  await using worker = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  const organiser = await createActor(worker.app, 'organiser');
  const event = await create(organiser, '/events', newEvent());
  const key = { organisationId: organiser.organisationId, eventId: event.id };
  const phone = await addManifestPhone(worker, key);
  const { root } = await phone.takeRoot();
  const url = `/api/v1/events/${event.id}`;
  dataOf(await organiser.request({ method: 'PATCH', url, payload: { name: 'Renamed' } }));
  const stored = async () => {
    const rows = await worker.database.query<{ count: number }>('select count::int from checkin.root');
    return rows.map(({ count }) => count);
  };
  const end = Date.now() + 20_000;
  while ((await stored())[0] === root.position.count && Date.now() < end) await pause(50);
  expect(await stored()).toEqual([root.position.count + 1]);
  expect((await phone.takeRoot()).root.name).toBe('Renamed');
});

async function importNames(organiser: Actor, eventId: string, names: string): Promise<void> {
  const at = `/api/v1/events/${eventId}`;
  const { id: defaultTicketTypeId } = await create(organiser, `/events/${eventId}/ticket-types`, {
    name: 'Day',
  });
  const headers = { 'content-type': 'text/csv' };
  const list = dataOf(
    await organiser.request({ method: 'POST', url: `${at}/imports`, headers, payload: names }),
    201,
  );
  const options = { headingLine: true, ticketTypes: [], createTicketTypes: false };
  const mapping = { ...options, columns: ['name'], defaultTicketTypeId };
  dataOf(
    await organiser.request({ method: 'POST', url: `${at}/imports/${list.id}/start`, payload: { mapping } }),
  );
}

test('a list is cut when a phone is paired, before it asks for it, and when an import is over', async () => {
  await using worker = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  const organiser = await createActor(worker.app, 'organiser');
  const cuts = async (eventId: string) =>
    worker.database.query('select tickets from checkin.cut where event_id = $1', [eventId]);
  const paired = await create(organiser, '/events', newEvent());
  await pairPhone({ app: worker.app, owner: organiser, eventId: paired.id });
  await expect.poll(() => cuts(paired.id)).toEqual([{ tickets: 0 }]);

  const imported = await create(organiser, '/events', newEvent());
  await importNames(organiser, imported.id, 'Name\nAnn\nBea\n');
  await expect.poll(() => cuts(imported.id)).toEqual([{ tickets: 2 }]);
});

test('while the first segments of a list are being cut, a phone is told to come again', async () => {
  const crowd = await newCrowd(2);
  const phone = await phoneOf(crowd);
  const lock = (name: string) =>
    gatehouse.database.query(`select ${name}(hashtextextended($1, 0))`, [`checkin.cut ${crowd.eventId}`]);
  await lock('pg_advisory_lock');
  const early = await phone.get('/root');
  await lock('pg_advisory_unlock');
  expect(outcomeOf(early)).toBe('503 checkin.list_being_cut');
  expect(early.headers['retry-after']).toBe('2');
  await expect.poll(async () => (await phone.get('/root')).statusCode).toBe(200);
});
