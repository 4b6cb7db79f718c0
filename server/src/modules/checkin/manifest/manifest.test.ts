import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../../test/answers.js';
import { addManifestPhone, type ManifestPhone, viewInDatabase } from '../../../../test/manifest-phone.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';
import { createReadPositions } from './positions.js';

let gatehouse: TestApp;
let owner: Actor;
let stranger: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'door');
  stranger = await createActor(gatehouse.app, 'stranger');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Door {
  readonly eventId: string;
  /** `/events/{eventId}` */
  readonly at: string;
  readonly typeIds: readonly string[];
  readonly listId: string;
}

async function newDoor(actor = owner): Promise<Door> {
  const event = await create(actor, '/events', newEvent());
  const at = `/events/${event.id}`;
  const day = await create(actor, `${at}/ticket-types`, { name: 'Day', label: 'D' });
  const window = { validFrom: '2027-07-01T16:00:00Z', validUntil: '2027-07-02T04:00:00Z' };
  const night = await create(actor, `${at}/ticket-types`, { name: 'Night', ...window });
  const list = await create(actor, `${at}/access-lists`, { name: 'Main', classes: [night.class] });
  return { eventId: event.id, at, typeIds: [day.id, night.id], listId: list.id };
}

const phoneOf = (door: Door, status?: 'waiting' | 'revoked'): Promise<ManifestPhone> =>
  addManifestPhone(gatehouse, { organisationId: owner.organisationId, eventId: door.eventId }, status);

const patch = (url: string, payload: object) =>
  owner.request({ method: 'PATCH', url: `/api/v1${url}`, payload });

const ticketOf = ({ at, typeIds: [ticketTypeId] }: Door, more: object = {}) =>
  create(owner, `${at}/tickets`, { ticketTypeId, ...more });

describe('what a phone downloads', () => {
  test('is all that the event’s doors need', async () => {
    const door = await newDoor();
    const zone = await create(owner, `${door.at}/zones`, { name: 'Hall', capacity: 300 });
    const gate = await create(owner, `${door.at}/gates`, { name: 'West', toZoneId: zone.id });
    dataOf(await patch(`${door.at}/access-lists/${door.listId}`, { gateIds: [gate.id] }));
    await ticketOf(door);
    const phone = await phoneOf(door);
    await phoneOf(door, 'waiting');
    const revoked = await phoneOf(door, 'revoked');
    const { root } = await phone.takeRoot();
    expect(root).toMatchObject({
      name: 'Night at the Harbour',
      position: { count: 1 },
      tickets: { count: 1 },
      times: { start: Date.parse('2027-07-01T18:00:00Z'), admission: null, end: null, date: null },
      classes: [
        { index: 0, ticketType: 'Day', label: 'D', validFrom: null },
        { index: 1, ticketType: 'Night', validFrom: Date.parse('2027-07-01T16:00:00Z') },
      ],
      lists: [
        { id: door.listId, name: 'Main', classes: [1], gates: [gate.id], byMedium: 'admit', rule: null },
      ],
      zones: [{ id: zone.id, name: 'Hall', capacity: 300 }],
      gates: [{ id: gate.id, name: 'West', from: null, to: zone.id }],
      devices: [
        { id: phone.deviceId, status: 'active', profile: 'steward' },
        { id: revoked.deviceId, status: 'revoked' },
      ],
      events: [{ keys: [{ kid: 0, status: 'active' }] }],
      offsets: [[Date.parse('2027-05-31T18:00:00Z'), 120]],
    });
    expect(root.notAfter - root.issuedAt).toBe(72 * 3_600_000);
    expect(phone.view()).toEqual(await viewInDatabase(gatehouse, door.eventId));
  });

  test('comes in tags and names, so that nothing is sent twice', async () => {
    const door = await newDoor();
    const phone = await phoneOf(door);
    const { root } = await phone.takeRoot();
    const first = await phone.get('/root');
    expect(first.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-cache',
    });
    const tag = String(first.headers.etag);
    for (const held of [tag, `W/${tag}`, `"x", ${tag}`])
      expect((await phone.get('/root', { 'if-none-match': held })).statusCode).toBe(304);
    expect((await phone.get('/root', { 'if-none-match': '"x"' })).statusCode).toBe(200);
    const name = Buffer.from(root.segments.core[0]?.sha256 ?? []).toString('hex');
    const raw = await phone.get(`/segments/${name}`);
    expect(raw.headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(raw.headers['content-encoding']).toBeUndefined();
    expect(raw.rawPayload).toHaveLength(root.segments.core[0]?.length ?? 0);
    const etag = String(raw.headers.etag);
    expect((await phone.get(`/segments/${name}`, { 'if-none-match': etag })).statusCode).toBe(304);
  });

  test('is for confirmed phones of this event alone', async () => {
    const door = await newDoor();
    const phone = await phoneOf(door);
    const { root } = await phone.takeRoot();
    const name = Buffer.from(root.segments.core[0]?.sha256 ?? []).toString('hex');
    const page = `/pages/tickets?start=${root.tickets.start}&from=0`;
    const theirs = await newDoor(stranger);
    const key = { organisationId: stranger.organisationId, eventId: theirs.eventId };
    const foreign = await addManifestPhone(gatehouse, key);
    const elsewhere = await phoneOf(await newDoor());
    const refusals = [
      [foreign, '404 platform.not_found'],
      [elsewhere, '404 platform.not_found'],
      [await phoneOf(door, 'waiting'), '403 checkin.device_waiting'],
      [await phoneOf(door, 'revoked'), '403 checkin.device_revoked'],
    ] as const;
    for (const path of ['/root', `/segments/${name}`, page])
      for (const [asking, outcome] of refusals) {
        const answer = await asking.get(`/../${door.eventId}${path}`);
        expect(`${path} ${outcomeOf(answer)}`).toBe(`${path} ${outcome}`);
      }
    expect(outcomeOf(await phone.get(`/segments/${'0'.repeat(64)}`))).toBe('404 platform.not_found');
    expect(await send(owner, `GET /device${door.at}/root`)).toBe('401 platform.unauthenticated');
  });
});

