import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnginePhone } from './engines/engine-phone.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { type Door, deviceNamed } from './phone/begin-shift.js';
import { DoorGround } from './phone/door-ground.js';
import { isSoak } from './soak.js';
import { browsers } from './vectors/browsers.js';

let folder: TemporaryFolder;
let gatehouse: Started;
let organiser: Organiser;

beforeAll(async () => {
  folder = await makeFolder();
  gatehouse = await startGatehouse({ data: folder.path });
  organiser = await signInOrganiser(gatehouse);
});

afterAll(async () => {
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

/** From the pairing link to a running camera, with the whole app and the whole list on the phone. */
async function beginShift(phone: EnginePhone, door: Door, name: string): Promise<string> {
  const path = `/events/${door.ground.eventId}`;
  const offer = { name, profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(`POST ${path}/device-pairings`, offer);
  await phone.switchOn(`/scanner/${new URL(url).hash}`);
  const shown = await phone.untilSeen('.door-code');
  const device = await deviceNamed(door, name);
  expect(shown.replaceAll(' ', '')).toContain(device.confirmationCode);
  await phone.untilSeen('body', /All of the app is kept on this phone\./);
  await organiser.send(`POST ${path}/devices/${device.id}/confirm`);
  await phone.untilSeen('body', /Main entrance/);
  await expect.poll(() => phone.read('.door-start [role=progressbar]')).toEqual([]);
  await phone.click('.door-start button[type=submit]');
  await phone.untilScanning();
  return device.id;
}

interface Scan {
  readonly seq: number;
  readonly result: string;
  readonly reason: string | null;
  readonly ticket: { readonly name: string } | null;
}

async function scansAtServer(ground: DoorGround, deviceId: string): Promise<Scan[]> {
  const path = `/events/${ground.eventId}/scans?limit=100&deviceId=${deviceId}`;
  return (await organiser.send<Scan[]>(`GET ${path}`)).toSorted((a, b) => a.seq - b.seq);
}

test.for(browsers)(
  '$name keeps what it said at the door through a killed browser',
  async (browser, { skip }) => {
    // Not every machine can install every engine; the others still say something.
    // Two phones of Chromium walk this way every day.
    if (!isSoak) return skip('only in the soak');
    if (browser.command('', '') === undefined)
      return skip(`${browser.name} is not installed (Debian: ${browser.package})`);
    const ground = await DoorGround.lay(organiser, `Evening of ${browser.name}`);
    const tickets = { ann: await ground.issue('Ann'), bea: await ground.issue('Bea') };
    await using phone = await EnginePhone.take(browser, gatehouse.url);
    const deviceId = await beginShift(phone, { organiser, ground }, browser.name);

    phone.line.cut();
    const admitted = await phone.scan(tickets.ann.code, 'admit');
    expect(admitted).toMatchObject({ word: 'Admit', durability: 'strict' });
    expect(admitted.rows).toBeGreaterThanOrEqual(1);
    const { counts } = await phone.stored();
    expect(counts['gatehouse-log.rows']).toBe(1);
    await phone.kill();
    expect(await scansAtServer(ground, deviceId)).toEqual([]);

    // The same profile, and still no network: the app, the list and the verdict are on the phone.
    await phone.switchOn('/scanner/');
    await phone.untilScanning();
    await phone.dismiss();
    expect(await phone.scan(tickets.ann.code, 'already')).toMatchObject({ word: 'Already in' });
    await phone.dismiss();
    expect(await phone.scan(tickets.bea.code, 'admit')).toMatchObject({ durability: 'strict' });
    expect(await scansAtServer(ground, deviceId)).toEqual([]);

    phone.line.mend();
    await expect
      .poll(() => scansAtServer(ground, deviceId))
      .toMatchObject([
        { result: 'admit', ticket: { name: 'Ann' } },
        { result: 'refuse', ticket: { name: 'Ann' } },
        { result: 'admit', ticket: { name: 'Bea' } },
      ]);
    expect(phone.faults).toEqual([]);
  },
);
