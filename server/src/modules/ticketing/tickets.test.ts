import { verifyEd25519Slowly } from '@gatehouse/shared/signing';
import { isGenuineTicketCode, parseScan, parseShortCode } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import type { Ticket } from './ticket-schemas.js';

let gatehouse: TestApp;
let owner: Actor;
let neighbour: Actor;
let event: { id: string; publicNumber: number };
let at: string;
let ticketTypeId: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  neighbour = await createActor(gatehouse.app, 'quay');
  ({ event, at, ticketTypeId } = await makeEvent());
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

async function makeEvent() {
  const made = await create(owner, '/events', newEvent());
  const path = `/events/${made.id}`;
  const type = await create(owner, `${path}/ticket-types`, { name: 'Standard' });
  return { event: made, at: path, ticketTypeId: type.id as string };
}

function issue(input: object = {}): Promise<Ticket> {
  return create(owner, `${at}/tickets`, { ticketTypeId, ...input });
}

async function get<T>(path: string): Promise<T> {
  return dataOf(await owner.request({ method: 'GET', url: `/api/v1${path}` }));
}

interface Code {
  code: string;
  shortCode: string;
  generation: number;
}
const codeOf = (ticketId: string) => get<Code>(`${at}/tickets/${ticketId}/code`);

function bodyOf(text: string) {
  const scan = parseScan(text, { typed: false });
  if (scan.form !== 'native') throw new Error(`${text} is ${scan.form}`);
  return scan;
}

