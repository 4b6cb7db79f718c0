import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, dataOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let number = 0;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'series');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const DAY_MS = 24 * 3_600_000;

const read = async (url: string) => dataOf(await owner.request({ method: 'GET', url: `/api/v1${url}` }));
const put = async (url: string, payload: object) =>
  dataOf(await owner.request({ method: 'PUT', url: `/api/v1${url}`, payload }));

async function newDate() {
  number += 1;
  const event = await create(owner, '/events', newEvent(`Night ${number}`));
  return { ...event, at: `/events/${event.id}` };
}

const next = (startsAt: string, days = 1) => ({
  startsAt: new Date(Date.parse(startsAt) + days * DAY_MS).toISOString(),
  endsAt: null,
});

test('another date has a copy of all that makes the door, and nothing that people hold', async () => {
  const source = await newDate();
  const { at } = source;
  const zone = await create(owner, `${at}/zones`, { name: 'Hall', capacity: 90 });
  const gate = await create(owner, `${at}/gates`, { name: 'South', toZoneId: zone.id });
  const window = { validFrom: source.startsAt, zoneIds: [zone.id] };
  await create(owner, `${at}/ticket-types`, { name: 'Gone' });
  const vip = await create(owner, `${at}/ticket-types`, {
    name: 'VIP',
    colour: '#00ff00',
    texts: ['Gold wristband'],
    ...window,
  });
  const rule = {
    all: [
      { term: 'gate', in: [gate.id] },
      { term: 'ticket_type', in: [vip.id] },
      { any: [{ term: 'now', is: 'after', at: { at: 'time', time: '2027-07-01T18:00:00.000Z' } }] },
    ],
  };
  const made = { classes: [vip.class], gateIds: [gate.id], activeFrom: source.startsAt, entry: 're-entry' };
  const list = await create(owner, `${at}/access-lists`, { name: 'Floor', ...made });
  const ruled = await owner.request({
    method: 'PATCH',
    url: `/api/v1${at}/access-lists/${list.id}`,
    payload: { rule: { all: rule.all.slice(0, 2) } },
  });
  expect(ruled.statusCode).toBe(200);
  const asks = { kind: 'yes_no', label: 'Of age?', ticketTypeIds: [vip.id], accessListIds: [list.id] };
  await create(owner, `${at}/questions`, asks);
  await create(owner, `${at}/tickets`, { ticketTypeId: vip.id, name: 'Ann' });

  const copy = await create(owner, `${at}/series/dates`, next(source.startsAt));
  expect(copy).toMatchObject({ name: source.name, place: source.place, status: 'draft', kind: 'date' });
  const to = `/events/${copy.id}`;
  const [[zone2], [gate2], types, [list2], [question2]] = await Promise.all(
    ['zones', 'gates', 'ticket-types', 'access-lists', 'questions'].map((what) =>
      walk(owner, `${to}/${what}`),
    ),
  );
  expect(zone2).toMatchObject({ name: 'Hall', capacity: 90 });
  expect(gate2).toMatchObject({ name: 'South', fromZoneId: null, toZoneId: zone2.id });
  const moved = next(source.startsAt).startsAt;
  const vip2 = types?.find(({ name }) => name === 'VIP');
  expect(vip2).toMatchObject({
    class: vip.class,
    colour: '#00ff00',
    texts: ['Gold wristband'],
    zoneIds: [zone2.id],
    validFrom: moved,
  });
  expect(list2).toMatchObject({ ...made, gateIds: [gate2.id], activeFrom: moved });
  expect(list2.rule.all).toEqual([
    { term: 'gate', in: [gate2.id] },
    { term: 'ticket_type', in: [vip2.id] },
  ]);
  expect(question2).toMatchObject({ ...asks, ticketTypeIds: [vip2.id], accessListIds: [list2.id] });
  expect(await walk(owner, `${to}/tickets`)).toEqual([]);
  expect((await create(owner, `${to}/ticket-types`, { name: 'Late' })).class).toBe(2);
  const ids = [zone, gate, vip, list].map(({ id }) => id);
  expect(ids.filter((id) => JSON.stringify([zone2, gate2, types, list2, question2]).includes(id))).toEqual(
    [],
  );
  const { seriesId, dates } = await read(`${at}/series`);
  expect(dates.map(({ id }: { id: string }) => id)).toEqual([source.id, copy.id]);
  expect(copy.seriesId).toBe(seriesId);
});

