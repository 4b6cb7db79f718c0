import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, dataOf } from '../../../../test/answers.js';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { sync } from '../../../../test/log-phone.js';

let world: DoorWorld;
let at = '';
let far = '';
const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
const minutes = (count: number) => hour - 60 * 60_000 + count * 60_000;

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 3 });
  at = `/api/v1/events/${world.place.eventId}`;
  const [{ toZoneId }] = await read('/gates');
  far = (await create(world.owner, `/events/${world.place.eventId}/gates`, { name: 'Far', toZoneId })).id;
  await scan();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Two doubles of one ticket, one copy of another, and a forged code of none. */
async function scan(): Promise<void> {
  const [copied, screenshot, walker] = world.tickets;
  const [a, b] = [await world.phone(), await world.phone({ name: 'Far phone' })];
  a.write({ ...copied, at: minutes(1) });
  const refused = { result: 'refuse', effect: 'none' } as const;
  b.write({ ...copied, ...refused, reason: 'already_used', gate: far, at: minutes(3) });
  b.write({ ...copied, gate: far, at: minutes(4) });
  b.write({ ...screenshot, ...refused, reason: 'stale_code', gate: far, at: minutes(5) });
  a.write({ ...refused, reason: 'forged', at: minutes(6) });
  // Far enough apart, and so near that only the clocks could explain it.
  a.write({ ...walker, at: minutes(10) });
  b.write({ ...walker, effect: 'exit', result: 'exit', direction: 'out', gate: far, at: minutes(20) });
  b.write({ ...walker, effect: 'none', gate: far, at: minutes(30) });
  a.write({ ...walker, effect: 'none', at: minutes(34.9), within: 30_000 });
  await sync(world.url, a);
  await sync(world.url, b);
}

const read = async (path: string) => dataOf(await world.owner.request({ method: 'GET', url: at + path }));
const put = (walks: unknown) =>
  world.owner.request({ method: 'PUT', url: `${at}/gate-walks`, payload: { walks } });

test('doubles, forged and copied codes are told by gate, hour and order', async () => {
  const { gateId } = world.place;
  const [copied, screenshot] = world.tickets;
  expect(await read('/suspicious')).toEqual({
    total: 4,
    kinds: { double: 2, forged: 1, copied: 1 },
    gates: [
      { gateId: far, count: 3 },
      { gateId, count: 1 },
    ],
    hours: [{ from: new Date(minutes(0)).toISOString(), count: 4 }],
    sources: [
      { orderReference: null, count: 2, tickets: [{ id: copied?.ticketId, name: 'Guest 1' }] },
      { orderReference: null, count: 1, tickets: [{ id: screenshot?.ticketId, name: 'Guest 2' }] },
    ],
  });
  const until = new Date(minutes(4)).toISOString();
  expect(await read(`/suspicious?kind=double&until=${until}`)).toMatchObject({
    total: 1,
    kinds: { double: 1, forged: 0, copied: 0 },
  });
  expect(await read(`/suspicious?kind=forged&gateId=${far}`)).toMatchObject({ total: 0, sources: [] });
});

test('a ticket at two gates is suspicious when nobody walks that fast', async () => {
  const { gateId } = world.place;
  expect(await read('/suspicious/pairs')).toEqual([]);
  const walks = [{ gateA: gateId, gateB: far, minutes: 5 }];
  expect(dataOf(await put(walks))).toMatchObject([{ minutes: 5 }]);
  const pairs = await read('/suspicious/pairs');
  expect(pairs).toMatchObject([
    { minutesBetween: 4.9, minutesNeeded: 5, sure: false, first: { gateId: far }, second: { gateId } },
    { minutesBetween: 2, minutesNeeded: 5, sure: true, first: { gateId }, second: { gateId: far } },
  ]);
  const page = await world.owner.request({ method: 'GET', url: `${at}/suspicious/pairs?limit=1` });
  const next = await read(`/suspicious/pairs?limit=1&after=${page.json().page.next}`);
  expect(next).toEqual([pairs[1]]);
  for (const wrong of [
    [{ gateA: gateId, gateB: gateId, minutes: 5 }],
    [{ gateA: gateId, gateB: crypto.randomUUID(), minutes: 5 }],
    [...walks, { gateA: far, gateB: gateId, minutes: 6 }],
  ])
    expect((await put(wrong)).statusCode).toBe(422);
  expect(dataOf(await put([]))).toEqual([]);
  expect(await read('/suspicious/pairs')).toEqual([]);
});