describe('a ticket', () => {
  test('keeps what it was given, trimmed, with a name made of its parts', async () => {
    const ticket = await issue({
      firstName: ' Zoë ',
      lastName: 'Müller',
      email: 'zoe@example.org',
      language: 'de',
      orderReference: 'A-17',
      seat: 'Row 3',
      note: '',
      texts: ['Vegan'],
      validFrom: '2027-07-01T18:00:00Z',
      externalId: 'ext-1',
      barcodes: ['036000291452', '0036000291452'],
    });
    expect(ticket).toMatchObject({
      name: 'Zoë Müller',
      firstName: 'Zoë',
      note: null,
      state: 'good',
      generation: 0,
      validFrom: '2027-07-01T18:00:00.000Z',
      barcodes: ['0036000291452'],
    });
    expect(await get(`${at}/tickets/${ticket.id}`)).toEqual(ticket);
  });

  test('has a code that its event’s public key opens, the same each time, and a short one', async () => {
    const ticket = await issue({ name: 'Ada' });
    const [first, again] = [await codeOf(ticket.id), await codeOf(ticket.id)];
    expect(again).toEqual(first);
    expect(first.code).toMatch(/^G:[0-9A-Z $%*+\-./:]{120}$/);
    const { body, code } = bodyOf(first.code);
    expect(body).toMatchObject({ event: event.publicNumber, generation: 0, class: 0 });
    const { data: keys } = (await owner.request({ method: 'GET', url: `/api/v1${at}/ticket-keys` })).json<{
      data: TicketKey[];
    }>();
    const key = keys.find(({ kid }) => kid === body.kid);
    const publicKey = Buffer.from(key?.publicKey ?? '', 'base64url');
    expect(await isGenuineTicketCode(code, publicKey, verifyEd25519Slowly)).toBe(true);
    expect(parseShortCode(first.shortCode)).not.toBeNull();
  });

  test('is changed field by field and keeps its code, even when its class changes', async () => {
    const ticket = await issue({ name: 'Ada', email: 'ada@example.org' });
    const before = await codeOf(ticket.id);
    const other = await create(owner, `${at}/ticket-types`, { name: `Other ${ticket.id}` });
    const url = `PATCH ${at}/tickets/${ticket.id}`;
    expect(await send(owner, url, { ticketTypeId: other.id, seat: '7', barcodes: ['band-7'] })).toBe('200');
    expect(await get(`${at}/tickets/${ticket.id}`)).toMatchObject({
      name: 'Ada',
      email: 'ada@example.org',
      seat: '7',
      ticketTypeId: other.id,
      barcodes: ['band-7'],
    });
    expect(await codeOf(ticket.id)).toEqual(before);
    expect(await send(owner, `DELETE ${at}/ticket-types/${other.id}`)).toBe('409 ticketing.type_in_use');
    expect(await send(owner, url, { barcodes: [] })).toBe('200');
    await issue({ barcodes: ['band-7'] });
    expect(await send(owner, url, { barcodes: ['band-7'] })).toBe('409 ticketing.barcode_taken barcodes');
  });

  test('is refused with a reason', async () => {
    const url = `POST ${at}/tickets`;
    const nobody = '00000000-0000-7000-8000-000000000000';
    await issue({ externalId: 'twice' });
    const cases: [object, string][] = [
      [{ ticketTypeId: nobody }, '422 ticketing.unknown_type ticketTypeId'],
      [{ externalId: 'twice' }, '409 ticketing.external_id_taken externalId'],
      [{ barcodes: ['G:ABC'] }, '422 ticketing.wrong_barcode barcodes'],
      [{ barcodes: ['   '] }, '422 ticketing.wrong_barcode barcodes'],
      [
        { validFrom: '2027-01-02T00:00:00Z', validUntil: '2027-01-02T00:00:00Z' },
        '422 ticketing.wrong_window validUntil',
      ],
      [{ email: 'nobody' }, '400 platform.invalid_request email'],
      [{ name: 'a\0b' }, '400 platform.invalid_request name'],
      [{ texts: ['1', '2', '3', '4'] }, '400 platform.invalid_request texts'],
    ];
    for (const [input, outcome] of cases)
      expect(await send(owner, url, { ticketTypeId, ...input })).toBe(outcome);
  });

  test('is cancelled, blocked, held and restored, but never goes from one way of being shut out to another', async () => {
    const { id } = await issue();
    const url = `PUT ${at}/tickets/${id}/state`;
    for (const state of ['blocked', 'good', 'cancelled', 'cancelled', 'good', 'unapproved', 'good', 'held'])
      expect(await send(owner, url, { state })).toBe('200');
    for (const state of ['blocked', 'unapproved'])
      expect(await send(owner, url, { state })).toBe('409 ticketing.wrong_state');
    for (const state of ['held', 'cancelled']) expect(await send(owner, url, { state })).toBe('200');
    expect(await send(owner, url, { state: 'paid' })).toBe('400 platform.invalid_request state');
  });

  test('is found by words in name, e-mail, order and external id, whatever their accents', async () => {
    const here = await makeEvent();
    const make = (input: object) =>
      create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId, ...input });
    const zoe = await make({ name: 'Zoë Muñoz', orderReference: 'K9Q', externalId: '100%' });
    await make({ name: 'Bob', email: 'bob@example.org' });
    const found = async (query: string) =>
      (await walk<Ticket>(owner, `${here.at}/tickets?limit=1&${query}`)).map(({ name }) => name);
    expect(await found('search=munoz%20ZOE')).toEqual(['Zoë Muñoz']);
    expect(await found('search=bob%40example')).toEqual(['Bob']);
    expect(await found('search=k9q')).toEqual(['Zoë Muñoz']);
    expect(await found('search=100%25')).toEqual(['Zoë Muñoz']);
    expect(await found('search=%25')).toEqual(['Zoë Muñoz']);
    expect(await found('search=nobody')).toEqual([]);
    expect(await found('total=true')).toEqual(['Zoë Muñoz', 'Bob']);
    await send(owner, `PUT ${here.at}/tickets/${zoe.id}/state`, { state: 'cancelled' });
    expect(await found('state=cancelled')).toEqual(['Zoë Muñoz']);
    expect(await found(`ticketTypeId=${here.ticketTypeId}&state=good`)).toEqual(['Bob']);
  });

  test('is issued once for one Idempotency-Key', async () => {
    const post = () =>
      owner.request({
        method: 'POST',
        url: `/api/v1${at}/tickets`,
        headers: { 'idempotency-key': 'one ticket' },
        payload: { ticketTypeId, name: 'Once' },
      });
    expect(dataOf(await post(), 201)).toEqual(dataOf(await post(), 201));
  });

  test('with a barcode is issued once, however many ask at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        send(owner, `POST ${at}/tickets`, { ticketTypeId, barcodes: ['race'] }),
      ),
    );
    expect(answers.filter((answer) => answer === '201')).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(['201', '409 ticketing.barcode_taken barcodes']));
  });
});

