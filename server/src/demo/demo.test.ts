import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, walk } from '../../test/answers.js';
import { type Actor, startTestApp, type TestApp } from '../../test/test-app.js';
import type { Ticket } from '../modules/ticketing/ticket-schemas.js';
import { seedDemo } from './seed-demo.js';

let gatehouse: TestApp;
let organiser: Pick<Actor, 'request'>;

beforeAll(async () => {
  gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  const { email, password } = await seedDemo(gatehouse.app, gatehouse.dataFolder);
  const payload = { email, password };
  const session = await gatehouse.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload });
  const headers = { authorization: `Bearer ${dataOf(session).accessToken}` };
  organiser = { request: (options) => gatehouse.app.inject({ ...options, headers }) };
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

async function read(path: string) {
  return dataOf(await organiser.request({ url: `/api/v1${path}` }));
}

test('the gates of the demo are open now, and five hundred attendees are expected', async () => {
  const events: { id: string; name: string; admissionAt: string; endsAt: string }[] = await read('/events');
  const event = events.find(({ name }) => name === 'Night at the Harbour');
  const now = new Date().toISOString();
  expect((event?.admissionAt ?? now) < now && now < (event?.endsAt ?? '')).toBe(true);
  const at = `/events/${event?.id}`;
  const imported = async () => (await read(`${at}/imports`))[0];
  await expect.poll(imported).toMatchObject({ status: 'finished', imported: 496, failed: 0 });

  const tickets = await walk<Ticket>(organiser, `${at}/tickets?limit=200`);
  expect(tickets).toHaveLength(500);
  expect(new Set(tickets.map(({ name }) => name)).size).toBe(500);
  const scripts = 'Latin Arabic Hebrew Greek Cyrillic Georgian Armenian Han Hangul Devanagari Thai Ethiopic';
  for (const script of scripts.split(' ')) {
    const letter = new RegExp(`\\p{Script=${script}}`, 'u');
    expect([script, tickets.some(({ name }) => letter.test(name))]).toEqual([script, true]);
  }
  const count = (isMeant: (ticket: Ticket) => boolean) => tickets.filter(isMeant).length;
  expect(count(({ state }) => state === 'cancelled')).toBeGreaterThan(5);
  expect(count(({ state }) => state === 'blocked')).toBe(2);
  expect(count(({ barcodes }) => barcodes.length > 0)).toBeGreaterThan(30);
  expect(count(({ attention }) => attention)).toBe(2);
});
