import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, dataOf } from '../../../../test/answers.js';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { uuid } from '../../../../test/log-phone.js';
import { createActor } from '../../../../test/test-app.js';
import { createAnswerCache } from './answer-cache.js';
import type { AskedScan, ShownDecision } from './desk-schemas.js';
import { validateScan } from './validate-scan.js';

let world: DoorWorld;
let eventId = '';
let listId = '';
let now = Date.now();
const answers = createAnswerCache(() => now);

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 1 });
  ({ eventId, listId } = world.place);
});
afterAll(() => world[Symbol.asyncDispose]());

const at = () => `/api/v1/events/${eventId}`;
const get = async (path: string) => dataOf(await world.owner.request({ method: 'GET', url: at() + path }));
const patch = async (path: string, payload: object) =>
  dataOf(await world.owner.request({ method: 'PATCH', url: at() + path, payload }));

interface Ask {
  readonly asked: AskedScan;
  readonly locale?: 'en' | 'de';
  readonly organisationId?: string;
}

function ask({ asked, locale = 'en', organisationId = world.owner.organisationId }: Ask) {
  const { app } = world.gatehouse;
  const deps = { events: app.events, ticketing: app.ticketing, answers };
  return validateScan(app.platform.tenancy, deps, { key: { organisationId, eventId }, asked, locale });
}

async function newTicket(): Promise<{ id: string; code: string }> {
  const [{ ticketTypeId }] = await get('/tickets');
  const { id } = await create(world.owner, `/events/${eventId}/tickets`, { ticketTypeId, name: 'Ann' });
  return { id, ...(await get(`/tickets/${id}/code`)) };
}

test('an answer is found again within its second, and by the same question alone', async () => {
  const { code } = await newTicket();
  const asked = { code, listId };
  const first = await ask({ asked });
  expect(first).toMatchObject({ result: 'admit' });
  expect(await ask({ asked })).toBe(first);
  const { id: zoneId } = await create(world.owner, `/events/${eventId}/zones`, { name: 'Yard' });
  const { id: gateId } = await create(world.owner, `/events/${eventId}/gates`, {
    name: 'Side',
    toZoneId: zoneId,
  });
  const others: Ask[] = [
    { asked: { ...asked, direction: 'out' } },
    { asked: { ...asked, gateId } },
    { asked: { ...asked, persons: 2 } },
    { asked, locale: 'de' },
    { asked: { ...asked, code: `${code}0` } },
  ];
  const again = await ask({ asked });
  for (const other of others) expect(await ask(other)).not.toBe(again);
  expect(await ask({ asked })).toBe(again);
  now += 1000;
  expect(await ask({ asked })).not.toBe(again);
});

test('whatever changes makes it be looked for anew', async () => {
  const { id, code } = await newTicket();
  const asked = { code, listId };
  let before: ShownDecision = await ask({ asked });
  const list = { listId, id: uuid() };
  const changes: [string, () => Promise<unknown>, object][] = [
    ['an edit', () => patch(`/tickets/${id}`, { name: 'Bea' }), { ticket: { name: 'Bea' } }],
    ['another ticket', () => newTicket(), { ticket: { name: 'Bea' } }],
    [
      'a scan',
      () =>
        world.owner.request({
          method: 'POST',
          url: '/api/v1/checkin/scans',
          payload: { eventId, scans: [{ ...list, code }] },
        }),
      { result: 'refuse', reason: 'already_used' },
    ],
    [
      'a scan taken back',
      () =>
        world.owner.request({
          method: 'POST',
          url: `/api/v1/checkin/scans/${list.id}/annul`,
          payload: { id: uuid() },
        }),
      { result: 'admit' },
    ],
    [
      'a rule',
      () => patch(`/access-lists/${listId}`, { activeUntil: '2020-01-01T00:00:00Z' }),
      { reason: 'list_closed' },
    ],
  ];
  for (const [change, make, shown] of changes) {
    await make();
    const after = await ask({ asked });
    expect(after, change).not.toBe(before);
    expect(after, change).toMatchObject(shown);
    expect(await ask({ asked }), change).toBe(after);
    before = after;
  }
  const stranger = await createActor(world.gatehouse.app, 'stranger');
  await expect(ask({ asked, organisationId: stranger.organisationId })).rejects.toMatchObject({
    definition: { code: 'platform.not_found' },
  });
});

test('the route counts its questions apart from others', async () => {
  const url = '/api/v1/checkin/validate';
  const answer = await world.owner.request({ method: 'POST', url, payload: { eventId, code: 'x', listId } });
  expect(answer.headers['x-ratelimit-limit']).toBe('2400');
});

test('the oldest answers make room for new ones', () => {
  const few = createAnswerCache();
  const answer = {} as ShownDecision;
  for (let index = 0; index <= 5000; index++) few.keep(String(index), answer);
  expect([few.find('0'), few.find('1'), few.find('5000')]).toEqual([undefined, answer, answer]);
});
