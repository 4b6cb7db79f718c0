import { toBase64Url } from '@gatehouse/shared/bytes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../../test/answers.js';
import { newPhoneKeys, offerPairing, pairRequest } from '../../../../test/phones.js';
import {
  type Actor,
  addActor,
  createActor,
  newEvent,
  startTestApp,
  type TestApp,
} from '../../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let eventId: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  eventId = (await create(owner, '/events', newEvent())).id;
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const devices = () => `/events/${eventId}/devices`;
const get = async (url: string) => dataOf(await owner.request({ method: 'GET', url: `/api/v1${url}` }));
const pair = async (...args: Parameters<typeof pairRequest>) => gatehouse.app.inject(pairRequest(...args));

describe('a pairing', () => {
  test('makes one phone of whoever comes first, which then waits', async () => {
    const gate = await newGate('North');
    const { id, link } = await offerPairing(owner, eventId, {
      name: ' North 1 ',
      profile: 'supervisor',
      gateId: gate.id,
    });
    expect(link).toMatchObject({ organisation: owner.organisationId, pairing: id });
    const at = `/events/${eventId}/device-pairings/${id}`;
    expect(await get(at)).toMatchObject({ status: 'open', device: null });
    const keys = await newPhoneKeys();
    const paired = dataOf(await pair(link, keys));
    expect(paired).toMatchObject({ name: 'North 1' });
    const { device, status } = await get(at);
    expect(status).toBe('used');
    expect(device).toMatchObject({
      id: paired.deviceId,
      name: 'North 1',
      profile: 'supervisor',
      gateId: gate.id,
      status: 'waiting',
      confirmationCode: paired.confirmationCode,
      userAgent: 'Phone 1.0',
      trustedSeq: null,
      unsent: null,
    });
    expect(await get(`${devices()}/${paired.deviceId}`)).toEqual(device);
    expect(await get(devices())).toContainEqual(device);
    const { gateId: _gate, digest: _digest, ...rest } = device;
    expect(await get('/devices')).toContainEqual({ ...rest, eventIds: [eventId] });
  });

  test('gives the same keys the same phone again, and refuses all others', async () => {
    const { link } = await offerPairing(owner, eventId);
    const keys = await newPhoneKeys();
    const first = dataOf(await pair(link, keys));
    expect(dataOf(await pair(link, keys))).toEqual(first);
    const others = await newPhoneKeys();
    expect(outcomeOf(await pair(link, others))).toBe('409 checkin.pairing_used');
    expect(outcomeOf(await pair(link, { ...keys, agreeKey: others.agreeKey }))).toBe(
      '409 checkin.pairing_used',
    );
    await age(link.pairing);
    expect(dataOf(await pair(link, keys))).toEqual(first);
  });

  test('that two phones use at once has one winner', async () => {
    for (let round = 0; round < 5; round++) {
      const { link } = await offerPairing(owner, eventId);
      const phones = await Promise.all(Array.from({ length: 4 }, newPhoneKeys));
      const outcomes = await Promise.all(phones.map(async (keys) => outcomeOf(await pair(link, keys))));
      expect(outcomes.sort()).toEqual([
        '200',
        ...Array.from({ length: 3 }, () => '409 checkin.pairing_used'),
      ]);
    }
  });

  test('that one phone uses twice at once makes one phone', async () => {
    const { link } = await offerPairing(owner, eventId);
    const keys = await newPhoneKeys();
    const answers = await Promise.all(Array.from({ length: 4 }, () => pair(link, keys)));
    expect(new Set(answers.map((answer) => dataOf(answer).deviceId)).size).toBe(1);
  });

  test('ends after ten minutes', async () => {
    const { id, link } = await offerPairing(owner, eventId);
    await age(id);
    expect(outcomeOf(await pair(link, await newPhoneKeys()))).toBe('410 checkin.pairing_expired');
    expect(await get(`/events/${eventId}/device-pairings/${id}`)).toMatchObject({ status: 'expired' });
  });

  test('opens with its own secret alone, and says nothing of others', async () => {
    const { link } = await offerPairing(owner, eventId);
    const { link: other } = await offerPairing(owner, eventId);
    const keys = await newPhoneKeys();
    const unknown = '404 checkin.pairing_unknown';
    for (const wrong of [
      { ...link, secret: other.secret },
      { ...link, pairing: other.pairing },
      { ...link, pairing: crypto.randomUUID() },
      { ...link, organisation: crypto.randomUUID() },
      { ...link, secret: new Uint8Array(16) },
    ])
      expect(outcomeOf(await pair(wrong, keys))).toBe(unknown);
    expect(outcomeOf(await pair(link, keys))).toBe('200');
  });

  test('keeps nothing that pairs a phone, not even for repeated requests, which get the same link', async () => {
    const request = {
      method: 'POST',
      url: `/api/v1/events/${eventId}/device-pairings`,
      headers: { 'idempotency-key': 'twice' },
      payload: { name: 'Once', profile: 'kiosk' },
    } as const;
    const first = dataOf(await owner.request(request), 201);
    expect(dataOf(await owner.request(request), 201)).toEqual(first);
    const secret = Buffer.from(first.url.split('#pair=')[1], 'base64url').subarray(33, 49);
    const rows = await gatehouse.database.query<{ text: string }>(
      `select p::text as text from checkin.pairing p union all select i::text from platform.idempotency i`,
    );
    const kept = rows.map(({ text }) => text).join();
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(kept).not.toContain(secret.toString(form));
    expect(kept).not.toContain('#pair=');
  });

  test('takes points on the curve only', async () => {
    const { link } = await offerPairing(owner, eventId);
    const keys = await newPhoneKeys();
    const off = toBase64Url(new Uint8Array(65).fill(4));
    expect(outcomeOf(await pair(link, { ...keys, signKey: off }))).toBe('422 checkin.wrong_key signKey');
    expect(outcomeOf(await pair(link, { ...keys, agreeKey: off }))).toBe('422 checkin.wrong_key agreeKey');
    expect(outcomeOf(await pair(link, keys))).toBe('200');
  });

  test('needs a gate of this event and an event that is not archived', async () => {
    const input = { name: 'X', profile: 'steward', gateId: crypto.randomUUID() };
    const at = `/events/${eventId}/device-pairings`;
    expect(await send(owner, `POST ${at}`, input)).toBe('422 events.unknown_gate gateId');
    const archived = (await create(owner, '/events', newEvent('Over'))).id;
    await owner.request({
      method: 'PUT',
      url: `/api/v1/events/${archived}/status`,
      payload: { status: 'archived' },
    });
    const plain = { name: 'X', profile: 'steward' };
    expect(await send(owner, `POST /events/${archived}/device-pairings`, plain)).toBe('409 events.archived');
  });

  test('keeps its gate from being deleted while it is open, and so does the phone until it is revoked', async () => {
    const gate = await newGate('South');
    const remove = () => send(owner, `DELETE /events/${eventId}/gates/${gate.id}`);
    const { id, link } = await offerPairing(owner, eventId, {
      name: 'S',
      profile: 'steward',
      gateId: gate.id,
    });
    expect(await remove()).toBe('409 events.gate_in_use');
    const { deviceId } = dataOf(await pair(link, await newPhoneKeys()));
    await age(id);
    expect(await remove()).toBe('409 events.gate_in_use');
    expect(await send(owner, `POST ${devices()}/${deviceId}/revoke`)).toBe('200');
    expect(await remove()).toBe('204');
  });

  test('is for those who may write devices', async () => {
    const door = await addActor(gatehouse.app, owner.organisationId, {
      email: 'door@harbour.example',
      role: 'door',
    });
    const plain = { name: 'X', profile: 'steward' };
    expect(await send(door, `POST /events/${eventId}/device-pairings`, plain)).toBe('403 platform.forbidden');
    expect(await send(door, `GET ${devices()}`)).toBe('200');
    const finance = await addActor(gatehouse.app, owner.organisationId, {
      email: 'finance@harbour.example',
      role: 'finance',
    });
    expect(await send(finance, `GET ${devices()}`)).toBe('403 platform.forbidden');
  });
});

