import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import type { Import, ImportMapping } from './import-schemas.js';
import type { Ticket } from './ticket-schemas.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Place {
  readonly eventId: string;
  readonly at: string;
  readonly typeId: string;
}

async function makeEvent(): Promise<Place> {
  const { id: eventId } = await create(owner, '/events', newEvent());
  const at = `/events/${eventId}`;
  const { id: typeId } = await create(owner, `${at}/ticket-types`, { name: 'Standard' });
  return { eventId, at, typeId };
}

function upload(place: Place, file: string | Buffer, type = 'text/csv') {
  return owner.request({
    method: 'POST',
    url: `/api/v1${place.at}/imports?fileName=guests.csv`,
    headers: { 'content-type': type },
    payload: file,
  });
}

async function uploaded(place: Place, file: string | Buffer): Promise<Import> {
  return dataOf(await upload(place, file), 201);
}

function suggested({ preview }: Import, typeId: string | null): ImportMapping {
  return {
    headingLine: preview.headingLine,
    columns: preview.columns.map(({ field }) => field),
    defaultTicketTypeId: typeId,
    ticketTypes: [],
    createTicketTypes: false,
  };
}

async function start(place: Place, id: string, mapping: ImportMapping): Promise<string> {
  return send(owner, `POST ${place.at}/imports/${id}/start`, { mapping });
}

