import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import type { Import } from './import-schemas.js';
import { runImport } from './imports/run-import.js';
import type { Ticket } from './ticket-schemas.js';

let gatehouse: TestApp;
let owner: Actor;
let neighbour: Actor;
let eventId: string;
let at: string;
let ticketTypeId: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  neighbour = await createActor(gatehouse.app, 'quay');
  ({ id: eventId } = await create(owner, '/events', newEvent()));
  at = `/events/${eventId}`;
  ({ id: ticketTypeId } = await create(owner, `${at}/ticket-types`, { name: 'Standard' }));
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const issue = (input: object = {}): Promise<Ticket> =>
  create(owner, `${at}/tickets`, { ticketTypeId, ...input });
const read = async (id: string): Promise<Ticket> =>
  dataOf(await owner.request({ method: 'GET', url: `/api/v1${at}/tickets/${id}` }));
const put = (payload: object, actor = owner) =>
  actor.request({ method: 'PUT', url: `/api/v1${at}/tickets/door-state`, payload });
const changedBy = async (payload: object) => dataOf(await put(payload)).changed;

/** Imports a list as the preview proposes. @returns what became of its rows, and the reasons of those that were refused */
async function importList(payload: string): Promise<{ done: Import; errors: string[] }> {
  const url = `/api/v1${at}/imports`;
  const headers = { 'content-type': 'text/csv' };
  const list: Import = dataOf(await owner.request({ method: 'POST', url, headers, payload }), 201);
  const mapping = {
    headingLine: true,
    columns: list.preview.columns.map(({ field }) => field),
    defaultTicketTypeId: ticketTypeId,
    ticketTypes: [],
    createTicketTypes: false,
  };
  const one = `${url}/${list.id}`;
  dataOf(await owner.request({ method: 'POST', url: `${one}/start`, payload: { mapping } }));
  const { tenancy, sealer } = gatehouse.app.platform;
  const { organisationId } = owner;
  await runImport(
    { tenancy, sealer, events: gatehouse.app.events },
    { organisationId, eventId, importId: list.id },
  );
  const { body } = await owner.request({ method: 'GET', url: `${one}/errors.csv` });
  const done: Import = dataOf(await owner.request({ method: 'GET', url: one }));
  return { done, errors: body.trimEnd().split('\r\n').slice(1) };
}

const found = async (search: string): Promise<Ticket[]> =>
  dataOf(await owner.request({ method: 'GET', url: `/api/v1${at}/tickets?search=${search}` }));

describe('a list of another program', () => {
  test('says what is paid and approved, and what it says of nobody is an error of that row', async () => {
    const headings = 'ID,Name,Paid,Approved,Entries,Attention\n';
    const first = await importList(
      `${headings}l1,Lis,no,yes,3,yes\nl2,Lisa,good though unpaid,no,unlimited,\nl3,Lisbeth,,,,\nl4,Lou,perhaps,,,\nl5,Lou,,,300,\n`,
    );
    expect(first.done).toMatchObject({ imported: 3, failed: 2 });
    expect(first.errors[0]).toMatch(/“perhaps” is neither paid nor unpaid/);
    expect(first.errors[1]).toMatch(/“300” is no number of entries/);
    expect(await found('lis')).toMatchObject([
      { state: 'good', payment: 'unpaid', entries: 3, attention: true },
      { state: 'unapproved', payment: 'good-though-unpaid', entries: 255, attention: false },
      { state: 'good', payment: 'paid', entries: 0, attention: false },
    ]);
    const again = await importList(`${headings}l1,Lis,yes,,,\nl2,Lisa,,yes,,\nl3,Lisbeth,yes,,0,no\n`);
    expect(again.done).toMatchObject({ changed: 2, unchanged: 1, failed: 0 });
    expect(await found('lis')).toMatchObject([
      { state: 'good', payment: 'paid', entries: 3, attention: true },
      { state: 'good', payment: 'good-though-unpaid', entries: 255 },
      { state: 'good', payment: 'paid' },
    ]);
  });

  test('pays later for the same person, where its rows have no id of their own', async () => {
    await importList('Name,Seat,Paid\nNoa,7,no\nNoa,8,no\n');
    const { done } = await importList('Name,Seat,Paid\nNoa,7,yes\nNoa,8,no\n');
    expect(done).toMatchObject({ imported: 0, changed: 1, unchanged: 1 });
    expect(await found('noa')).toMatchObject([
      { seat: '7', payment: 'paid' },
      { seat: '8', payment: 'unpaid' },
    ]);
  });
});