test('an event without a series is its own only date', async () => {
  const alone = await newDate();
  expect(alone).toMatchObject({ kind: 'date', seriesId: null });
  const { startsAt, endsAt, status } = alone;
  expect(await read(`${alone.at}/series`)).toEqual({
    seriesId: null,
    dates: [{ id: alone.id, name: alone.name, startsAt, endsAt, status }],
    passes: [],
  });
});

test('a pass names its dates, and lists of those dates may name its ticket types', async () => {
  const friday = await newDate();
  const saturday = await create(owner, `${friday.at}/series/dates`, next(friday.startsAt));
  const both = { name: 'Both', dateIds: [friday.id, saturday.id] };
  const pass = await create(owner, `${friday.at}/series/passes`, both);
  expect(pass).toMatchObject({ kind: 'pass', status: 'draft', startsAt: friday.startsAt });
  const type = await create(owner, `/events/${pass.id}/ticket-types`, { name: 'Full' });
  const { passes } = await read(`${friday.at}/series`);
  expect(passes).toMatchObject([
    { id: pass.id, name: 'Both', ticketTypes: [{ id: type.id, class: type.class, listed: false }] },
  ]);
  expect(passes[0].dateIds.toSorted()).toEqual([friday.id, saturday.id].toSorted());
  await create(owner, `${friday.at}/access-lists`, { name: 'Floor', classes: [type.class] });
  const isListed = async () => (await read(`${friday.at}/series`)).passes[0].ticketTypes[0].listed;
  expect(await isListed()).toBe(true);
  await put(`/events/${pass.id}/series/dates`, { dateIds: [saturday.id] });
  expect(await isListed()).toBe(false);
  const other = await create(owner, `${friday.at}/series/passes`, { name: 'Late', dateIds: [saturday.id] });
  const late = await create(owner, `/events/${other.id}/ticket-types`, { name: 'Full' });
  expect(late.class).toBe(type.class + 1_024);
  const named = { name: 'Late', classes: [late.class] };
  expect(await send(owner, `POST ${friday.at}/access-lists`, named)).toBe('422 events.unknown_class classes');
  const changed = await put(`/events/${other.id}/series/dates`, { dateIds: [friday.id] });
  expect(changed.passes[1].dateIds).toEqual([friday.id]);
  expect((await read(`/events/${other.id}`)).startsAt).toBe(friday.startsAt);
  await create(owner, `${friday.at}/access-lists`, named);
});

test('what is no date and no pass of the series is refused', async () => {
  const date = await newDate();
  const stranger = await newDate();
  const pass = await create(owner, `${date.at}/series/passes`, { name: 'One', dateIds: [date.id] });
  const at = `/events/${pass.id}/series`;
  const foreign = { name: 'No', dateIds: [stranger.id] };
  expect(await send(owner, `POST ${date.at}/series/passes`, foreign)).toBe(
    '422 events.date_not_in_series dateIds',
  );
  expect(await send(owner, `PUT ${at}/dates`, { dateIds: [pass.id] })).toBe(
    '422 events.date_not_in_series dateIds',
  );
  const dateIds = [date.id];
  expect(await send(owner, `PUT ${date.at}/series/dates`, { dateIds })).toBe('409 events.not_a_pass');
  expect(await send(owner, `PUT ${at}/dates`, { dateIds: [] })).toMatch(/^400 /);
  expect(await send(owner, `POST ${at}/dates`, next(date.startsAt))).toBe('409 events.not_a_date');
  expect(await send(owner, `POST ${at}/passes`, { name: 'No', dateIds })).toBe('409 events.not_a_date');
  const nowhere = `/events/${crypto.randomUUID()}/series`;
  expect(await send(owner, `GET ${nowhere}`)).toBe('404 platform.not_found');
  expect(await send(owner, `PUT ${nowhere}/dates`, { dateIds })).toBe('404 platform.not_found');
});
