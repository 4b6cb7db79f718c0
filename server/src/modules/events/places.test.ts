import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let events = 0;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

/** An event with a path of its own. */
async function newPlace(published = false): Promise<string> {
  events += 1;
  const { id } = await create(owner, '/events', newEvent(`Event ${events}`));
  if (published) await send(owner, `PUT /events/${id}/status`, { status: 'published' });
  return `/events/${id}`;
}

const patch = async (url: string, payload: object) =>
  dataOf(await owner.request({ method: 'PATCH', url: `/api/v1${url}`, payload }));

describe.each([
  ['zones', { name: 'A', capacity: 10 }, { capacity: null }],
  ['gates', { name: 'A', toZoneId: 'zone' }, { name: 'B' }],
  ['access-lists', { name: 'A', classes: [0] }, { entry: 're-entry', maxEntries: 3 }],
  ['ticket-types', { name: 'A', label: 'VIP', colour: '#00ff00' }, { validFrom: '2027-07-01T00:00:00.000Z' }],
])('%s', (kind, input, changes) => {
  /** The collection's path in a new event that has a zone and a class, and a body for it. */
  async function prepare() {
    const at = await newPlace();
    const zone = await create(owner, `${at}/zones`, { name: 'Hall' });
    await create(owner, `${at}/ticket-types`, { name: 'Standard' });
    const body = 'toZoneId' in input ? { ...input, toZoneId: zone.id } : input;
    return { at, path: `${at}/${kind}`, body };
  }

  test('are created, read, listed, changed and deleted', async () => {
    const { path, body } = await prepare();
    const made = await create(owner, path, body);
    expect(made).toMatchObject(body);
    const { phoneEffects: _effects, ...shape } = made;
    const read = await owner.request({ method: 'GET', url: `/api/v1${path}/${made.id}` });
    expect(dataOf(read)).toEqual(shape);
    expect(await walk(owner, `${path}?limit=1`)).toContainEqual(shape);
    expect(await patch(`${path}/${made.id}`, changes)).toMatchObject({ ...shape, ...changes });
    expect(await send(owner, `DELETE ${path}/${made.id}`)).toBe('204');
    expect(await send(owner, `GET ${path}/${made.id}`)).toBe('404 platform.not_found');
  });

  test('are not found under another event or an unknown id', async () => {
    const { path, body } = await prepare();
    const { id } = await create(owner, path, body);
    const elsewhere = `${await newPlace()}/${kind}`;
    const nowhere = `/events/${crypto.randomUUID()}/${kind}`;
    for (const item of [`${elsewhere}/${id}`, `${path}/${crypto.randomUUID()}`, `${nowhere}/${id}`]) {
      expect(await send(owner, `GET ${item}`)).toBe('404 platform.not_found');
      expect(await send(owner, `PATCH ${item}`, changes)).toBe('404 platform.not_found');
      expect(await send(owner, `DELETE ${item}`)).toBe('404 platform.not_found');
    }
    expect(await send(owner, `GET ${nowhere}`)).toBe('404 platform.not_found');
    expect(await send(owner, `POST ${nowhere}`, body)).toBe('404 platform.not_found');
  });

  test('have names of their own within the event, blanks aside', async () => {
    const { at, path, body } = await prepare();
    await create(owner, path, { ...body, name: 'Twice' });
    const taken = expect.stringMatching(/^409 (events|ticketing)\.name_taken name$/);
    expect(await send(owner, `POST ${path}`, { ...body, name: ' Twice ' })).toEqual(taken);
    const other = await create(owner, path, { ...body, name: 'Other' });
    expect(await send(owner, `PATCH ${path}/${other.id}`, { name: 'Twice ' })).toEqual(taken);
    expect(at).not.toBe(path);
  });

  test('are walked page by page while rows are added', async () => {
    const { path, body } = await prepare();
    const made: string[] = [];
    for (let index = 0; index < 9; index++)
      made.push((await create(owner, path, { ...body, name: `N${index}` })).id);
    const seen = await walk<{ id: string }>(owner, `${path}?limit=2&total=true`, (pages) =>
      create(owner, path, { ...body, name: `Late ${pages}` }),
    );
    const ids = seen.map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made));
  });

  test('take only what their schema says', async () => {
    const { path, body } = await prepare();
    expect(await send(owner, `POST ${path}`, { ...body, extra: 1 })).toBe(
      '400 platform.invalid_request extra',
    );
    expect(await send(owner, `POST ${path}`, { ...body, name: 'a\u0000' })).toBe(
      '400 platform.invalid_request name',
    );
    expect(await send(owner, `GET ${path}?after=x`)).toBe('400 platform.invalid_request after');
  });
});

test('a zone’s capacity stays within what an integer holds', async () => {
  const at = await newPlace();
  for (const capacity of [0, -1, 1.5, 10_000_001, 2 ** 31, 1e308])
    expect(await send(owner, `POST ${at}/zones`, { name: 'Z', capacity })).toBe(
      '400 platform.invalid_request capacity',
    );
});

