import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let at: string;
let eventId: string;
let ticketTypeId: string;
const log: string[] = [];

beforeAll(async () => {
  gatehouse = await startTestApp({ LOG_LEVEL: 'trace' }, (line) => log.push(line));
  owner = await createActor(gatehouse.app, 'harbour');
  eventId = (
    await create(owner, '/events', { ...newEvent('<b>Night</b> & "Harbour"'), place: '<i>Pier</i>' })
  ).id;
  at = `/events/${eventId}`;
  const type = { name: 'Day</svg><script>x</script>', colour: '#1b5190' };
  ticketTypeId = (await create(owner, `${at}/ticket-types`, type)).id;
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Issued {
  readonly id: string;
  readonly link: string;
}

async function issue(input: object = {}): Promise<Issued> {
  const { id, generation } = await create(owner, `${at}/tickets`, { ticketTypeId, name: 'Zoë', ...input });
  return { id, link: linkOf(id, generation) };
}

async function reissue(id: string): Promise<{ generation: number }> {
  return dataOf(await owner.request({ method: 'POST', url: `/api/v1${at}/tickets/${id}/re-issue` }), 201);
}

function linkOf(ticketId: string, generation: number): string {
  const { organisationId } = owner;
  return gatehouse.app.ticketing.linkFor({ organisationId, eventId, ticketId, generation });
}

function open(url: string, remoteAddress = '127.0.0.1') {
  return gatehouse.app.inject({ url, remoteAddress });
}

const shortCodeOf = async (id: string): Promise<string> =>
  dataOf(await owner.request({ url: `/api/v1${at}/tickets/${id}/code` })).shortCode;

const printed = (shortCode: string) => shortCode.match(/.{4}/g)?.join('-');

describe('the page of a ticket', () => {
  test('shows the code and what the holder may know, and never what is inside', async () => {
    const secret = { email: 'zoe@example.org', note: 'pays late' };
    const ticket = await issue({ ...secret, seat: 'Row 3', orderReference: 'A-17', texts: ['Vegan'] });
    const answer = await open(ticket.link);
    expect(answer.statusCode).toBe(200);
    for (const text of [
      'Zoë',
      'Row 3',
      'A-17',
      'Vegan',
      'fill="#1b5190"',
      printed(await shortCodeOf(ticket.id)),
    ])
      expect(answer.body).toContain(text);
    for (const text of Object.values(secret)) expect(answer.body).not.toContain(text);
  });

  test('is for its holder: no shared cache, no other site, no search engine', async () => {
    const { link } = await issue();
    const { headers, body } = await open(link);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(body).not.toMatch(/rel="canonical"|og:url/);
  });

  test('lets no name become markup, and has nothing inline that its policy would block', async () => {
    const { link } = await issue({
      name: '"><img src=x onerror=alert(1)>',
      texts: ['<script>alert(2)</script>'],
    });
    const { body } = await open(link);
    expect(body).toContain('&lt;img src=x');
    expect(body).not.toMatch(/<img|<script>|<b>|<i>|\sstyle=|<[^>]*\son\w+=/);
  });

  test('reads in the language that was asked for', async () => {
    const { link } = await issue();
    expect((await open(`${link}?lang=ar`)).body).toContain('<html lang="ar" dir="rtl">');
  });

  test('gives its holder no link to an event that is not public', async () => {
    const { link } = await issue();
    const { slug } = dataOf(await owner.request({ url: `/api/v1${at}` }));
    expect((await open(link)).body).not.toContain(`/harbour/${slug}`);
    expect(await send(owner, `PUT ${at}/status`, { status: 'published' })).toBe('200');
    expect((await open(link)).body).toContain(`href="/harbour/${slug}"`);
  });
});

describe('a link without a code', () => {
  test('after a re-issue says that the ticket was replaced and names nothing; the new one shows it', async () => {
    const { id, link } = await issue({ name: 'Ada' });
    const { generation } = await reissue(id);
    const old = await open(link);
    expect(old.statusCode).toBe(410);
    expect(old.body).toContain('This ticket was replaced');
    expect(old.body).not.toMatch(/Ada|Night|Pier|ticket-symbol/);
    expect((await open(linkOf(id, generation))).body).toContain('ticket-symbol');
  });

  test.each([
    ['cancelled', 'This ticket was cancelled'],
    ['blocked', 'This ticket cannot be used at present'],
  ])('when %s says so, and shows the ticket again when it is good again', async (state, words) => {
    const { id, link } = await issue();
    await send(owner, `PUT ${at}/tickets/${id}/state`, { state });
    const answer = await open(link);
    expect([answer.statusCode, answer.body.includes(words)]).toEqual([200, true]);
    expect(answer.body).not.toContain('ticket-symbol');
    await send(owner, `PUT ${at}/tickets/${id}/state`, { state: 'good' });
    expect((await open(link)).body).toContain('ticket-symbol');
  });

  test('that we did not make is a page that is missing', async () => {
    const { link } = await issue();
    const last = link.at(-1) === 'A' ? 'E' : 'A';
    const genuine = linkOf('0198c7a0-0000-7000-8000-000000000000', 0);
    for (const url of [`${link.slice(0, -1)}${last}`, `${link}A`, '/t/x', '/t/', '/t', genuine]) {
      const answer = await open(url);
      expect(answer.statusCode, url).toBe(404);
      expect(answer.body).not.toContain('ticket-symbol');
    }
  });
});

test('the worker is served where its pages are', async () => {
  const answer = await open('/t/sw.js');
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
  });
  expect(answer.body).not.toMatch(/\b(?:import|export)\b/);
});

test('the log never holds a token, whatever became of it', async () => {
  const { link } = await issue();
  for (const url of [link, `${link}?lang=de`, `${link}.`, `${link}${'A'.repeat(200)}`]) await open(url);
  expect(log.some((line) => line.includes('"/t/:token"'))).toBe(true);
  expect(log.filter((line) => line.includes(link.slice(3, 60)))).toEqual([]);
});

test('one address opens 600 a minute and no more', async () => {
  const { link } = await issue();
  const from = '203.0.113.9';
  for (let index = 0; index < 600; index += 1) await open('/t/x', from);
  expect((await open(link, from)).statusCode).toBe(429);
  expect((await open(link, '203.0.113.10')).statusCode).toBe(200);
});
