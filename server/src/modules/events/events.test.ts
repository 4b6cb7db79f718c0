import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

/** An organisation of its own, for tests that look at whole lists. */
let organisations = 0;
function freshOwner(): Promise<Actor> {
  organisations += 1;
  return createActor(gatehouse.app, `house-${organisations}`);
}

const publishedEvents = () =>
  gatehouse.database.query<{ payload: object }>(
    `select payload from platform.outbox where name = 'events.event_published' order by id`,
  );

describe('an event', () => {
  test('is created as a draft and then listed', async () => {
    const fresh = await freshOwner();
    const event = await create(fresh, '/events', newEvent());
    expect(event).toMatchObject({
      slug: 'night-at-the-harbour',
      status: 'draft',
      startsAt: '2027-07-01T18:00:00.000Z',
    });
    const listed = await fresh.request({ method: 'GET', url: '/api/v1/events?total=true' });
    expect(dataOf(listed)).toEqual([event]);
    expect(listed.json().page).toEqual({ limit: 50, next: null, total: 1 });
    expect(dataOf(await fresh.request({ method: 'GET', url: `/api/v1/events/${event.id}` }))).toEqual(event);
  });

  test('changes the fields that are given and no others', async () => {
    const before = await create(owner, '/events', newEvent('Change me'));
    const answer = await owner.request({
      method: 'PATCH',
      url: `/api/v1/events/${before.id}`,
      payload: { name: '  Changed  ', endsAt: '2027-07-02T02:00:00+02:00', place: ' Pier 8 ' },
    });
    expect(dataOf(answer)).toEqual({
      ...before,
      name: 'Changed',
      place: 'Pier 8',
      endsAt: '2027-07-02T00:00:00.000Z',
      updatedAt: expect.any(String),
    });
  });

  test('refuses wrong times, a taken slug and unknown ids', async () => {
    const event = await create(owner, '/events', { ...newEvent('Times'), slug: 'times' });
    const at = `/events/${event.id}`;
    const nothing = `/events/${crypto.randomUUID()}`;
    expect(
      await Promise.all([
        send(owner, 'POST /events', { ...newEvent(), admissionAt: '2027-07-01T18:00:01Z' }),
        send(owner, 'POST /events', { ...newEvent(), endsAt: '2027-07-01T18:00:00Z' }),
        send(owner, `PATCH ${at}`, { startsAt: '2027-08-01T18:00:00Z', endsAt: '2027-07-01T18:00:00Z' }),
        send(owner, 'POST /events', { ...newEvent(), slug: 'times' }),
        send(owner, `PATCH ${at}`, { slug: 'UPPER' }),
        send(owner, `PATCH ${at}`, {}),
        send(owner, `GET ${nothing}`),
        send(owner, `PATCH ${nothing}`, { name: 'A' }),
        send(owner, `PUT ${nothing}/status`, { status: 'published' }),
        send(owner, 'GET /events/not-an-id'),
      ]),
    ).toEqual([
      '422 events.wrong_times admissionAt',
      '422 events.wrong_times endsAt',
      '422 events.wrong_times endsAt',
      '409 events.slug_taken slug',
      '400 platform.invalid_request slug',
      '400 platform.invalid_request body',
      '404 platform.not_found',
      '404 platform.not_found',
      '404 platform.not_found',
      '400 platform.invalid_request eventId',
    ]);
  });

  test('moves only along the allowed ways, and an archived one is read-only', async () => {
    const { id } = await create(owner, '/events', newEvent('Ways'));
    const become = (status: string) => send(owner, `PUT /events/${id}/status`, { status });
    expect(await become('archived')).toBe('200');
    expect(await become('published')).toBe('409 events.wrong_status');
    const zone = { name: 'Z' };
    expect([
      await send(owner, `PATCH /events/${id}`, { name: 'No' }),
      await send(owner, `POST /events/${id}/zones`, zone),
      await send(owner, `POST /events/${id}/gates`, { name: 'G', toZoneId: null }),
      await send(owner, `POST /events/${id}/access-lists`, { name: 'L', classes: [] }),
      await send(owner, `POST /events/${id}/ticket-types`, { name: 'T' }),
    ]).toEqual(Array(5).fill('409 events.archived'));
    expect(await become('draft')).toBe('200');
    expect(await send(owner, `POST /events/${id}/zones`, zone)).toBe('201');
  });

  test('tells the others once that it was published, however often it is asked to', async () => {
    const event = await create(owner, '/events', newEvent('Told once'));
    const before = (await publishedEvents()).length;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => send(owner, `PUT /events/${event.id}/status`, { status: 'published' })),
    );
    expect(answers).toEqual(Array(4).fill('200'));
    const told = (await publishedEvents()).slice(before);
    expect(told).toEqual([{ payload: { eventId: event.id, name: 'Told once', slug: event.slug } }]);
  });
});