describe('what is in use', () => {
  test('stays: a zone of a gate or a ticket type, a gate of a list, a class of a list', async () => {
    const at = await newPlace();
    const [front, back] = [
      await create(owner, `${at}/zones`, { name: 'Front' }),
      await create(owner, `${at}/zones`, { name: 'Back' }),
    ];
    const gate = await create(owner, `${at}/gates`, { name: 'G', toZoneId: front.id });
    const type = await create(owner, `${at}/ticket-types`, { name: 'T', zoneIds: [back.id] });
    const list = await create(owner, `${at}/access-lists`, {
      name: 'L',
      classes: [type.class],
      gateIds: [gate.id],
    });
    expect(await send(owner, `DELETE ${at}/zones/${front.id}`)).toBe('409 events.zone_in_use');
    expect(await send(owner, `DELETE ${at}/zones/${back.id}`)).toBe('409 events.zone_in_use');
    expect(await send(owner, `DELETE ${at}/gates/${gate.id}`)).toBe('409 events.gate_in_use');
    expect(await send(owner, `DELETE ${at}/ticket-types/${type.id}`)).toBe('409 events.class_in_use');
    for (const item of [
      `access-lists/${list.id}`,
      `gates/${gate.id}`,
      `ticket-types/${type.id}`,
      `zones/${back.id}`,
    ])
      expect(await send(owner, `DELETE ${at}/${item}`)).toBe('204');
  });

  test('must exist in the same event', async () => {
    const at = await newPlace();
    const elsewhere = await newPlace();
    const zone = await create(owner, `${elsewhere}/zones`, { name: 'Theirs' });
    const gate = await create(owner, `${elsewhere}/gates`, { name: 'Theirs', toZoneId: zone.id });
    expect([
      await send(owner, `POST ${at}/gates`, { name: 'G', toZoneId: zone.id }),
      await send(owner, `POST ${at}/gates`, { name: 'G', fromZoneId: zone.id }),
      await send(owner, `POST ${elsewhere}/gates`, { name: 'G', fromZoneId: zone.id, toZoneId: zone.id }),
      await send(owner, `POST ${at}/ticket-types`, { name: 'T', zoneIds: [zone.id] }),
      await send(owner, `POST ${at}/access-lists`, { name: 'L', classes: [], gateIds: [gate.id] }),
      await send(owner, `POST ${at}/access-lists`, { name: 'L', classes: [0] }),
      await send(owner, `POST ${at}/access-lists`, {
        name: 'L',
        classes: [],
        activeFrom: '2027-07-01T18:00:00Z',
        activeUntil: '2027-07-01T18:00:00Z',
      }),
      await send(owner, `POST ${at}/ticket-types`, {
        name: 'T',
        validFrom: '2027-07-02T00:00:00Z',
        validUntil: '2027-07-01T00:00:00Z',
      }),
    ]).toEqual([
      '422 events.unknown_zone toZoneId',
      '422 events.unknown_zone fromZoneId',
      '422 events.same_zone toZoneId',
      '422 events.unknown_zone zoneIds',
      '422 events.unknown_gate gateIds',
      '422 events.unknown_class classes',
      '422 events.wrong_window activeUntil',
      '422 ticketing.wrong_window validUntil',
    ]);
  });
});

describe('class numbers', () => {
  test('are never given to another type, also when types are made at once', async () => {
    const at = await newPlace();
    const first = await create(owner, `${at}/ticket-types`, { name: 'First' });
    expect(await send(owner, `DELETE ${at}/ticket-types/${first.id}`)).toBe('204');
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, index) => create(owner, `${at}/ticket-types`, { name: `T${index}` })),
    );
    const classes = made.map((type) => type.class).sort((a, b) => a - b);
    expect(classes).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(first.class).toBe(0);
  });

  test('end at 16,383: the numbers above it are for passes and for tickets with a window of their own', async () => {
    const at = await newPlace();
    await gatehouse.database.query('update events.event set next_class = 16383 where id = $1', [
      at.split('/')[2],
    ]);
    expect(await create(owner, `${at}/ticket-types`, { name: 'Last' })).toMatchObject({ class: 16_383 });
    expect(await send(owner, `POST ${at}/ticket-types`, { name: 'No' })).toBe('409 events.too_many_classes');
  });
});

test('an access list has careful defaults and keeps each option', async () => {
  const at = await newPlace();
  expect(await create(owner, `${at}/access-lists`, { name: 'Plain', classes: [] })).toMatchObject({
    gateIds: [],
    entry: 'single',
    maxEntries: null,
    persons: 'one',
    checkOutAt: null,
    dayStartsAt: '00:00',
    includeUnpaid: false,
    addOnMatch: false,
    notOnList: 'refuse',
    byHand: 'confirm',
    rotation: 'off',
  });
  const options = {
    entry: 'multiple',
    maxEntries: 254,
    persons: 'group',
    activeFrom: '2027-07-01T10:00:00.000Z',
    activeUntil: '2027-07-02T10:00:00.000Z',
    checkOutAt: '05:30',
    dayStartsAt: '06:00',
    includeUnpaid: true,
    addOnMatch: true,
    notOnList: 'confirm',
    byHand: 'admit',
    rotation: 'required',
  };
  expect(await create(owner, `${at}/access-lists`, { name: 'Rich', classes: [], ...options })).toMatchObject(
    options,
  );
});

test('an edit says what it means for phones only when the event is published', async () => {
  const draft = await newPlace();
  expect(await create(owner, `${draft}/ticket-types`, { name: 'T' })).toMatchObject({ phoneEffects: [] });

  const at = await newPlace(true);
  const type = await create(owner, `${at}/ticket-types`, { name: 'T' });
  const list = await create(owner, `${at}/access-lists`, { name: 'L', classes: [type.class] });
  expect(list.phoneEffects).toEqual(['next_sync']);
  expect(
    (await patch(`${at}/access-lists/${list.id}`, { classes: [], rotation: 'required' })).phoneEffects,
  ).toEqual(['next_sync', 'class_loses_entry', 'static_codes_refused']);
  expect(
    (await patch(`${at}/ticket-types/${type.id}`, { validUntil: '2027-07-02T00:00:00Z' })).phoneEffects,
  ).toEqual(['next_sync', 'codes_stay', 'window_narrowed']);
});