describe('a re-issue', () => {
  test('kills the old code', async () => {
    const { id } = await issue();
    const before = await codeOf(id);
    expect(
      dataOf(await owner.request({ method: 'POST', url: `/api/v1${at}/tickets/${id}/re-issue` }), 201),
    ).toMatchObject({
      generation: 1,
    });
    const after = await codeOf(id);
    expect(bodyOf(after.code).body).toEqual({ ...bodyOf(before.code).body, generation: 1 });
    expect(after.shortCode.slice(0, 9)).toBe(before.shortCode.slice(0, 9));
    expect(after.shortCode).not.toBe(before.shortCode);
    await send(owner, `PUT ${at}/tickets/${id}/state`, { state: 'cancelled' });
    expect(await send(owner, `POST ${at}/tickets/${id}/re-issue`)).toBe('409 ticketing.not_reissuable');
  });

  test('follows another one that runs at the same time', async () => {
    const { id } = await issue();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        owner.request({ method: 'POST', url: `/api/v1${at}/tickets/${id}/re-issue` }),
      ),
    );
    const generations = answers.map((answer) => dataOf(answer, 201).generation);
    expect(generations.sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('after generation 255 draws a new number, and the old one stays behind dead', async () => {
    const { id } = await issue();
    const before = bodyOf((await codeOf(id)).code).body;
    await gatehouse.database.query('update ticketing.ticket set generation = 255 where id = $1', [id]);
    expect(await send(owner, `POST ${at}/tickets/${id}/re-issue`)).toBe('201');
    const after = bodyOf((await codeOf(id)).code).body;
    expect(after.generation).toBe(0);
    expect(after.ticket).not.toEqual(before.ticket);
    const rows = await gatehouse.database.query(
      'select generation, ticket_id from ticketing.dead_number where ticket_id = $1',
      [id],
    );
    expect(rows).toEqual([{ generation: 255, ticket_id: id }]);
  });
});

describe('positions of the feed', () => {
  test('have no gap and name each ticket’s last change, whoever commits first', async () => {
    const here = await makeEvent();
    const tickets = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId, name: String(index) }),
      ),
    );
    await Promise.all(
      tickets.map(({ id }, index) =>
        index % 2 === 0
          ? send(owner, `PATCH ${here.at}/tickets/${id}`, { seat: '1' })
          : send(owner, `POST ${here.at}/tickets/${id}/re-issue`),
      ),
    );
    const rows = await gatehouse.database.query<{ count: number; feed: number }>(
      `select t.feed_count::int as count, f.count::int as feed from ticketing.ticket t
         join ticketing.feed f using (event_id) where t.event_id = $1 and t.feed_start = f.start order by 1`,
      [here.event.id],
    );
    expect(rows.map(({ count }) => count)).toEqual(Array.from({ length: 12 }, (_, index) => 13 + index));
    expect(rows[0]?.feed).toBe(24);
  });

  test('begin anew in a later life of the database', async () => {
    const here = await makeEvent();
    const make = () => create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId });
    await make();
    await gatehouse.database.query(`insert into platform.database_life values (now() + interval '1 hour')`);
    await make();
    const rows = await gatehouse.database.query(
      `select feed_count::int as count, feed_start = max(feed_start) over () as latest
         from ticketing.ticket where event_id = $1 order by feed_start`,
      [here.event.id],
    );
    expect(rows).toEqual([
      { count: 1, latest: false },
      { count: 1, latest: true },
    ]);
  });
});

describe('somebody else', () => {
  test('gets nothing of another organisation’s tickets', async () => {
    const { id } = await issue({ barcodes: ['mine'] });
    const theirs = await create(neighbour, '/events', newEvent());
    const type = await create(neighbour, `/events/${theirs.id}/ticket-types`, { name: 'Standard' });
    for (const request of [
      `GET ${at}/tickets`,
      `GET ${at}/tickets/${id}`,
      `GET ${at}/tickets/${id}/code`,
      `GET ${at}/tickets.csv`,
      `GET ${at}/ticket-keys`,
      `POST ${at}/tickets/${id}/re-issue`,
      `GET /events/${theirs.id}/tickets/${id}`,
      `GET /events/${theirs.id}/tickets/${id}/code`,
    ])
      expect(await send(neighbour, request), request).toBe('404 platform.not_found');
    const barcode = { ticketTypeId: type.id, barcodes: ['mine'] };
    expect(await send(neighbour, `POST /events/${theirs.id}/tickets`, barcode)).toBe('201');
    expect(await send(neighbour, `POST /events/${theirs.id}/tickets`, { ticketTypeId })).toBe(
      '422 ticketing.unknown_type ticketTypeId',
    );
  });
});

describe('the file of tickets', () => {
  test('is read by spreadsheets and harmless to them', async () => {
    const here = await makeEvent();
    const make = (input: object) =>
      create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId, ...input });
    await make({ name: '=HYPERLINK("http://x.invalid")', note: '+49 30 123', seat: '-1', texts: ['@cmd'] });
    await make({ name: 'Ann, "the" Great', note: 'two\nlines' });
    const answer = await owner.request({ method: 'GET', url: `/api/v1${here.at}/tickets.csv` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [headings, ...lines] = answer.body.split('\r\n');
    expect(headings).toMatch(/^\ufeffName,First name,/);
    expect(lines[0]).toBe(
      `"'=HYPERLINK(""http://x.invalid"")",,,,,Standard,good,,-1,+49 30 123,'@cmd,,,,,,,,paid,0,no`,
    );
    expect(lines[1]).toBe('"Ann, ""the"" Great",,,,,Standard,good,,,"two\nlines",,,,,,,,,paid,0,no');
    expect(lines).toHaveLength(3);
  });
});

test('an archived event takes no tickets', async () => {
  const here = await makeEvent();
  await send(owner, `PUT ${here.at}/status`, { status: 'archived' });
  const answer = await owner.request({
    method: 'POST',
    url: `/api/v1${here.at}/tickets`,
    payload: { ticketTypeId: here.ticketTypeId },
  });
  expect(outcomeOf(answer)).toBe('409 events.archived');
});
