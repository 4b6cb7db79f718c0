import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage, phone, type Watched } from './browser.js';
import type { Started } from './gatehouse.js';
import type { Organiser } from './organiser.js';
import { PATIENCE_MS, until } from './phone/until.js';
import { noteVerdicts } from './verdicts.js';

interface Made {
  readonly id: string;
}

export interface Ticket extends Made {
  readonly code: string;
  /** For fingers. */
  readonly shortCode: string;
}

/** A door where what comes up can be asked, refused, overridden and taken back. */
export interface VerdictDoor {
  readonly gatehouse: Started;
  readonly organiser: Organiser;
  readonly eventId: string;
  readonly gateId: string;
  ticket(name: string, further?: object): Promise<Ticket>;
  cancel(ticket: Ticket): Promise<void>;
}

const HOUR_MS = 3_600_000;

export async function makeVerdictDoor(gatehouse: Started, organiser: Organiser): Promise<VerdictDoor> {
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  const event = { name: 'Night at the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt };
  const { id: eventId } = await organiser.send<Made>('POST /events', event);
  const add = <T extends Made>(part: string, fields: object) =>
    organiser.send<T>(`POST /events/${eventId}/${part}`, fields);
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const type = await add<Made & { class: number }>('ticket-types', { name: 'Backstage', colour: '#d1329b' });
  const { id: toZoneId } = await add('zones', { name: 'Hall' });
  const { id: gateId } = await add('gates', { name: 'Gate B', toZoneId });
  await add('access-lists', { name: 'Main entrance', classes: [type.class], byHand: 'confirm' });
  return {
    gatehouse,
    organiser,
    eventId,
    gateId,
    async ticket(name, further = {}) {
      const { id } = await add('tickets', { ticketTypeId: type.id, name, ...further });
      const path = `GET /events/${eventId}/tickets/${id}/code`;
      const { code, shortCode } = await organiser.send<Ticket>(path);
      return { id, code, shortCode };
    },
    cancel: async ({ id }) =>
      void (await organiser.send(`PUT /events/${eventId}/tickets/${id}/state`, { state: 'cancelled' })),
  };
}

export interface PhoneOptions {
  readonly name: string;
  readonly profile: 'steward' | 'supervisor';
  readonly context?: BrowserContextOptions;
}

/** A phone that scans at Gate B, as far as a tap from the first code. */
export async function scanningPhone(
  browser: Browser,
  { gatehouse, organiser, eventId, gateId }: VerdictDoor,
  { name, profile, context = {} }: PhoneOptions,
): Promise<Watched> {
  const offer = { name, profile, gateId };
  const { url } = await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer);
  const watched = await openPage(browser, { ...phone, ...context });
  const { page } = watched;
  await noteVerdicts(watched.context);
  await watched.context.grantPermissions(['camera']);
  await page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await page.locator('.door-code').waitFor();
  const devices = await organiser.send<(Made & { name: string })[]>(`GET /events/${eventId}/devices`);
  const device = devices.findLast((each) => each.name === name);
  await organiser.send(`POST /events/${eventId}/devices/${device?.id}/confirm`);
  const start = page.locator('.door-start button[type=submit]');
  await until(() => start.isEnabled({ timeout: PATIENCE_MS }), Boolean);
  await until(
    () => page.getByRole('progressbar').count(),
    (bars) => bars === 0,
  );
  await start.click();
  await page.locator('.door-view[data-phase=running]').waitFor();
  return watched;
}

/** Opens one of the last scans again, which stays until it is taken away. @param nth 0 is the newest */
export async function openRecent(page: Page, nth = 0): Promise<void> {
  await page.locator('.door-recent button').nth(nth).click();
  await page.locator('.ui-verdict').waitFor();
}

export async function goOn(page: Page): Promise<void> {
  await page.locator('.door-answers button').first().click();
  await page.locator('.ui-verdict').waitFor({ state: 'detached' });
}
