import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../../test/answers.js';
import { startTestSmtp, type TestSmtp } from '../../../../test/smtp.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';
import type { TicketMail } from './list-ticket-mails.js';

let smtp: TestSmtp;
let gatehouse: TestApp;
let owner: Actor;
let at = '';
let ticketTypeId = '';

beforeAll(async () => {
  smtp = await startTestSmtp();
  gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all', SMTP_URL: smtp.url });
  owner = await createActor(gatehouse.app, 'harbour');
  at = `/events/${(await create(owner, '/events', newEvent())).id}`;
  ticketTypeId = (await create(owner, `${at}/ticket-types`, { name: 'Standard' })).id;
});
afterAll(async () => {
  await gatehouse[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});

async function issue(email: string): Promise<string> {
  return (await create(owner, `${at}/tickets`, { ticketTypeId, name: 'Zoë', email, language: 'fr' })).id;
}

const ask = (payload: object) => send(owner, `POST ${at}/ticket-mails`, payload);
const accepted = (address: string) => smtp.accepted.filter((mail) => mail.to?.[0]?.address === address);

/** What the organiser sees of the mails with a ticket, oldest first. */
async function mailsOf(ticketId: string): Promise<TicketMail[]> {
  return dataOf(await owner.request({ url: `/api/v1${at}/ticket-mails?ticketId=${ticketId}` }));
}

async function settled(): Promise<void> {
  const open = () => gatehouse.database.query('select 1 from platform.outbox where settled_at is null');
  await expect.poll(open).toEqual([]);
}

const sent = { sentAt: expect.any(String), failedAt: null, failure: null };
const refused = { sentAt: null, failedAt: expect.any(String), failure: expect.stringContaining('No such') };

describe('a mail server that', () => {
  test.each([
    ['defers', ['defer', 'defer'] as const],
    ['drops the connection half-way', ['drop'] as const],
  ])('%s gets a ticket again, and it arrives once', async (name, behaviours) => {
    const address = `guest-${name.length}@example.org`;
    smtp.plan(address, ...behaviours);
    const id = await issue(address);
    expect(await ask({ ticketIds: [id] })).toBe('202');
    await expect.poll(() => mailsOf(id)).toMatchObject([sent]);
    await settled();
    expect(smtp.triesFor(address)).toBe(behaviours.length + 1);
    expect(accepted(address)).toHaveLength(1);
  });

  test('defers is quoted to the organiser for as long as it does', async () => {
    const address = 'patient@example.org';
    smtp.plan(address, ...Array.from({ length: 50 }, () => 'defer' as const));
    const id = await issue(address);
    expect(await ask({ ticketIds: [id] })).toBe('202');
    const waiting = { sentAt: null, failedAt: null, failure: expect.stringContaining('Come back later') };
    await expect.poll(() => mailsOf(id)).toMatchObject([waiting]);
    smtp.plan(address);
    await expect.poll(() => mailsOf(id)).toMatchObject([sent]);
    expect(accepted(address)).toHaveLength(1);
  });

  test('refuses is not asked again by itself, and the organiser reads why', async () => {
    const address = 'nobody@example.org';
    smtp.plan(address, 'refuse');
    const id = await issue(address);
    expect(await ask({ ticketIds: [id] })).toBe('202');
    await expect.poll(() => mailsOf(id)).toMatchObject([refused]);
    expect(await ask({})).toBe('202');
    await settled();
    expect([smtp.triesFor(address), accepted(address)]).toEqual([1, []]);

    // There is no minute to wait after a refusal.
    expect(await ask({ ticketIds: [id] })).toBe('202');
    await expect.poll(() => mailsOf(id)).toMatchObject([refused, sent]);
    expect(accepted(address)).toHaveLength(1);
  });

  test('refused an address gets the ticket for the corrected one with all the others', async () => {
    smtp.plan('zoe@exmaple.org', 'refuse');
    const id = await issue('zoe@exmaple.org');
    expect(await ask({})).toBe('202');
    await expect.poll(() => mailsOf(id)).toMatchObject([refused]);
    expect(await send(owner, `PATCH ${at}/tickets/${id}`, { email: 'zoe@example.org' })).toBe('200');
    expect(await ask({})).toBe('202');
    await expect.poll(() => mailsOf(id)).toMatchObject([refused, sent]);
    expect(accepted('zoe@example.org')).toHaveLength(1);
  });
});

test('the link in a mail opens the ticket in the language of the mail', async () => {
  const id = await issue('langue@example.org');
  expect(await ask({ ticketIds: [id] })).toBe('202');
  await expect.poll(() => accepted('langue@example.org')).toHaveLength(1);
  const { pagePath } = dataOf(await owner.request({ url: `/api/v1${at}/tickets/${id}/code` }));
  expect(accepted('langue@example.org')[0]?.html).toContain(`${pagePath}?lang=fr`);
  const page = await gatehouse.app.inject(`${pagePath}?lang=fr`);
  expect(page.body).toContain('<html lang="fr"');
});
