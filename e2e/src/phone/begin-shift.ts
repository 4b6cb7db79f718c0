import type { Organiser } from '../organiser.js';
import type { ChromiumPhone } from './chromium-phone.js';
import type { DoorGround } from './door-ground.js';
import { until } from './until.js';

/** What the portal shows of a phone, as far as it is looked at here. */
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly confirmationCode: string;
  readonly wipedAt: string | null;
  readonly unsent: number | null;
}

export interface Door {
  readonly organiser: Organiser;
  readonly ground: DoorGround;
}

export async function deviceNamed({ organiser, ground }: Door, name: string): Promise<Device> {
  const devices = await organiser.send<Device[]>(`GET /events/${ground.eventId}/devices`);
  const device = devices.findLast((each) => each.name === name);
  if (device === undefined) throw new Error(`There is no phone ${name}.`);
  return device;
}

/** The page in a phone, and the network that it knows the server by. */
type InHand = Pick<ChromiumPhone, 'page'> & { readonly cable: { readonly url: string } };

/** From the pairing link to the scanning screen, as a steward and an organiser do it. @returns the phone's id */
export async function beginShift(phone: InHand, door: Door, name: string): Promise<string> {
  const { organiser, ground } = door;
  const offer = { name, profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(
    `POST /events/${ground.eventId}/device-pairings`,
    offer,
  );
  const { page } = phone;
  await page.goto(`${phone.cable.url}/scanner/${new URL(url).hash}`);
  const code = (await page.locator('.door-code .sr-only').textContent()) ?? '';
  const device = await deviceNamed(door, name);
  if (code.replaceAll(' ', '') !== device.confirmationCode)
    throw new Error(`The phone shows ${code} and the portal ${device.confirmationCode}.`);
  // It starts without a network from now on.
  await page.getByText('All of the app is kept on this phone.').waitFor();
  await organiser.send(`POST /events/${ground.eventId}/devices/${device.id}/confirm`);

  const start = page.getByRole('button', { name: 'Start scanning' });
  await start.waitFor();
  await until(() => start.isEnabled(), Boolean);
  await page.getByText('Main entrance').waitFor();
  await until(
    () => page.getByRole('progressbar').count(),
    (bars) => bars === 0,
  );
  await start.click();
  await untilScanning(phone);
  return device.id;
}

/** Until the camera's picture is on the screen and codes are looked for in it. */
export async function untilScanning({ page }: Pick<InHand, 'page'>): Promise<void> {
  await page.locator('.door-view[data-phase=running]').waitFor();
}

/** Until the screen says that so many scans are not sent yet. */
export async function untilUnsent({ page }: ChromiumPhone, count: number): Promise<void> {
  const words = count === 1 ? 'One scan not sent yet' : `${count} scans not sent yet`;
  await page.locator('.door-line').getByText(words, { exact: true }).waitFor({ state: 'attached' });
}