async function ended(place: Place, id: string): Promise<Import> {
  for (;;) {
    const url = `/api/v1${place.at}/imports/${id}`;
    const found: Import = dataOf(await owner.request({ method: 'GET', url }));
    if (found.finishedAt !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Imports a list as the preview proposes. */
async function importList(
  place: Place,
  file: string | Buffer,
  changes: Partial<ImportMapping> = {},
): Promise<Import> {
  const list = await uploaded(place, file);
  expect(await start(place, list.id, { ...suggested(list, place.typeId), ...changes })).toBe('200');
  return ended(place, list.id);
}

const tickets = (place: Place) => walk<Ticket>(owner, `${place.at}/tickets?limit=200`);
const names = async (place: Place) => (await tickets(place)).map(({ name }) => name);

async function errorsOf(place: Place, { id }: Import): Promise<string[]> {
  const answer = await owner.request({ method: 'GET', url: `/api/v1${place.at}/imports/${id}/errors.csv` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.body
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
    .slice(1);
}

describe('a list', () => {
  test('is shown before anything is imported', async () => {
    const place = await makeEvent();
    const file =
      'Vorname;Nachname;E-Mail;Ticketart;Irgendwas\r\nZoë;Müller;zoe@example.org;VIP;x\r\nBob;;;VIP;y\r\n';
    const list = await uploaded(place, file);
    expect(list).toMatchObject({ status: 'uploaded', fileName: 'guests.csv', processed: 0, mapping: null });
    expect(list.preview).toMatchObject({
      encoding: 'utf-8',
      separator: ';',
      source: 'other',
      headingLine: true,
      rows: 2,
    });
    expect(list.preview.columns.map(({ field }) => field)).toEqual([
      'firstName',
      'lastName',
      'email',
      'ticketType',
      null,
    ]);
    expect(list.preview.columns[3]).toMatchObject({
      heading: 'Ticketart',
      samples: ['VIP', 'VIP'],
      values: [{ value: 'VIP', count: 2 }],
    });
    expect(await names(place)).toEqual([]);
  });

  test('becomes tickets, with all that its columns say', async () => {
    const place = await makeEvent();
    const file = [
      'First name,Last name,E-mail,Language,Order,Seat,Note,Text 1,Text 2,Valid from,Valid until,External ID,Barcode',
      'Zoë,Müller,zoe@example.org,de-AT,A1,Row 3,"two\nlines",Vegan,,2027-07-01 18:00,2027-07-01,x1,036000291452',
    ].join('\n');
    expect(await importList(place, file)).toMatchObject({
      status: 'finished',
      processed: 1,
      imported: 1,
      failed: 0,
    });
    const [ticket] = await tickets(place);
    expect(ticket).toMatchObject({
      name: 'Zoë Müller',
      email: 'zoe@example.org',
      language: 'de',
      orderReference: 'A1',
      seat: 'Row 3',
      note: 'two\nlines',
      texts: ['Vegan'],
      validFrom: '2027-07-01T16:00:00.000Z',
      validUntil: '2027-07-01T22:00:00.000Z',
      externalId: 'x1',
      barcodes: ['0036000291452'],
      ticketTypeId: place.typeId,
      state: 'good',
    });
    const [left] = await gatehouse.database.query(
      'select count(*)::int as files from ticketing.import where content is not null and event_id = $1',
      [place.eventId],
    );
    expect(left).toEqual({ files: 0 });
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffName\nZoë\n'), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from('\ufeffName\nZoë\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 without one', Buffer.from('Name\nZoë\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 the other way round', Buffer.from('\ufeffName\nZoë\n', 'utf16le').swap16(), 'utf-16be'],
    ['Windows-1252', Buffer.from('Name\rZoë\r', 'latin1'), 'windows-1252'],
  ])('is read in %s', async (_name, file, encoding) => {
    const place = await makeEvent();
    const list = await uploaded(place, file);
    expect(list.preview).toMatchObject({ encoding, rows: 1, headingLine: true });
    expect(list.preview.columns[0]?.samples).toEqual(['Zoë']);
  });

  test('may announce its separator, and may have no headings', async () => {
    const place = await makeEvent();
    const announced = await uploaded(place, 'sep=;\nName;Note\nBob;a,b,c\n');
    expect(announced.preview).toMatchObject({ separator: ';', rows: 1 });
    const bare = await uploaded(place, 'Bob\tbob@example.org\nAnn\tann@example.org\n');
    expect(bare.preview).toMatchObject({ separator: '\t', headingLine: false, rows: 2 });
    const mapping = suggested(bare, place.typeId);
    expect(await start(place, bare.id, { ...mapping, columns: ['name', 'email'] })).toBe('200');
    await ended(place, bare.id);
    expect(await names(place)).toEqual(['Bob', 'Ann']);
  });

  test('of another shop is recognised; who no longer comes is cancelled', async () => {
    const place = await makeEvent();
    const eventbrite =
      'Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Barcode #,Attendee Status\n' +
      '1,2027-01-01,Ann,Lee,ann@example.org,1,Standard,501,50110001,Attending\n' +
      '2,2027-01-01,Bob,Ray,bob@example.org,1,Standard,502,50210001,Refunded\n';
    const list = await uploaded(place, eventbrite);
    expect(list.preview.source).toBe('eventbrite');
    await start(place, list.id, suggested(list, null));
    await ended(place, list.id);
    const found = await tickets(place);
    expect(found.map(({ name, state, externalId, barcodes }) => [name, state, externalId, barcodes])).toEqual(
      [
        ['Ann Lee', 'good', '501', ['50110001']],
        ['Bob Ray', 'cancelled', '502', ['50210001']],
      ],
    );
    await importList(place, eventbrite.replace('Attending', 'Not Attending'));
    expect((await tickets(place)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  test('names ticket types: mapped by a person, known, or made on the way', async () => {
    const place = await makeEvent();
    const file = 'Name,Ticket type\nAnn,standard\nBob,VIP\nCy,Crew\nDi,crew\nEd,\n';
    const list = await uploaded(place, file);
    const mapping = {
      ...suggested(list, null),
      ticketTypes: [{ name: 'VIP', ticketTypeId: place.typeId }],
      createTicketTypes: true,
    };
    await start(place, list.id, mapping);
    const done = await ended(place, list.id);
    expect(done).toMatchObject({ imported: 4, failed: 1 });
    expect(await errorsOf(place, done)).toEqual(['6,type_missing,The row names no ticket type.,Ed,']);
    const types = await walk<{ name: string }>(owner, `${place.at}/ticket-types`);
    expect(types.map(({ name }) => name)).toEqual(['Standard', 'Crew']);
    const found = await tickets(place);
    expect(found.map(({ ticketTypeId }) => ticketTypeId === place.typeId)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(
      await importList(place, file.replace('VIP', 'Press'), { defaultTicketTypeId: null }),
    ).toMatchObject({
      unchanged: 3,
      failed: 2,
    });
  });
});

describe('the same row', () => {
  test('without an id: the same file adds nobody, two equal rows are two people', async () => {
    const place = await makeEvent();
    const file = 'Name,Seat\nBob,\nBob,\nAnn,1\n';
    expect(await importList(place, file)).toMatchObject({ imported: 3 });
    expect(await importList(place, file)).toMatchObject({ imported: 0, unchanged: 3 });
    expect(await importList(place, 'Seat;Name\n1;Ann\n;Bob\n;Bob\n;Bob\n')).toMatchObject({
      imported: 1,
      unchanged: 3,
    });
    expect((await names(place)).sort()).toEqual(['Ann', 'Bob', 'Bob', 'Bob']);
  });

  test('with an id: changed cells change the ticket, columns left out stay as they are', async () => {
    const place = await makeEvent();
    await importList(place, 'ID,Name,Seat,Barcode\n1,Bob,A,b1\n2,Ann,B,b2\n');
    const before = await tickets(place);
    const again = await importList(place, 'ID,Name,Barcode\n1,Robert,b1\n2,Ann,b3\n3,Cy,b2\n1,Rob,b1\n');
    expect(again).toMatchObject({ imported: 1, changed: 3, unchanged: 0, failed: 0 });
    const after = await tickets(place);
    expect(after.map(({ name, seat, barcodes }) => [name, seat, barcodes])).toEqual([
      ['Rob', 'A', ['b1']],
      ['Ann', 'B', ['b3']],
      ['Cy', null, ['b2']],
    ]);
    expect(after.slice(0, 2).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('with a barcode alone is known by it; a barcode of somebody else is refused', async () => {
    const place = await makeEvent();
    await importList(place, 'Name,Barcode\nBob,b1\n');
    expect(await importList(place, 'Name,Barcode\nRobert,b1\n')).toMatchObject({ changed: 1, imported: 0 });
    const third = await importList(place, 'ID,Name,Barcode\n7,Robert,b1\n8,Eve,b1\n9,Ann,b2\n7,Robert,b2\n');
    expect(third).toMatchObject({ changed: 1, imported: 1, failed: 2 });
    expect((await errorsOf(place, third)).map((line) => line.split(',').slice(0, 2))).toEqual([
      ['3', 'barcode_taken'],
      ['5', 'barcode_taken'],
    ]);
    expect(await names(place)).toEqual(['Robert', 'Ann']);
  });
});

describe('bad rows', () => {
  test('are reported with line and reason, the rest is imported', async () => {
    const place = await makeEvent();
    const rows = [
      'Name,E-mail,Valid from,Note',
      'Good,good@example.org,,',
      'Mail,nobody,,',
      'Date,,07/01/2027,',
      '"Quote,,,',
      `Long,,,${'x'.repeat(1001)}`,
      'Few,',
      '',
      'Many,,,,surplus',
      ',,,',
      'Inch,,,5" vinyl',
      '=cmd(),x,,',
      'Last,,1.7.2027 18:00,',
    ];
    const done = await importList(place, rows.join('\r\n'));
    expect(done).toMatchObject({ status: 'finished', processed: 11, imported: 3, failed: 8 });
    expect(await names(place)).toEqual(['Good', 'Inch', 'Last']);
    const errors = await errorsOf(place, done);
    expect(errors.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      '3 email',
      '4 date',
      '5 quote',
      '6 too_long',
      '7 too_few_cells',
      '9 too_many_cells',
      '10 empty',
      '12 email',
    ]);
    expect(errors.at(-1)).toBe(`12,email,“x” is no e-mail address.,'=cmd(),x,,`);
  });

  test('include a cell of a megabyte, and characters that cannot be kept', async () => {
    const place = await makeEvent();
    const file = `Name\nBob\n${'x'.repeat(1_000_000)}\n"open\nAnn\nN\0l\n`;
    const done = await importList(place, file);
    expect(done).toMatchObject({ status: 'finished', imported: 3, failed: 2 });
    expect(await names(place)).toEqual(['Bob', 'Ann', 'N\ufffdl']);
  });
});

describe('no list', () => {
  test.each<[string, string | Buffer, string]>([
    ['an empty file', '', '422 ticketing.import_empty'],
    ['headings alone', 'Name,E-mail\n', '422 ticketing.import_empty'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004rest'), '422 ticketing.import_not_text'],
    [
      'a picture',
      Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 256)),
      '422 ticketing.import_not_text',
    ],
    ['ten thousand columns', `${'a,'.repeat(10_000)}\n1\n`, '422 ticketing.import_too_many_columns'],
    [
      'a hundred thousand rows and one',
      `Name\n${'x\n'.repeat(100_001)}`,
      '422 ticketing.import_too_many_rows',
    ],
    ['one lone quotation mark', '"', '422 ticketing.import_empty'],
    ['more than 16 MiB', 'x\n'.repeat(8 * 1024 * 1024 + 1), '413 platform.too_large'],
  ])('is %s', async (_name, file, outcome) => {
    expect(outcomeOf(await upload(await makeEvent(), file))).toBe(outcome);
  });

  test('is anything but CSV', async () => {
    const place = await makeEvent();
    expect(outcomeOf(await upload(place, '{}', 'application/json'))).toBe('415 platform.unsupported_media');
    const url = `/api/v1${place.at}/tickets`;
    const csv = {
      method: 'POST',
      url,
      headers: { 'content-type': 'text/csv' },
      payload: 'Name\nBob',
    } as const;
    expect(outcomeOf(await owner.request(csv))).toBe('415 platform.unsupported_media');
  });

  test('has a mapping that does not fit it', async () => {
    const place = await makeEvent();
    const list = await uploaded(place, 'Name,E-mail\nBob,bob@example.org\n');
    const mapping = suggested(list, place.typeId);
    const wrong = '422 ticketing.import_wrong_mapping mapping.columns';
    expect(await start(place, list.id, { ...mapping, columns: ['name'] })).toBe(wrong);
    expect(await start(place, list.id, { ...mapping, columns: ['name', 'name'] })).toBe(wrong);
    expect(await start(place, list.id, { ...mapping, columns: [null, null] })).toBe(wrong);
    const nobody = '00000000-0000-7000-8000-000000000000';
    expect(await start(place, list.id, { ...mapping, defaultTicketTypeId: nobody })).toBe(
      '422 ticketing.unknown_type',
    );
    expect(await start(place, list.id, mapping)).toBe('200');
    expect(await start(place, list.id, mapping)).toBe('409 ticketing.import_started');
    await ended(place, list.id);
    expect(await send(owner, `POST ${place.at}/imports/${list.id}/cancel`)).toBe(
      '409 ticketing.import_ended',
    );
  });
});

test('an upload is repeated with its key, and another file under the same key is refused', async () => {
  const url = `/api/v1${(await makeEvent()).at}/imports`;
  const headers = { 'content-type': 'text/csv', 'idempotency-key': 'this list' };
  const post = (payload: string) => owner.request({ method: 'POST', url, headers, payload });
  expect(dataOf(await post('Name\nBob\n'), 201)).toEqual(dataOf(await post('Name\nBob\n'), 201));
  expect(outcomeOf(await post('Name\nAnn\n'))).toBe('422 platform.idempotency_key_reused');
});

test('a list that nobody started is dropped with the next upload, a day later', async () => {
  const place = await makeEvent();
  const { id } = await uploaded(place, 'Name\nBob\n');
  await gatehouse.database.query(
    `update ticketing.import set created_at = now() - interval '25 hours' where id = $1`,
    [id],
  );
  await uploaded(place, 'Name\nAnn\n');
  expect(await ended(place, id)).toMatchObject({ status: 'expired' });
});

test('a neighbour sees no import', async () => {
  const place = await makeEvent();
  const { id } = await uploaded(place, 'Name\nBob\n');
  const neighbour = await createActor(gatehouse.app, 'quay');
  for (const path of ['', `/${id}`, `/${id}/errors.csv`])
    expect(await send(neighbour, `GET ${place.at}/imports${path}`)).toBe('404 platform.not_found');
  expect(await send(neighbour, `POST ${place.at}/imports/${id}/cancel`)).toBe('404 platform.not_found');
});
