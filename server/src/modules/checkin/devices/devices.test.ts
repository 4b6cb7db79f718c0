import { fromBase64Url, toBase64Url } from '@gatehouse/shared/bytes';
import { signBlob, splitBlob } from '@gatehouse/shared/signing';
import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../../test/answers.js';
import {
  newPhoneKeys,
  type Phone,
  type PhoneKeys,
  pairPhone,
  signChallenge,
  signInPhone,
} from '../../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';
import { checkinErrors } from '../errors.js';
import { createDeviceAuthentication } from './device-authentication.js';
import { createDeviceTokens } from './device-tokens.js';
import { createChallenges } from './sessions.js';

let gatehouse: TestApp;
let owner: Actor;
let eventId: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  eventId = (await create(owner, '/events', newEvent())).id;
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const waitingPhone = () => pairPhone({ app: gatehouse.app, owner, eventId }, { confirm: false });
const activePhone = () => pairPhone({ app: gatehouse.app, owner, eventId });
const at = (phone: Phone) => `/events/${eventId}/devices/${phone.deviceId}`;
const portal = async (phone: Phone) => dataOf(await owner.request({ url: `/api/v1${at(phone)}` }));
const state = async (phone: Phone) => dataOf(await phone.request({ url: '/api/v1/device/state' }));
const challenge = async (): Promise<string> =>
  dataOf(await gatehouse.app.inject({ method: 'POST', url: '/api/v1/device/challenges' })).challenge;

describe('a session', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await waitingPhone();
  });

  const open = async (payload: object) => {
    const { organisationId, deviceId } = phone;
    return gatehouse.app.inject({
      method: 'POST',
      url: '/api/v1/device/sessions',
      payload: { organisationId, deviceId, ...payload },
    });
  };
  const refused = '401 checkin.session_refused';

  test('is opened by a signature of the phone’s key over a challenge of ours', async () => {
    const fresh = await challenge();
    const answer = await open({ challenge: fresh, signature: await signChallenge(fresh, phone.keys.sign) });
    expect(dataOf(answer)).toMatchObject({ expiresInSeconds: 900 });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('is refused to another key, another phone, a changed challenge and a signature for something else', async () => {
    const fresh = await challenge();
    const signature = await signChallenge(fresh, phone.keys.sign);
    const stranger: PhoneKeys = await newPhoneKeys();
    const bytes = fromBase64Url(fresh) ?? new Uint8Array();
    const changed = toBase64Url(bytes.map((byte, index) => (index === 10 ? byte ^ 1 : byte)));
    const asBatch = splitBlob(await signBlob('batch', bytes, phone.keys.sign)).signature;
    for (const payload of [
      { challenge: fresh, signature: await signChallenge(fresh, stranger.sign) },
      { challenge: changed, signature: await signChallenge(changed, phone.keys.sign) },
      { challenge: fresh, signature: toBase64Url(asBatch) },
      { challenge: fresh, signature, deviceId: (await waitingPhone()).deviceId },
      { challenge: fresh, signature, deviceId: crypto.randomUUID() },
      { challenge: fresh, signature, organisationId: crypto.randomUUID() },
      { challenge: 'AAAA', signature },
    ])
      expect(outcomeOf(await open(payload))).toBe(refused);
    expect(outcomeOf(await open({ challenge: fresh, signature }))).toBe('200');
  });

  test('is not opened with a challenge that is two minutes old, or of another installation', () => {
    let now = 1_000_000_000_000;
    const challenges = createChallenges('secret', () => now);
    const made = challenges.make();
    expect(challenges.isFresh(made)).toBe(true);
    expect(createChallenges('another', () => now).isFresh(made)).toBe(false);
    now += 120_000;
    expect(challenges.isFresh(made)).toBe(true);
    now += 1;
    expect(challenges.isFresh(made)).toBe(false);
    now -= 120_001 + 5_001;
    expect(challenges.isFresh(made)).toBe(false);
  });
});

