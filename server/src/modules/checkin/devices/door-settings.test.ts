import { pbkdf2Sync } from 'node:crypto';
import { decodePairingLink } from '@gatehouse/shared/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf } from '../../../../test/answers.js';
import { newPhoneKeys, pairPhone, pairRequest } from '../../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let eventId: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  eventId = (await create(owner, '/events', newEvent())).id;
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const settings = () => `/api/v1/events/${eventId}/door-settings`;
const write = (payload: object) => owner.request({ method: 'PUT', url: settings(), payload });
const read = async () => dataOf(await owner.request({ method: 'GET', url: settings() }));

describe('what an organiser sets for phones', () => {
  test('is nothing, then what was written, and a PIN stays until it is taken away', async () => {
    expect(await read()).toEqual({ preset: {}, locked: [], hasKioskPin: false });
    const preset = { sound: false, hand: 'left', language: 'ar', autoClear: 2500, camera: 'front' };
    dataOf(await write({ preset, locked: ['language', 'sound', 'sound'], kioskPin: '2580' }));
    expect(await read()).toEqual({ preset, locked: ['sound', 'language'], hasKioskPin: true });
    dataOf(await write({ preset: {}, locked: [] }));
    expect(await read()).toEqual({ preset: {}, locked: [], hasKioskPin: true });
    dataOf(await write({ preset: {}, locked: [], kioskPin: null }));
    expect((await read()).hasKioskPin).toBe(false);
  });

  test('is refused when a phone would not understand it', async () => {
    const nothing = { preset: {}, locked: [] };
    for (const wrong of [
      { ...nothing, kioskPin: '12' },
      { ...nothing, kioskPin: '12ab' },
      { ...nothing, preset: { autoClear: 1300 } },
      { ...nothing, preset: { smell: true } },
      { ...nothing, locked: ['smell'] },
    ])
      expect(outcomeOf(await write(wrong)), JSON.stringify(wrong)).toMatch(/^4(00|22) /);
  });

  test('reaches the phones of the event, and what a PIN is compared with reaches kiosks alone', async () => {
    const preset = { textSize: 'large' };
    dataOf(await write({ preset, locked: ['textSize'], kioskPin: '2580' }));
    const { app } = gatehouse;
    const steward = await pairPhone({ app, owner, eventId });
    const kiosk = await pairPhone({ app, owner, eventId });
    const url = `/api/v1/events/${eventId}/devices/${kiosk.deviceId}`;
    dataOf(await owner.request({ method: 'PATCH', url, payload: { profile: 'kiosk' } }));
    const told = async (phone: typeof kiosk) =>
      dataOf(await phone.request({ method: 'GET', url: '/api/v1/device/state' })).events[0].settings;
    expect(await told(steward)).toEqual({ preset, locked: ['textSize'], kioskPin: null });
    const { kioskPin } = await told(kiosk);
    const salt = Buffer.from(kioskPin.salt, 'base64url');
    expect(pbkdf2Sync('2580', salt, kioskPin.rounds, 32, 'sha256').toString('base64url')).toBe(kioskPin.hash);
  });
});

describe('a pairing code that is typed', () => {
  const offer = () =>
    create(owner, `/events/${eventId}/device-pairings`, { name: 'North', profile: 'steward' });
  let address = 0;
  const typed = (code: string, remoteAddress = `10.77.0.${++address}`) =>
    gatehouse.app.inject({
      method: 'POST',
      url: '/api/v1/device/pairing-links',
      remoteAddress,
      payload: { code },
    });

  test('stands for the same link as the code on the screen, and that link pairs once', async () => {
    const { url, code } = await offer();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(dataOf(await typed(code)).url).toBe(url);
    expect(dataOf(await typed(code.toLowerCase().replace('-', ' '))).url).toBe(url);
    const link = decodePairingLink(url);
    if (!link.ok) throw new Error('There is no link.');
    dataOf(await gatehouse.app.inject(pairRequest(link.value, await newPhoneKeys())));
    const second = await gatehouse.app.inject(pairRequest(link.value, await newPhoneKeys()));
    expect(outcomeOf(second)).toBe('409 checkin.pairing_used');
  });

  test('is unknown when it is another, and too old after its time', async () => {
    const { code } = await offer();
    expect(outcomeOf(await typed('00000-00000'))).toBe('404 checkin.pairing_unknown');
    expect(outcomeOf(await typed('nothing of the kind'))).toBe('404 checkin.pairing_unknown');
    await gatehouse.database.query(
      `update checkin.pairing_code set expires_at = now() - interval '1 second'`,
    );
    expect(outcomeOf(await typed(code))).toBe('410 checkin.pairing_expired');
    await gatehouse.database.query(`update checkin.pairing_code set expires_at = now() - interval '2 hours'`);
    await offer();
    expect(outcomeOf(await typed(code))).toBe('404 checkin.pairing_unknown');
  });

  test('is kept nowhere as it is', async () => {
    const { code } = await offer();
    const rows = await gatehouse.database.query<{ tag: string }>(
      `select encode(tag || sealed_name, 'hex') as tag from checkin.pairing_code`,
    );
    const plain = Buffer.from(code.replace('-', '')).toString('hex');
    expect(rows.length).toBeGreaterThan(0);
    for (const { tag } of rows) expect(tag).not.toContain(plain);
  });

  test('is not guessed by the dozen from one address', async () => {
    const answers: number[] = [];
    for (let tries = 0; tries < 12; tries += 1)
      answers.push((await typed('00000-00000', '10.78.0.1')).statusCode);
    expect(answers.filter((status) => status === 404)).toHaveLength(10);
    expect(answers.slice(10)).toEqual([429, 429]);
  });
});