describe('a root', () => {
  const positionOf = async (phone: ManifestPhone) => (await phone.takeRoot()).position.count;

  test('is one for all who ask at once, the first one and each later one', async () => {
    const door = await newDoor();
    await ticketOf(door);
    const phones: ManifestPhone[] = [];
    while (phones.length < 6) phones.push(await phoneOf(door));
    for (const count of [1, 2]) {
      const answers = await Promise.all(phones.map((phone) => phone.get('/root')));
      expect(new Set(answers.map(({ rawPayload }) => rawPayload.toString('hex'))).size).toBe(1);
      expect(await Promise.all(phones.map(positionOf))).toEqual(phones.map(() => count));
      dataOf(await patch(door.at, { name: `Renamed ${count}` }));
    }
  });

  test('is followed by another when anything that it says changes, and by none otherwise', async () => {
    const door = await newDoor();
    const phone = await phoneOf(door);
    expect(await positionOf(phone)).toBe(1);
    expect(await positionOf(phone)).toBe(1);
    const edits = [
      () => patch(door.at, { startsAt: '2027-07-01T19:00:00Z' }),
      () => patch(`${door.at}/access-lists/${door.listId}`, { notOnList: 'admit' }),
      () => patch(`${door.at}/ticket-types/${door.typeIds[0]}`, { label: 'Tag' }),
      () => ticketOf(door),
      () => create(owner, `${door.at}/ticket-keys`, {}),
      () => create(owner, `${door.at}/zones`, { name: 'Hall' }),
      () => phoneOf(door),
    ];
    for (const [index, edit] of edits.entries()) {
      await edit();
      expect(await positionOf(phone), String(edit)).toBe(2 + index);
    }
    // A ticket more of a key that is known changes nothing that the root says.
    await ticketOf(door);
    expect(await positionOf(phone)).toBe(1 + edits.length);
  });

  test('is renewed when a third of its life has passed, which its position tells before', async () => {
    const door = await newDoor();
    const phone = await phoneOf(door);
    await phone.takeRoot();
    const age = (hours: number) =>
      gatehouse.database.query(
        `update checkin.root set issued_at = now() - make_interval(hours => $1) where event_id = $2`,
        [hours, door.eventId],
      );
    const told = async () => (await readPositions([door.eventId])).get(door.eventId)?.root.count;
    await age(23);
    expect([await told(), await positionOf(phone)]).toEqual([1, 1]);
    await age(25);
    expect([await told(), await positionOf(phone), await told()]).toEqual([2, 2, 2]);
  });
});

async function readPositions(eventIds: readonly string[]) {
  const read = createReadPositions(gatehouse.app.ticketing);
  return gatehouse.app.platform.tenancy.run({ organisationId: owner.organisationId }, (trx) =>
    read(trx, eventIds),
  );
}

describe('a ticket with a window of its own', () => {
  test('has a class that says it, on every list that its type is on', async () => {
    const door = await newDoor();
    const [day = '', night = ''] = door.typeIds;
    const until = '2027-07-01T22:00:00.000Z';
    await ticketOf(door, { ticketTypeId: night, validUntil: until });
    await ticketOf(door, { ticketTypeId: night, validUntil: until });
    const moved = await ticketOf(door, { ticketTypeId: day, validFrom: until });
    const phone = await phoneOf(door);
    const { root } = await phone.takeRoot();
    expect(root.classes.map(({ index }) => index)).toEqual([0, 1, 32_768, 32_769]);
    expect(root.classes[2]).toMatchObject({
      ticketType: 'Night',
      validFrom: Date.parse('2027-07-01T16:00:00Z'),
      validUntil: Date.parse(until),
    });
    expect(root.lists[0]?.classes).toEqual([1, 32_768]);
    expect(phone.view()).toEqual(await viewInDatabase(gatehouse, door.eventId));
    dataOf(
      await patch(`${door.at}/tickets/${moved.id}`, {
        ticketTypeId: night,
        validUntil: '2027-07-02T01:00:00Z',
      }),
    );
    await phone.takePages();
    const { root: next } = await phone.takeRoot();
    expect(next.lists[0]?.classes).toEqual([1, 32_768, 32_770]);
    expect(phone.view()).toEqual(await viewInDatabase(gatehouse, door.eventId));
  });
});

test('positions tell of nothing before there is anything, and then what a phone would get', async () => {
  const door = await newDoor();
  const at = async () => (await readPositions([door.eventId])).get(door.eventId);
  expect(await at()).toMatchObject({ root: { count: 0 }, tickets: { count: 0 } });
  const phone = await phoneOf(door);
  const { root } = await phone.takeRoot();
  expect(await at()).toEqual({ root: root.position, tickets: root.tickets });
  await ticketOf(door);
  expect(await at()).toMatchObject({ root: { count: 1 }, tickets: { count: 1 } });
});