describe('the two kinds of tokens', () => {
  test('open nothing of each other', async () => {
    const phone = await activePhone();
    const asPerson = await gatehouse.app.inject({
      url: '/api/v1/events',
      headers: { authorization: `Bearer ${phone.accessToken}`, 'x-organisation': owner.organisationId },
    });
    expect(outcomeOf(asPerson)).toBe('401 platform.unauthenticated');
    expect(outcomeOf(await phone.request({ url: '/api/v1/auth/me' }))).toBe('401 platform.unauthenticated');
    expect(await send(owner, 'GET /device/state')).toBe('401 platform.unauthenticated');
  });

  test('differ in their audience even when one key signed them', async () => {
    const { app } = gatehouse;
    const phone = await activePhone();
    const claims = { sub: phone.deviceId, org: phone.organisationId };
    for (const [token, url] of [
      [app.jwt.sign(claims), '/api/v1/device/state'],
      [app.jwt.sign(claims, { aud: 'gatehouse-device' }), '/api/v1/device/state'],
      [app.jwt.sign({ sub: owner.personId, sid: 'x' }, { aud: 'gatehouse-device' }), '/api/v1/auth/me'],
    ] as const) {
      const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
      expect(outcomeOf(answer)).toBe('401 platform.unauthenticated');
    }
  });

  test('end with the phone’s row, at once', async () => {
    const phone = await activePhone();
    await gatehouse.database.query('delete from checkin.pairing where device_id = $1', [phone.deviceId]);
    await gatehouse.database.query('delete from checkin.device_event where device_id = $1', [phone.deviceId]);
    await gatehouse.database.query('delete from checkin.device where id = $1', [phone.deviceId]);
    expect(outcomeOf(await phone.request({ url: '/api/v1/device/state' }))).toBe(
      '401 platform.unauthenticated',
    );
  });
});

describe('a route for confirmed phones', () => {
  test('refuses one that waits and one that was revoked, each for its reason', async () => {
    const { app } = gatehouse;
    const { tenancy, secrets } = app.platform;
    const { device } = createDeviceAuthentication(tenancy, createDeviceTokens(app.jwt, secrets.accessToken));
    const phone = await waitingPhone();
    const request = { headers: { authorization: `Bearer ${phone.accessToken}` } } as FastifyRequest;
    await expect(device(request, 'active')).rejects.toMatchObject({
      definition: checkinErrors.deviceWaiting,
    });
    await send(owner, `POST ${at(phone)}/confirm`);
    expect(await device(request, 'active')).toMatchObject({ deviceId: phone.deviceId, status: 'active' });
    await send(owner, `POST ${at(phone)}/revoke`);
    await expect(device(request, 'active')).rejects.toMatchObject({
      definition: checkinErrors.deviceRevoked,
    });
    expect(await device(request, 'any')).toMatchObject({ status: 'revoked' });
  });
});