describe('slugs', () => {
  test.each([
    ['Fête d’été à Orléans', 'fete-d-ete-a-orleans'],
    ['Übergröße', 'ubergro-e'],
    ['مهرجان المرفأ', 'event'],
    ['夏祭り', 'event-2'],
    ['🎉', 'event-3'],
    ['x'.repeat(200), 'x'.repeat(60)],
  ])('%s', async (name, slug) => {
    expect(await create(owner, '/events', newEvent(name))).toMatchObject({ slug });
  });

  test('of the same name made at once all differ', async () => {
    const made = await Promise.all(
      Array.from({ length: 12 }, () => create(owner, '/events', newEvent('Same Name'))),
    );
    expect(new Set(made.map((event) => event.slug)).size).toBe(12);
    expect(made.map((event) => event.slug)).toContain('same-name-12');
  });

  test('and public numbers of two organisations do not meet', async () => {
    const other = await freshOwner();
    const [mine, theirs] = await Promise.all([
      create(owner, '/events', newEvent('Shared')),
      create(other, '/events', newEvent('Shared')),
    ]);
    expect(theirs.slug).toBe(mine.slug);
    expect(theirs.publicNumber).not.toBe(mine.publicNumber);
  });
});

describe('lists', () => {
  test('are walked page by page, every row once, while rows are added', async () => {
    const fresh = await freshOwner();
    const made: string[] = [];
    for (let index = 0; index < 23; index++) {
      // Several begin at the same instant, so the second key of the order has to work.
      const startsAt = `2027-07-0${1 + (index % 3)}T18:00:00Z`;
      made.push((await create(fresh, '/events', { ...newEvent(`E${index}`), startsAt })).id);
    }
    const seen = await walk<{ id: string; startsAt: string }>(fresh, '/events?limit=4', (pages) =>
      create(fresh, '/events', { ...newEvent(`Late ${pages}`), startsAt: '2027-07-02T18:00:00Z' }),
    );
    const ids = seen.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made));
    expect(seen.map((event) => event.startsAt)).toEqual(seen.map((event) => event.startsAt).sort());
  });

  test('within one millisecond are walked without repeating a row', async () => {
    const fresh = await freshOwner();
    for (let index = 0; index < 5; index++) await create(fresh, '/events', newEvent(`M${index}`));
    await gatehouse.database.query(
      `update events.event e set starts_at = '2027-01-01T00:00:00Z'::timestamptz + n.n * interval '7 microseconds'
       from (select id, row_number() over (order by id desc) as n from events.event where organisation_id = $1) n
       where e.id = n.id`,
      [fresh.organisationId],
    );
    const seen = await walk<{ name: string }>(fresh, '/events?limit=2');
    expect(seen.map((event) => event.name)).toEqual(['M4', 'M3', 'M2', 'M1', 'M0']);
  });

  test('are searched by what was typed and not by patterns', async () => {
    const fresh = await freshOwner();
    for (const name of ['100% Techno', '1000 Techno', 'under_score', 'underXscore', 'back\\slash'])
      await create(fresh, '/events', newEvent(name));
    const search = async (text: string) => {
      const url = `/api/v1/events?total=true&search=${encodeURIComponent(text)}`;
      const answer = await fresh.request({ method: 'GET', url });
      expect(answer.json().page.total).toBe(answer.json().data.length);
      return dataOf(answer).map((event: { name: string }) => event.name);
    };
    expect(await search('100%')).toEqual(['100% Techno']);
    expect(await search('under_')).toEqual(['under_score']);
    expect(await search('k\\s')).toEqual(['back\\slash']);
    expect(await search('TECHNO')).toHaveLength(2);
    expect(await search('pier')).toHaveLength(5);
    expect(await search('%')).toEqual(['100% Techno']);
  });

  test('are filtered by status, which the total follows', async () => {
    const fresh = await freshOwner();
    const [first] = [
      await create(fresh, '/events', newEvent('A')),
      await create(fresh, '/events', newEvent('B')),
    ];
    await send(fresh, `PUT /events/${first.id}/status`, { status: 'published' });
    const answer = await fresh.request({ method: 'GET', url: '/api/v1/events?status=published&total=true' });
    expect(answer.json().page.total).toBe(1);
    expect(dataOf(answer)).toMatchObject([{ name: 'A' }]);
  });

  test('refuse what is no cursor of theirs', async () => {
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const id = crypto.randomUUID();
    const cursors = [
      'garbage',
      '%00',
      encoded([]),
      encoded([id]),
      encoded(['2027-13-99T99:99:99.000Z', id]),
      encoded(['0000-01-01T00:00:00.000Z', id]),
      encoded(['2027-02-30T00:00:00.000Z', id]),
      encoded(['2027-01-01T00:00:00.000Z', `${id}'`]),
      encoded(['2027-01-01T00:00:00.000Z', id, id]),
      encoded({ length: 2 }),
    ];
    for (const cursor of cursors)
      expect([cursor, await send(owner, `GET /events?after=${cursor}`)]).toEqual([
        cursor,
        '400 platform.invalid_request after',
      ]);
    const wrong = [
      'limit=0',
      'limit=201',
      'limit=99999999999999999999',
      'limit=x',
      'total=maybe',
      'unknown=1',
    ];
    for (const query of wrong)
      expect([query, await send(owner, `GET /events?${query}`)]).toEqual([
        query,
        expect.stringMatching(/^400 platform\.invalid_request/),
      ]);
  });
});

