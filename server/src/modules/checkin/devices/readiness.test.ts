import { type Readiness, readinessCode } from '@gatehouse/shared/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, dataOf, outcomeOf } from '../../../../test/answers.js';
import { newPhoneKeys, type Phone, pairPhone } from '../../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let eventId: string;
let phone: Phone;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  eventId = (await create(owner, '/events', newEvent())).id;
  phone = await pairPhone({ app: gatehouse.app, owner, eventId });
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const good = [
  { check: 'installed', level: 'good', value: null },
  { check: 'storage', level: 'attention', value: null },
  { check: 'battery', level: 'good', value: 80 },
] as const;

async function codeOf(change: Partial<Readiness> = {}, sign = phone.keys.sign): Promise<string> {
  return readinessCode({ device: phone.deviceId, at: Date.now(), findings: good, ...change }, sign);
}

const tell = async (code: string) =>
  outcomeOf(await phone.request({ method: 'PUT', url: '/api/v1/device/readiness', payload: { code } }));

async function seen() {
  const url = `/api/v1/events/${eventId}/devices`;
  return dataOf(await owner.request({ method: 'GET', url }))[0].readiness;
}

test('the organiser reads what a phone said last of itself', async () => {
  expect(await seen()).toBe(null);
  const at = Date.now() - 60_000;
  expect(await tell(await codeOf({ at }))).toMatch(/^204/);
  expect(await seen()).toEqual({ at: new Date(at).toISOString(), ready: true, findings: good });
  const worse = [...good, { check: 'unsent', level: 'attention', value: 3 }] as const;
  expect(await tell(await codeOf({ at: at + 1_000, findings: worse }))).toMatch(/^204/);
  expect(await seen()).toMatchObject({ ready: false, findings: worse });
  // An older one that comes late changes nothing.
  expect(await tell(await codeOf({ at }))).toMatch(/^204/);
  expect(await seen()).toMatchObject({ ready: false });
});

test('a code of another phone, or one that another key signed, is refused', async () => {
  const other = '01900000-0000-7000-8000-0000000000ff';
  const stranger = await newPhoneKeys();
  for (const code of [await codeOf({ device: other }), await codeOf({}, stranger.sign), 'GHREADY:AAAA'])
    expect(await tell(code)).toBe('422 checkin.readiness_refused');
});

test('the organiser reads the code off the phone where there is no line', async () => {
  const other = (await create(owner, '/events', newEvent('Elsewhere'))).id;
  const read = (at: string, code: string) =>
    owner.request({ method: 'POST', url: `/api/v1/events/${at}/readiness-codes`, payload: { code } });
  const at = Date.now() - 1_000;
  const answer = await read(eventId, await codeOf({ at }));
  expect(dataOf(answer)).toMatchObject({ id: phone.deviceId, readiness: { ready: true, findings: good } });
  expect(await seen()).toMatchObject({ at: new Date(at).toISOString() });
  const stranger = await newPhoneKeys();
  const refused = '422 checkin.readiness_refused';
  expect(outcomeOf(await read(other, await codeOf()))).toBe(refused);
  expect(outcomeOf(await read(eventId, await codeOf({}, stranger.sign)))).toBe(refused);
  expect(outcomeOf(await read(eventId, 'GHREADY:AAAA'))).toBe(refused);
});

test('a clock that runs ahead does not hide later checks for ever', async () => {
  expect(await tell(await codeOf({ at: Date.now() + 86_400_000 }))).toMatch(/^204/);
  expect(Date.parse((await seen()).at)).toBeLessThan(Date.now() + 600_000);
});
