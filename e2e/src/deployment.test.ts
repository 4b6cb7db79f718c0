import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from './browser.js';
import { type Credentials, createEvent, openFromList, publish, signIn } from './organiser-day.js';
import { type Answer, ask, type Question } from './stack/ask.js';
import type { AccessLine } from './stack/nginx.js';
import { type Stack, startStack } from './stack/stack.js';
import { createBrowserHome, launchChromium } from './trust-authority.js';

let stack: Stack;
let owner: Credentials;

beforeAll(async () => {
  stack = await startStack();
  const words = ['--name', 'Harbour Lights', '--slug', 'harbour-lights'];
  const email = 'robin@example.org';
  const printed = await stack.run('api-1', [
    ...['node', 'server/dist/create-organisation.js', ...words],
    ...['--owner-email', email, '--owner-name', 'Robin Hale'],
  ]);
  owner = { email, password: printed.trim().split(/\s+/).at(-1) ?? '' };
});

afterAll(() => stack?.[Symbol.asyncDispose]());

/** A request from outside, through nginx. */
function visit(path: string, question: Question = {}): Promise<Answer> {
  return ask(`${stack.origin}${path}`, { authority: stack.authority, ...question });
}

/** Addresses of their own, so that the limit per address stays out of the way of other questions. */
let visitors = 0;
function newAddress(): string {
  visitors += 1;
  return `127.0.${1 + Math.floor(visitors / 250)}.${1 + (visitors % 250)}`;
}

