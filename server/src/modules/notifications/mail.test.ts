import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../test/answers.js';
import { startTestRedis, type TestRedis } from '../../../test/redis.js';
import { startTestSmtp, type TestSmtp } from '../../../test/smtp.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let smtp: TestSmtp;
let redis: TestRedis;

beforeAll(async () => {
  smtp = await startTestSmtp();
  redis = await startTestRedis();
});
afterAll(async () => {
  await smtp[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

/** The smallest story that touches every part: sign in, create, publish, a mail arrives. */
async function publish(owner: Actor, name: string): Promise<void> {
  const { id } = await create(owner, '/events', newEvent(name));
  expect(await send(owner, `PUT /events/${id}/status`, { status: 'published' })).toBe('200');
}

const mailsTo = (address: string) => smtp.accepted.filter((mail) => mail.to?.[0]?.address === address);

const startEmbedded = () => startTestApp({ GATEHOUSE_PROCESS: 'all' });
const startServers = () =>
  startTestApp({ GATEHOUSE_PROCESS: 'all', REDIS_URL: redis.url, SMTP_URL: smtp.url });

describe.each([
  ['jobs in PostgreSQL and caught mail', startEmbedded],
  ['jobs in Redis and a mail server', startServers],
])('with %s', (_name, start) => {
  test('a published event is told to who may publish', async () => {
    await using gatehouse = await start();
    const owner = await createActor(gatehouse.app, 'harbour');
    await publish(owner, 'Night');
    const folder = join(gatehouse.dataFolder, 'mail');
    const arrived = () =>
      start === startServers
        ? mailsTo(owner.email).length
        : readdirSync(gatehouse.dataFolder).includes('mail') && readdirSync(folder).length;
    await expect.poll(arrived).toBe(1);
    const health = await gatehouse.app.inject('/api/v1/health');
    expect(dataOf(health)).toMatchObject({ status: 'up' });
  });
});

describe('a mail server that', () => {
  let gatehouse: TestApp;
  beforeAll(async () => {
    gatehouse = await startServers();
  });
  afterAll(() => gatehouse[Symbol.asyncDispose]());

  test.each([
    ['defers', ['defer', 'defer'] as const],
    ['drops the connection half-way', ['drop'] as const],
  ])('%s gets the mail again, and it arrives once', async (name, behaviours) => {
    const owner = await createActor(gatehouse.app, `house-${name.length}`);
    smtp.plan(owner.email, ...behaviours);
    await publish(owner, 'Retried');
    await expect.poll(() => mailsTo(owner.email).length).toBe(1);
    const unsettled = 'select 1 from platform.outbox where settled_at is null';
    await expect.poll(() => gatehouse.database.query(unsettled)).toEqual([]);
    expect(smtp.triesFor(owner.email)).toBe(behaviours.length + 1);
    expect(new Set(mailsTo(owner.email).map((mail) => mail.messageId)).size).toBe(1);
  });

  test('refuses for good is not asked again, and the mail stays marked as unsent', async () => {
    const owner = await createActor(gatehouse.app, 'refused');
    smtp.plan(owner.email, 'refuse');
    await publish(owner, 'Refused');
    const unsettled = 'select 1 from platform.outbox where settled_at is null';
    await expect.poll(() => smtp.triesFor(owner.email)).toBe(1);
    await expect.poll(() => gatehouse.database.query(unsettled)).toEqual([]);
    expect(
      await gatehouse.database.query('select sent_at from notifications.mail where recipient = $1', [
        owner.email,
      ]),
    ).toEqual([{ sent_at: null }]);
    expect(mailsTo(owner.email)).toEqual([]);
  });

  test('gets mails in the language of who reads them', async () => {
    const owner = await createActor(gatehouse.app, 'marfa');
    await gatehouse.database.query(
      `update identity.person set locale = 'ar', name = '<b>ليلى</b>' where id = $1`,
      [owner.personId],
    );
    await publish(owner, 'Tom & <i>Jerry</i>');
    await expect.poll(() => mailsTo(owner.email).length).toBe(1);
    const [mail] = mailsTo(owner.email);
    expect(mail?.subject).toContain('تم نشر');
    expect(mail?.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail?.html).not.toMatch(/<b>|<i>/);
    expect(mail?.headers.find((header) => header.key === 'content-language')?.value).toBe('ar');
  });
});

describe('the pages of caught mail', () => {
  let gatehouse: TestApp;
  let file: string;

  beforeAll(async () => {
    gatehouse = await startEmbedded();
    const { mailer } = gatehouse.app.platform;
    const mail = {
      messageId: 'one@example.org',
      to: 'a@example.org',
      subject: '<script>alert(1)</script>',
      text: 'x',
      html: '<script>alert(1)</script><p>Hello</p>',
      locale: 'en',
    };
    await mailer.send(mail);
    await mailer.send(mail);
    [file = ''] = readdirSync(join(gatehouse.dataFolder, 'mail'));
    writeFileSync(join(gatehouse.dataFolder, 'secret.eml'), 'Subject: secret\r\n\r\nsecret');
  });
  afterAll(() => gatehouse[Symbol.asyncDispose]());

  test('keep one file for a mail that was sent twice', () => {
    expect(readdirSync(join(gatehouse.dataFolder, 'mail'))).toEqual(['one%40example.org.eml']);
  });

  test('show a mail as text, and its HTML where no script runs', async () => {
    const list = await gatehouse.app.inject('/mail');
    const link = /href="(\/mail\/[^"]+)"><b>/.exec(list.body)?.[1] ?? '';
    const page = await gatehouse.app.inject(link);
    expect(page.statusCode).toBe(200);
    for (const { body } of [list, page]) expect(body).not.toContain('<script>');
    expect(page.body).toContain(' sandbox src="/mail/');
    const html = await gatehouse.app.inject(`${link}/body`);
    expect(html.body).toContain('Hello');
    expect(html.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox$/);
  });

  test('are for this machine only', async () => {
    for (const url of ['/mail', '/mail/page.css', `/mail/${encodeURIComponent(file)}`])
      expect((await gatehouse.app.inject({ url, remoteAddress: '10.0.0.7' })).statusCode).toBe(404);
  });

  test('lead nowhere else in the file system', async () => {
    for (const path of [
      '../secret.eml',
      '..%2fsecret.eml',
      '..%252fsecret.eml',
      '%2e%2e%2fsecret.eml',
      'x%00.eml',
      '%.eml',
    ])
      expect([path, (await gatehouse.app.inject(`/mail/${path}`)).body]).toEqual([
        path,
        expect.not.stringContaining('secret</h1>'),
      ]);
  });
});