describe('a request that no table could hold', () => {
  const write = (payload: string | object, headers: Record<string, string> = {}) =>
    owner.request({
      method: 'POST',
      url: '/api/v1/events',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });

  test.each([
    ['an unknown field', { ...newEvent(), colour: 'red' }, '400 platform.invalid_request colour'],
    ['a missing field', { name: 'A' }, '400 platform.invalid_request place'],
    ['blanks for a name', newEvent(' \t\u00a0'), '400 platform.invalid_request name'],
    ['a name too long', newEvent('x'.repeat(201)), '400 platform.invalid_request name'],
    [
      'a time zone that is none',
      { ...newEvent(), timeZone: 'Europe/Atlantis' },
      '400 platform.invalid_request timeZone',
    ],
    ['U+0000 in a name', newEvent('a\u0000b'), '400 platform.invalid_request name'],
    [
      'U+0000 in a description',
      { ...newEvent(), description: '\u0000' },
      '400 platform.invalid_request description',
    ],
    ['half a surrogate pair', newEvent('a\ud800b'), '400 platform.invalid_request name'],
    ['a number for a name', { ...newEvent(), name: 7 }, '400 platform.invalid_request name'],
    ['null', 'null', '400 platform.invalid_request body'],
    ['an array', '[]', '400 platform.invalid_request body'],
    ['wrong JSON', '{"name":', '400 platform.invalid_request'],
    ['nothing', '', '400 platform.invalid_request'],
    ['a prototype', '{"__proto__":{"name":"x"}}', '400 platform.invalid_request'],
    ['deep nesting', '['.repeat(50_000) + ']'.repeat(50_000), '400 platform.invalid_request body'],
  ])('%s', async (_name, payload, outcome) => {
    expect(outcomeOf(await write(payload))).toBe(outcome);
  });

  test.each([
    ['275760-09-13T00:00:00.000Z'],
    ['+275760-09-13T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z'],
    ['1899-12-31T23:59:59Z'],
    ['9999-12-31T23:59:59-23:59'],
    ['2016-12-31T23:59:60Z'],
    ['2027-02-30T00:00:00Z'],
    ['2027-07-01T18:00:00'],
    ['2027-07-01'],
    ['tomorrow'],
    [''],
  ])('the date %s', async (startsAt) => {
    expect(outcomeOf(await write({ ...newEvent(), startsAt }))).toBe('400 platform.invalid_request startsAt');
  });

  test('U+0000 in a search or a path', async () => {
    expect(await send(owner, 'GET /events?search=a%00b')).toBe('400 platform.invalid_request search');
    expect(await send(owner, 'GET /events/%00')).toBe('400 platform.invalid_request eventId');
  });

  test('another content type, and a body that is too large', async () => {
    const xml = await write('<name/>', { 'content-type': 'application/xml' });
    expect(outcomeOf(xml)).toBe('415 platform.unsupported_media');
    const large = await write({ ...newEvent(), description: 'x'.repeat(1024 * 1024) });
    expect(outcomeOf(large)).toBe('413 platform.too_large');
  });

  test('but every other character and the first and last day are kept as they are', async () => {
    const name = '👩‍👩‍👧‍👦 \u202eabc\u200f \ufffe \u{10ffff} ﷽';
    const description = '\r\n\t\u0001\u001b[31m'.repeat(1000);
    for (const startsAt of ['1900-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']) {
      const event = await create(owner, '/events', { ...newEvent(name), description, startsAt });
      const read = await owner.request({ method: 'GET', url: `/api/v1/events/${event.id}` });
      expect(dataOf(read)).toMatchObject({ name, description, startsAt });
    }
  });
});