describe('what the door knows of tickets', () => {
  test('is said of many at once, and what is left out stays', async () => {
    const first = await issue();
    const second = await issue({ payment: 'unpaid', entries: 3, answersMissing: false });
    expect(first).toMatchObject({ payment: 'paid', entries: 0, attention: false, answersMissing: true });
    const ticketIds = [first.id, second.id];
    expect(await changedBy({ ticketIds })).toBe(0);
    expect(await changedBy({ ticketIds, payment: 'unpaid' })).toBe(1);
    expect(await changedBy({ ticketIds, state: 'unapproved', attention: true })).toBe(2);
    const marks = { state: 'unapproved', payment: 'unpaid', attention: true };
    expect(await read(first.id)).toMatchObject({ ...marks, entries: 0, answersMissing: true });
    expect(await read(second.id)).toMatchObject({ ...marks, entries: 3, answersMissing: false });
    expect(await changedBy({ ticketIds, state: 'good', payment: 'good-though-unpaid', entries: 255 })).toBe(
      2,
    );
    const path = `PATCH ${at}/tickets/${first.id}`;
    expect(await send(owner, path, { payment: 'paid', name: 'Ann' })).toBe('200');
    expect(await read(first.id)).toMatchObject({ payment: 'paid', entries: 255, state: 'good' });
  });

  test('takes a place in the feed only where something changes, and dates a new state', async () => {
    const { id } = await issue();
    const position = async () =>
      (
        await gatehouse.database.query<{ count: number }>(
          'select feed_count::int as count from ticketing.ticket where id = $1',
          [id],
        )
      )[0]?.count ?? 0;
    const dated = () =>
      gatehouse.database.query<{ state: string }>(
        `select change.state from ticketing.ticket_change as change join ticketing.ticket using (hash)
         where ticket.id = $1 order by change.at, change.id`,
        [id],
      );
    const before = await position();
    for (let times = 0; times < 2; times++) await changedBy({ ticketIds: [id], state: 'held', entries: 2 });
    expect(await position()).toBe(before + 1);
    await changedBy({ ticketIds: [id], payment: 'unpaid' });
    await changedBy({ ticketIds: [id], state: 'good' });
    expect((await dated()).map(({ state }) => state)).toEqual(['held', 'good']);
  });

  test('changes for all tickets or for none', async () => {
    const [good, held] = [await issue(), await issue()];
    await changedBy({ ticketIds: [held.id], state: 'held' });
    const both = { ticketIds: [good.id, held.id], state: 'blocked' };
    expect(outcomeOf(await put(both))).toBe('409 ticketing.wrong_state ticketIds.1');
    const stranger = { ticketIds: [good.id, crypto.randomUUID()], payment: 'unpaid' };
    expect(outcomeOf(await put(stranger))).toBe('422 ticketing.unknown_ticket ticketIds.1');
    expect(await read(good.id)).toMatchObject({ state: 'good', payment: 'paid' });
    expect(outcomeOf(await put({ ticketIds: [good.id], state: 'held' }, neighbour))).toBe(
      '404 platform.not_found',
    );
  });

  test('narrows the list', async () => {
    const { id } = await issue({ name: 'Only', payment: 'good-though-unpaid' });
    const list = dataOf(
      await owner.request({
        method: 'GET',
        url: `/api/v1${at}/tickets?payment=good-though-unpaid&search=only`,
      }),
    );
    expect(list.map((ticket: Ticket) => ticket.id)).toEqual([id]);
  });

  test('is refused where it makes no sense', async () => {
    const { id } = await issue();
    const ticketIds = [id];
    const cases: [object, string][] = [
      [{ ticketIds: [], state: 'good' }, '400 platform.invalid_request ticketIds'],
      [{ ticketIds: [id, id], state: 'good' }, '400 platform.invalid_request ticketIds'],
      [{ ticketIds: ['x'], state: 'good' }, '400 platform.invalid_request ticketIds.0'],
      [{ ticketIds, state: 'paid' }, '400 platform.invalid_request state'],
      [{ ticketIds, payment: 'refunded' }, '400 platform.invalid_request payment'],
      [{ ticketIds, entries: 256 }, '400 platform.invalid_request entries'],
      [{ ticketIds, entries: 1.5 }, '400 platform.invalid_request entries'],
      [{ ticketIds, attention: 'yes' }, '400 platform.invalid_request attention'],
      [{ ticketIds, state: 'good', why: 1 }, '400 platform.invalid_request why'],
    ];
    for (const [payload, outcome] of cases)
      expect(outcomeOf(await put(payload)), JSON.stringify(payload)).toMatch(outcome);
    const { errors } = (await put({ ticketIds, state: 'good', why: 1 })).json();
    expect(errors).toMatchObject([{ field: 'why', code: 'platform.unknown_field' }]);
  });
});
