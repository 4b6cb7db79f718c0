import { mediumHash } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create } from '../../../../test/answers.js';
import { addManifestPhone, type ManifestPhone, viewInDatabase } from '../../../../test/manifest-phone.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';
import { nightCame, noticeNight } from './night.js';

const HOUR_MS = 3_600_000;

let gatehouse: TestApp;
let owner: Actor;
const now = Date.now();
const startsAt = new Date(now + 20 * HOUR_MS).toISOString();

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'door');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

/** A zone whose clocks show this hour now; the sign of such names is turned around. */
function zoneWhereItIs(hour: number): string {
  const ahead = ((hour - new Date(now).getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

interface Door {
  readonly eventId: string;
  readonly phone: ManifestPhone;
  sell(fields?: object): Promise<{ readonly id: string }>;
}

/** With one ticket, and a phone that has its list. */
async function newDoor(fields: object = {}): Promise<Door> {
  const event = { ...newEvent(), startsAt, timeZone: zoneWhereItIs(4), ...fields };
  const { id: eventId } = await create(owner, '/events', event);
  const { id: ticketTypeId } = await create(owner, `/events/${eventId}/ticket-types`, { name: 'Day' });
  const sell = (more: object = {}) => create(owner, `/events/${eventId}/tickets`, { ticketTypeId, ...more });
  await sell();
  const phone = await addManifestPhone(gatehouse, { organisationId: owner.organisationId, eventId });
  await phone.takeRoot();
  return { eventId, phone, sell };
}

function notice(at = now): Promise<void> {
  const { tenancy } = gatehouse.app.platform;
  const { events, ticketing } = gatehouse.app;
  return noticeNight({ tenancy, events, ticketing }, owner.organisationId, at);
}

function nightsOf({ eventId }: Door): Promise<{ id: string; payload: object }[]> {
  return gatehouse.database.query(
    `select id, payload from platform.outbox where name = $1 and payload->>'eventId' = $2`,
    [nightCame.name, eventId],
  );
}

async function cutAtNight(door: Door): Promise<void> {
  const { handlers, tenancy } = gatehouse.app.platform;
  const handle = handlers.find(nightCame.name, 'checkin.cut_at_night');
  const { organisationId } = owner;
  for (const { id, payload } of await nightsOf(door))
    await handle?.(tenancy, { id, organisationId, payload });
}

test('a list that has grown is cut anew once a night, whoever asks and however often', async () => {
  const door = await newDoor();
  await notice();
  expect(await nightsOf(door)).toEqual([]);
  await door.sell();
  await Promise.all([notice(), notice(), notice()]);
  await notice();
  expect(await nightsOf(door)).toHaveLength(1);
  const before = await door.phone.takeRoot();
  expect(before.root.tickets.count).toBe(1);
  await cutAtNight(door);
  const { root } = await door.phone.takeRoot();
  expect(root.tickets.count).toBe(2);
  expect(root.position.count).toBe(before.root.position.count + 1);
  await gatehouse.database.query('delete from platform.handled_event');
  await cutAtNight(door);
  expect((await door.phone.takeRoot()).root.position).toEqual(root.position);
  await door.sell();
  await notice();
  expect(await nightsOf(door)).toHaveLength(1);
  await notice(now + 24 * HOUR_MS);
  expect(await nightsOf(door)).toHaveLength(2);
});

test('a medium that was taken from its ticket is dead on a phone that saw none of it, and counts in no digest', async () => {
  const door = await newDoor();
  const { id } = await door.sell({ barcodes: ['KEPT', 'GONE'] });
  const url = `/api/v1/events/${door.eventId}/tickets/${id}`;
  const edited = await owner.request({ method: 'PATCH', url, payload: { barcodes: ['KEPT'] } });
  expect(edited.statusCode).toBe(200);
  await notice();
  await cutAtNight(door);
  const { organisationId } = owner;
  const late = await addManifestPhone(gatehouse, { organisationId, eventId: door.eventId });
  const { root } = await late.takeRoot();
  const salt = root.events[0]?.salt ?? new Uint8Array();
  const [kept, gone, never] = ['KEPT', 'GONE', 'NEVER'].map((text) => late.isDead(mediumHash(salt, text)));
  expect([kept, gone, never]).toEqual([false, true, false]);
  expect(root.segments.media.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(await late.takePages()).toBe(0);
  expect(await late.agreement()).toBe('same');
  expect(late.view()).toEqual(await viewInDatabase(gatehouse, door.eventId));
});

test('nothing is cut by day, far from the event, after it, nor while somebody scans', async () => {
  const byDay = await newDoor({ timeZone: zoneWhereItIs(15) });
  const farAway = await newDoor({ startsAt: new Date(now + 40 * 24 * HOUR_MS).toISOString() });
  const over = await newDoor({ startsAt: new Date(now - 40 * HOUR_MS).toISOString() });
  const busy = await newDoor();
  await gatehouse.database.query(
    'insert into checkin.feed (organisation_id, event_id, start) values ($1, $2, 1)',
    [owner.organisationId, busy.eventId],
  );
  const doors = [byDay, farAway, over, busy];
  for (const door of doors) await door.sell();
  await notice();
  for (const door of doors) expect(await nightsOf(door)).toEqual([]);
  await notice(Date.now() + HOUR_MS + 1000);
  expect(await nightsOf(busy)).toHaveLength(1);
});
