import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { signInQuietly } from './door-event.js';
import { DoorPhone } from './door-phone.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { someOf } from './soak.js';

const hourMs = 3_600_000;
let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;
let event: { id: string; types: string[]; gateId: string; listId: string };
const phones: DoorPhone[] = [];

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
  event = await makeEvent();
});

afterAll(async () => {
  for (const each of phones) await each.phone.close();
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

async function makeEvent() {
  const { id } = await organiser.send<{ id: string }>('POST /events', {
    name: 'Night at the Harbour',
    place: 'Pier 7',
    timeZone: 'Europe/Berlin',
    startsAt: new Date(Date.now() + hourMs).toISOString(),
  });
  const add = <T extends { id: string }>(part: string, fields: object) =>
    organiser.send<T>(`POST /events/${id}/${part}`, fields);
  await organiser.send(`PUT /events/${id}/status`, { status: 'published' });
  const day = await add<{ id: string; class: number }>('ticket-types', { name: 'Day' });
  const vip = await add<{ id: string; class: number }>('ticket-types', { name: 'VIP' });
  const hall = await add('zones', { name: 'Hall' });
  const gate = await add('gates', { name: 'North', toZoneId: hall.id });
  const list = await add('access-lists', { name: 'Entrance', classes: [day.class, vip.class] });
  for (const [name, ticketTypeId] of [
    ['Ada', day.id],
    ['Grace', vip.id],
  ])
    await add('tickets', { name, ticketTypeId });
  return { id, types: [day.id, vip.id], gateId: gate.id, listId: list.id };
}

const lists = () => `${gatehouse.url}/portal/events/${event.id}/access-lists`;

async function openList(page: Page): Promise<void> {
  await page.goto(lists());
  await page.getByRole('button', { name: 'Entrance', exact: true }).click();
  await page.getByRole('heading', { name: 'Conditions' }).waitFor();
}

test('a rule is built by pointing, said in words, tried before it is saved, and kept', async () => {
  const { context, page, faults } = await openPage(browser);
  await signInQuietly(context, gatehouse);
  await openList(page);
  await page.getByText('No conditions: every ticket on this list gets in.').waitFor();
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByText('Something is still empty here.').first().waitFor();

  // What is not complete is refused beside the conditions, and nothing is lost.
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('A condition is not complete').waitFor();
  const first = page.getByRole('group', { name: 'Condition 1' });
  await first.getByLabel('VIP').check();
  await page
    .getByText(/Only for: \W?VIP/)
    .first()
    .waitFor();

  await page.getByRole('button', { name: 'Add condition' }).click();
  const second = page.getByRole('group', { name: 'Condition 2' });
  await second.getByLabel('About').selectOption('Time');
  await second.getByLabel('Which time').selectOption('A time of day');
  await second.getByLabel('Time of day').fill('21:30');
  await page.getByLabel('How they count').selectOption('One of them must hold');
  await page.getByText('In words').waitFor();
  const words = page.getByRole('status').filter({ hasText: 'In words' });
  await expect.poll(() => words.textContent()).toContain('One of them must hold');
  expect(await words.getByRole('listitem').allTextContents()).toEqual([
    'Only for: \u2068VIP\u2069',
    'From 21:30',
  ]);

  await page.getByText('Try it').click();
  await page.getByLabel('Find a ticket').fill('Ada');
  await expect.poll(() => page.getByLabel('Ticket', { exact: true }).textContent()).toBe('Ada · Day');
  const at = page.locator('input[name="trial-at"]');
  const tomorrow = new Date(Date.now() + 24 * hourMs).toISOString().slice(0, 10);
  await at.fill(`${tomorrow}T20:00`);
  await page.getByRole('button', { name: 'Ask the door' }).click();
  await page.getByText('Not allowed', { exact: true }).waitFor();
  await page
    .getByText(/From .*21:30/)
    .last()
    .waitFor();
  await page.getByText('2 tickets could enter then.').waitFor();
  await at.fill(`${tomorrow}T21:30`);
  await page.getByRole('button', { name: 'Ask the door' }).click();
  await page.locator('.ui-notice[data-tone="good"]').getByText('Admit', { exact: true }).waitFor();
  expect(await auditPage(page)).toEqual([]);

  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const path = `GET /events/${event.id}/access-lists/${event.listId}`;
  expect(await organiser.send(path)).toMatchObject({
    rule: {
      any: [
        { term: 'ticket_type', in: [event.types[1]] },
        { term: 'now', is: 'after', moment: { timeOfDay: '21:30' } },
      ],
    },
  });
  await openList(page);
  await page
    .getByText(/Only for: \W?VIP/)
    .first()
    .waitFor();
  // The refused save is told by the browser, too.
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
  await context.close();
});

const looks = [
  ['a phone in German', 'de-DE', phone, 'ltr'],
  ['a phone in the dark', 'en-GB', { ...phone, colorScheme: 'dark' }, 'ltr'],
  ['a desktop in Arabic', 'ar', {}, 'rtl'],
] as const;

test.each(someOf(looks))('the builder fits on %s', async (_, locale, options, direction) => {
  const { context, page, faults } = await openPage(browser, { ...options, locale });
  await signInQuietly(context, gatehouse);
  await organiser.send(`PATCH /events/${event.id}/access-lists/${event.listId}`, {
    rule: {
      all: [
        { term: 'ticket_type', in: event.types },
        {
          any: [
            { term: 'entries_today', is: '<', value: 3 },
            { term: 'weekday', in: [6, 7] },
          ],
        },
      ],
    },
  });
  await page.goto(lists());
  await page.locator('.ui-row-button').first().click();
  await page.locator('fieldset select').first().waitFor();
  for (const disclosure of await page.locator('dialog details > summary').all()) await disclosure.click();
  await page.locator('input[name="trial-search"]').waitFor();
  expect(await layoutFaults(page, direction)).toEqual([]);
  expect(await auditPage(page)).toEqual([]);
  const folderOfPictures = process.env['GATEHOUSE_PICTURES'];
  if (folderOfPictures) {
    for (const [index, part] of ['fieldset select', 'input[name="trial-search"]'].entries()) {
      await page.locator(part).first().scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${folderOfPictures}/rules-${locale}-${index}.png` });
    }
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('a phone without a network keeps to the rule, and names the nearest reason', async () => {
  const rule = {
    any: [
      { term: 'ticket_type', in: [event.types[1]] },
      {
        all: [
          { term: 'gate', in: [event.gateId] },
          { term: 'now', is: 'after', moment: { event: 'start' } },
        ],
      },
    ],
  };
  await organiser.send(`PATCH /events/${event.id}/access-lists/${event.listId}`, {
    rule,
    byMedium: 'refuse',
  });
  const door = new DoorPhone(gatehouse.url);
  phones.push(door);
  const offer = { name: 'North 1', profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(`POST /events/${event.id}/device-pairings`, offer);
  expect(await door.phone.pair(url)).toEqual({ ok: true });
  const [device] = await organiser.send<{ id: string }[]>(`GET /events/${event.id}/devices`);
  await organiser.send(`POST /events/${event.id}/devices/${device?.id}/confirm`);
  const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 60_000, interval: 25 });
  await until(() => expect(door.state.events[0]?.complete).toBe(true));
  await until(() => expect(door.state.events[0]?.root?.lists[0]).toMatchObject({ byMedium: 'refuse' }));
  door.cut();

  const tickets = await organiser.send<{ id: string; name: string }[]>(`GET /events/${event.id}/tickets`);
  const scan = async (name: string) => {
    const id = tickets.findLast((ticket) => ticket.name === name)?.id;
    const { code } = await organiser.send<{ code: string }>(`GET /events/${event.id}/tickets/${id}/code`);
    const shift = { eventId: event.id, listId: event.listId, gateId: event.gateId, direction: 'in' } as const;
    return (await door.gateway.scan({ text: code, how: 'camera' }, shift)).decision;
  };
  expect(await scan('Grace')).toMatchObject({ result: 'admit' });
  // Of the two ways in, the one that comes true by waiting is nearer.
  expect(await scan('Ada')).toMatchObject({
    result: 'refuse',
    reason: 'rule_denied',
    explanation: { code: 'rule_denied', terms: [{ need: { code: 'from' } }] },
  });
  expect(door.faults).toEqual([]);
});