async function signedInHeaders(): Promise<Record<string, string>> {
  const answer = await visit('/api/v1/auth/sign-in', {
    method: 'POST',
    from: newAddress(),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  expect(answer.status).toBe(200);
  return { authorization: `Bearer ${JSON.parse(answer.body).data.accessToken}` };
}

test('an organiser signs in, creates an event, finds and publishes it, and the mail arrives', async () => {
  const home = await createBrowserHome([stack.authority]);
  const browser = await launchChromium(home);
  try {
    const { page } = await openPage(browser);
    await signIn(page, stack.origin, owner);
    await createEvent(page, { name: 'Night at the Pier', place: 'Pier 7, Hamburg' });
    await openFromList(page, 'Night at the Pier');
    await publish(page);
    const mail = await stack.mail.receive(owner.email, 'Subject: Night at the Pier is published');
    expect(mail).toContain(`${stack.origin}/harbour-lights/`);
  } finally {
    await browser.close();
    await home.remove();
  }
});

test('every process says that it is well, to nginx and to its own health check', async () => {
  for (const instance of ['api-1', 'api-2', 'worker'] as const) {
    const answer = await ask(`${stack.urlOf(instance)}/api/v1/ready`);
    expect([instance, answer.status]).toEqual([instance, 200]);
    await stack.checkHealth(instance);
  }
});

test('plain HTTP leads to HTTPS, with path and query', async () => {
  const answer = await ask(`${stack.plainOrigin}/portal/events?status=draft`);
  expect(answer.status).toBe(308);
  expect(answer.headers.location).toBe(`${stack.origin}/portal/events?status=draft`);
});

test('both instances get requests', async () => {
  await Promise.all(Array.from({ length: 20 }, () => visit('/api/v1/ready', { from: newAddress() })));
  const upstreams = () => stack.nginx.readAccessLog().map((line) => line.upstream);
  for (const instance of ['api-1', 'api-2'] as const)
    await expect.poll(upstreams).toContain(new URL(stack.urlOf(instance)).host);
});

test('the access log and the application speak of a request by the same id', async () => {
  const { headers } = await visit('/api/v1/health', { from: newAddress() });
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  const isAbout = (line: AccessLine) => line.requestId === headers['x-request-id'];
  await expect
    .poll(() => stack.nginx.readAccessLog().filter(isAbout))
    .toMatchObject([{ path: '/api/v1/health', status: '200', upstreamStatus: '200' }]);
});

test('each security header comes once', async () => {
  const { rawHeaders } = await visit('/portal/');
  const names = rawHeaders.filter((_value, index) => index % 2 === 0).map((name) => name.toLowerCase());
  for (const name of ['strict-transport-security', 'content-security-policy', 'x-content-type-options'])
    expect(names.filter((other) => other === name)).toEqual([name]);
});

test.each(['/metrics', '/metrics/', '/%6detrics', '//metrics', '/mail', '/mail/page.css'])(
  '%s is not there for the outside',
  async (path) => {
    const answer = await visit(path, { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/html']);
  },
);

test('an address that asks too often is told so by a problem, whoever it says that it is', async () => {
  const from = newAddress();
  const answers = await Promise.all(
    Array.from({ length: 250 }, (_value, index) =>
      visit('/api/v1/ready', {
        from,
        headers: { 'x-forwarded-for': `203.0.113.${index}`, forwarded: `for=203.0.113.${index}` },
      }),
    ),
  );
  const refused = answers.filter(({ status }) => status === 429);
  // One, a burst of a hundred, and what trickles in meanwhile.
  expect(refused.length).toBeGreaterThan(30);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(101);
  const [problem] = refused;
  expect(problem?.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '1' });
  expect(JSON.parse(problem?.body ?? '')).toMatchObject({
    code: 'platform.too_many_requests',
    status: 429,
    instance: `urn:gatehouse:request:${problem?.headers['x-request-id']}`,
  });
  expect((await visit('/portal/', { from })).status).toBe(200);
  expect((await visit('/api/v1/ready', { from: newAddress() })).status).toBe(200);
});

test('the application counts by the real address too, over both instances', async () => {
  const from = newAddress();
  const remaining: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    const { headers } = await visit('/api/v1/auth/me', {
      from,
      headers: { 'x-forwarded-for': `203.0.113.${index}` },
    });
    remaining.push(Number(headers['x-ratelimit-remaining']));
  }
  const [first = Number.NaN] = remaining;
  expect(remaining).toEqual([first, first - 1, first - 2, first - 3]);
});

test('what is under way when a process is told to end is still answered', async () => {
  const headers = await signedInHeaders();
  const client = new pg.Client({ connectionString: stack.superuserUrl.replace(/\/postgres$/, '/gatehouse') });
  await client.connect();
  try {
    // Requests wait for this lock, so they are under way for as long as the test wants.
    await client.query('begin; lock table organisations.organisation in access exclusive mode');
    const asked = Array.from({ length: 4 }, () =>
      visit('/api/v1/organisation', { headers, from: newAddress() }),
    );
    const waiting = async () => (await client.query('select 1 from pg_locks where not granted')).rowCount;
    await expect.poll(waiting).toBe(4);
    stack.program('api-2').signal('SIGTERM');
    await expect.poll(() => visit('/api/v1/ready', { from: newAddress() })).toMatchObject({ status: 200 });
    await client.query('commit');
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await stack.program('api-2').ended).toBe(0);
  } finally {
    await client.end();
    await stack.start('api-2');
  }
});

test('no reader notices that a process is killed', async () => {
  const statuses: number[] = [];
  let going = true;
  const reader = async () => {
    while (going) {
      const { status } = await visit('/api/v1/ready', { from: newAddress() });
      statuses.push(status);
    }
  };
  const readers = Promise.all(Array.from({ length: 6 }, reader));
  await expect.poll(() => statuses.length).toBeGreaterThan(30);
  stack.program('api-1').signal('SIGKILL');
  expect(await stack.program('api-1').ended).toBe('SIGKILL');
  const before = statuses.length;
  await expect.poll(() => statuses.length).toBeGreaterThan(before + 60);
  going = false;
  await readers;
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  await stack.start('api-1');
});

test('the API goes on without Redis, and the mail of that time arrives when Redis is back', async () => {
  const headers = { ...(await signedInHeaders()), 'content-type': 'application/json' };
  stack.program('redis').signal('SIGKILL');
  await stack.program('redis').ended;
  const event = {
    name: 'Fog',
    place: 'Pier 8',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-07-01T18:00:00.000Z',
  };
  const created = await visit('/api/v1/events', { method: 'POST', headers, body: JSON.stringify(event) });
  expect([created.status, created.body]).toEqual([201, expect.any(String)]);
  const status = `/api/v1/events/${JSON.parse(created.body).data.id}/status`;
  const published = await visit(status, { method: 'PUT', headers, body: '{"status":"published"}' });
  expect([published.status, published.body]).toEqual([200, expect.any(String)]);
  expect((await visit('/api/v1/ready')).status).toBe(200);
  expect(JSON.parse((await visit('/api/v1/health')).body).data.status).toBe('degraded');
  await stack.start('redis');
  await stack.mail.receive(owner.email, 'Subject: Fog is published');
});

test('a second organisation for the same person leaves their password, and a taken name is refused', async () => {
  const command = ['node', 'server/dist/create-organisation.js', '--name', 'Harbour Nights'];
  const person = ['--owner-email', owner.email, '--owner-name', 'Robin Hale'];
  const printed = await stack.run('api-1', [...command, ...person, '--slug', 'harbour-nights']);
  expect(printed).toContain("with the password of this address's account");
  await expect(stack.run('api-1', [...command, ...person, '--slug', 'harbour-lights'])).rejects.toThrow(
    'Another organisation has this short name.',
  );
  await expect(stack.run('api-1', [...command, ...person, '--slug', 'No Slug'])).rejects.toThrow(
    '--slug must be small letters',
  );
});

test('nothing is kept in the folder of a process, which ends with its container', () => {
  expect(stack.hasKeptData()).toBe(false);
});