describe('the door key', () => {
  test('is one for the organisation, however many ask for it first at once', async () => {
    const other = await createActor(gatehouse.app, 'meadow');
    // Offers of one event wait for each other anyway.
    const events: string[] = [];
    for (let count = 0; count < 6; count++)
      events.push((await create(other, '/events', newEvent(`Night ${count}`))).id);
    const offers = await Promise.all(events.map((event) => offerPairing(other, event)));
    const keys = new Set(offers.map(({ link }) => toBase64Url(link.doorKey)));
    expect(keys.size).toBe(1);
    const { link } = await offerPairing(owner, eventId);
    expect(keys.has(toBase64Url(link.doorKey))).toBe(false);
    const rows = await gatehouse.database.query<{ sealed: Buffer; key: Buffer }>(
      'select sealed_private_key as sealed, public_key as key from checkin.door_key where organisation_id = $1',
      [other.organisationId],
    );
    expect(rows.map(({ key }) => toBase64Url(key))).toEqual([...keys]);
    // One byte of version, 12 of nonce, 16 of tag and the 32 of the key: sealed, not plain.
    expect(rows[0]?.sealed.length).toBe(61);
  });
});

describe('pairing from one address', () => {
  test('is slowed down', async () => {
    const { link } = await offerPairing(owner, eventId);
    const keys = await newPhoneKeys();
    const seen = new Set<number>();
    const request = pairRequest({ ...link, secret: new Uint8Array(16) }, keys);
    for (let tries = 0; tries < 70 && !seen.has(429); tries++)
      seen.add((await gatehouse.app.inject(request)).statusCode);
    expect([...seen].sort()).toContain(429);
  });
});

async function newGate(name: string): Promise<{ id: string }> {
  const zone = await create(owner, `/events/${eventId}/zones`, { name });
  return create(owner, `/events/${eventId}/gates`, { name, toZoneId: zone.id });
}

/** Makes the pairing eleven minutes older. */
async function age(pairingId: string): Promise<void> {
  await gatehouse.database.query(
    `update checkin.pairing set expires_at = expires_at - interval '11 minutes' where id = $1`,
    [pairingId],
  );
}