describe('a phone', () => {
  test('is told of its events once it is confirmed', async () => {
    const phone = await waitingPhone();
    expect(await state(phone)).toMatchObject({
      status: 'waiting',
      name: 'North 1',
      profile: 'steward',
      organisationName: 'harbour',
      events: [],
    });
    expect(await send(owner, `POST ${at(phone)}/confirm`)).toBe('200');
    expect(await send(owner, `POST ${at(phone)}/confirm`)).toBe('200');
    const told = await state(phone);
    const event = dataOf(await owner.request({ url: `/api/v1/events/${eventId}` }));
    expect(told).toMatchObject({ status: 'active', deviceId: phone.deviceId, gateId: null });
    expect(told.events).toEqual([
      {
        id: eventId,
        number: event.publicNumber,
        name: event.name,
        place: event.place,
        timeZone: 'Europe/Berlin',
        startsAt: event.startsAt,
        endsAt: null,
        status: 'draft',
        gateId: null,
        settings: { preset: {}, locked: [], kioskPin: null },
      },
    ]);
    expect(Math.abs(Date.parse(told.serverTime) - Date.now())).toBeLessThan(60_000);
  });

  test('can be renamed, moved to another gate and given another profile', async () => {
    const phone = await activePhone();
    const zone = await create(owner, `/events/${eventId}/zones`, { name: 'Hall' });
    const gate = await create(owner, `/events/${eventId}/gates`, { name: 'East', toZoneId: zone.id });
    const change = (payload: object) => send(owner, `PATCH ${at(phone)}`, payload);
    expect(await change({ name: ' East 2 ', profile: 'kiosk', gateId: gate.id })).toBe('200');
    expect(await portal(phone)).toMatchObject({ name: 'East 2', profile: 'kiosk', gateId: gate.id });
    expect((await state(phone)).events).toMatchObject([{ gateId: gate.id }]);
    expect(await change({ gateId: crypto.randomUUID() })).toBe('422 events.unknown_gate gateId');
    expect(await change({ gateId: null })).toBe('200');
    expect(await portal(phone)).toMatchObject({ name: 'East 2', gateId: null });
    expect(await change({})).toMatch(/^400/);
    expect(await change({ profile: 'owner' })).toMatch(/^400/);
  });

  test('can be given another event, and is not found at others', async () => {
    const phone = await activePhone();
    const second = (await create(owner, '/events', newEvent('Second night'))).id;
    const there = `/events/${second}/devices/${phone.deviceId}`;
    for (const request of [`GET ${there}`, `POST ${there}/revoke`, `POST ${there}/confirm`])
      expect(await send(owner, request)).toBe('404 platform.not_found');
    expect(await send(owner, `PATCH ${there}`, { name: 'X' })).toBe('404 platform.not_found');
    expect(await send(owner, `POST ${there}/assign`, {})).toBe('200');
    expect(await send(owner, `POST ${there}/assign`, {})).toBe('200');
    expect((await state(phone)).events.map((event: { id: string }) => event.id).sort()).toEqual(
      [eventId, second].sort(),
    );
    const unknown = `/events/${second}/devices/${crypto.randomUUID()}/assign`;
    expect(await send(owner, `POST ${unknown}`, {})).toBe('404 platform.not_found');
  });

  test('that was revoked stays so, may ask for its state and says that it has wiped itself', async () => {
    const phone = await activePhone();
    expect(await send(owner, `POST ${at(phone)}/revoke`)).toBe('200');
    const [first] = await gatehouse.database.query(
      'select revoked_at, updated_at from checkin.device where id = $1',
      [phone.deviceId],
    );
    expect(await send(owner, `POST ${at(phone)}/revoke`)).toBe('200');
    expect(
      await gatehouse.database.query('select revoked_at, updated_at from checkin.device where id = $1', [
        phone.deviceId,
      ]),
    ).toEqual([first]);
    for (const [request, body] of [
      [`POST ${at(phone)}/confirm`, undefined],
      [`PATCH ${at(phone)}`, { name: 'X' }],
      [`POST ${at(phone)}/assign`, {}],
    ] as const)
      expect(await send(owner, request, body), request).toBe('409 checkin.stays_revoked');
    expect(await state(phone)).toMatchObject({ status: 'revoked', events: [] });
    const ticket = await phone.request({ method: 'POST', url: '/api/v1/device/live-tickets' });
    expect(outcomeOf(ticket)).toBe('403 checkin.device_revoked');
    expect(await portal(phone)).toMatchObject({ status: 'revoked', wipedAt: null });
    const wiped = { method: 'POST', url: '/api/v1/device/wiped' } as const;
    expect(outcomeOf(await phone.request(wiped))).toBe('204');
    const { wipedAt } = await portal(phone);
    expect(wipedAt).not.toBeNull();
    expect(outcomeOf(await phone.request(wiped))).toBe('204');
    expect((await portal(phone)).wipedAt).toBe(wipedAt);
    expect(await signInPhone(gatehouse.app, phone)).toBeTypeOf('string');
  });

  test('that two people confirm and revoke at once ends revoked', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = await waitingPhone();
      const outcomes = await Promise.all([
        send(owner, `POST ${at(phone)}/confirm`),
        send(owner, `POST ${at(phone)}/revoke`),
      ]);
      expect(outcomes[1]).toBe('200');
      expect(['200', '409 checkin.stays_revoked']).toContain(outcomes[0]);
      expect(await portal(phone)).toMatchObject({ status: 'revoked' });
    }
  });
});
