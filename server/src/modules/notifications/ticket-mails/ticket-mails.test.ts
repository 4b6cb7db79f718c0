import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let eventId: string;
let ticketTypeId: string;

beforeAll(async () => {
  gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  owner = await createActor(gatehouse.app, 'harbour');
  eventId = await create('/api/v1/events', newEvent());
  ticketTypeId = await create(`/api/v1/events/${eventId}/ticket-types`, { name: 'Standard' });
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

test('a ticket reaches its holder in their language with code, PDF and calendar, and nobody twice', async () => {
  await create(`/api/v1/events/${eventId}/tickets`, {
    ticketTypeId,
    name: 'محمد عبد الرحمن',
    email: 'mohammed@example.org',
    language: 'ar',
  });
  await create(`/api/v1/events/${eventId}/tickets`, { ticketTypeId, name: 'No Address' });
  expect((await ask({})).statusCode).toBe(202);
  const mail = await mailTo('mohammed@example.org');
  expect(mail.html).toContain('dir="rtl"');
  const kinds = mail.attachments.map(({ mimeType }) => mimeType).sort();
  expect(kinds).toEqual(['application/pdf', 'image/png', 'text/calendar']);
  expect((await ask({})).statusCode).toBe(202);
  await settled();
  expect(await caught()).toHaveLength(1);
});

test('a ticket is mailed again when it is asked for by name, but not at once', async () => {
  const id = await create(`/api/v1/events/${eventId}/tickets`, {
    ticketTypeId,
    name: 'Zoë',
    email: 'zoe@example.org',
    language: 'fr',
  });
  expect((await ask({ ticketIds: [id] })).statusCode).toBe(202);
  await mailTo('zoe@example.org');
  const again = await ask({ ticketIds: [id] });
  expect([again.statusCode, again.json().code]).toEqual([409, 'notifications.mailed_recently']);
  await gatehouse.database.query(
    `update notifications.ticket_mail set created_at = now() - interval '61 seconds'`,
  );
  expect((await ask({ ticketIds: [id] })).statusCode).toBe(202);
  await expect.poll(async () => (await sentTo(id)).length).toBe(2);
});

test('a cancelled ticket is not sent', async () => {
  const id = await create(`/api/v1/events/${eventId}/tickets`, {
    ticketTypeId,
    name: 'Late',
    email: 'late@example.org',
  });
  await gatehouse.database.query(`update ticketing.ticket set state = 'cancelled' where name = 'Late'`);
  const refused = await ask({ ticketIds: [id] });
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'notifications.unknown_ticket']);
  expect((await ask({})).statusCode).toBe(202);
  await settled();
  expect(await sentTo(id)).toEqual([]);
});

async function create(url: string, payload: object): Promise<string> {
  const answer = await owner.request({ method: 'POST', url, payload });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ data: { id: string } }>().data.id;
}

const ask = (payload: object) =>
  owner.request({ method: 'POST', url: `/api/v1/events/${eventId}/ticket-mails`, payload });

async function caught() {
  const folder = join(gatehouse.dataFolder, 'mail');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml'));
  return Promise.all(files.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))));
}

async function mailTo(address: string) {
  const find = async () => (await caught()).find((mail) => mail.to?.[0]?.address === address);
  await expect.poll(find).toBeDefined();
  const mail = await find();
  if (!mail) throw new Error(`No mail to ${address}.`);
  return mail;
}

async function sentTo(ticketId: string): Promise<object[]> {
  const url = `/api/v1/events/${eventId}/ticket-mails?ticketId=${ticketId}`;
  const { data } = (await owner.request({ method: 'GET', url })).json<{
    data: { sentAt: string | null }[];
  }>();
  return data.filter(({ sentAt }) => sentAt !== null);
}

async function settled(): Promise<void> {
  const open = () => gatehouse.database.query('select 1 from platform.outbox where settled_at is null');
  await expect.poll(open).toEqual([]);
}
