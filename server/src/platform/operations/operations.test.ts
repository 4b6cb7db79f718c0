import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../test/answers.js';
import { createActor, newEvent, password, startTestApp } from '../../../test/test-app.js';
import { readConfig } from '../config/config.js';
import { refusals } from '../config/environment-rules.js';
import { createLogger } from '../http/logger.js';

test('an answer names its request', async () => {
  await using gatehouse = await startTestApp();
  const answer = await gatehouse.app.inject('/api/v1/nowhere');
  const id = answer.headers['x-request-id'];
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.json().instance).toBe(`urn:gatehouse:request:${id}`);
});

test('a whole sign-in at the finest level leaves neither password nor token in the log', async () => {
  const lines: string[] = [];
  await using gatehouse = await startTestApp({ LOG_LEVEL: 'trace' }, (line) => lines.push(line));
  const owner = await createActor(gatehouse.app, 'harbour');
  const post = (path: string, options: object) =>
    gatehouse.app.inject({ method: 'POST', url: `/api/v1/auth/${path}`, ...options });
  const signedIn = await post('sign-in', { payload: { email: owner.email, password } });
  const token = signedIn.cookies[0]?.value ?? '';
  const refreshed = await post('refresh', { cookies: { gatehouse_refresh: token } });
  expect(refreshed.statusCode).toBe(200);
  await post('sign-in', { payload: { email: owner.email, password: [password] } });
  await post('sign-in', { payload: { email: owner.email, password: `${password}!` } });
  await gatehouse.database.query('drop table identity.session cascade');
  const failed = await post('sign-in', { payload: { email: owner.email, password } });
  expect(failed.statusCode).toBe(500);
  expect((await owner.request({ method: 'GET', url: '/api/v1/events' })).statusCode).toBe(500);
  const log = lines.join('\n');
  expect(log).toContain('request failed');
  expect(log).toContain(String(failed.headers['x-request-id']));
  const tokens = [token, refreshed.cookies[0]?.value, owner.accessToken, refreshed.json().data.accessToken];
  for (const secret of [password, ...tokens]) {
    expect(log).not.toContain(secret);
    expect(failed.body).not.toContain(secret);
  }
});

test('secrets never reach the log', () => {
  const lines: string[] = [];
  const log = createLogger('trace', { write: (line) => lines.push(line) });
  log.info({ password: 'hunter2', body: { password: 'hunter2', token: 'hunter2' } }, 'x');
  log.info({ req: { headers: { authorization: 'hunter2', cookie: 'hunter2' } } }, 'x');
  expect(lines.join()).not.toContain('hunter2');
  expect(lines).toHaveLength(2);
});

test('errors never repeat a password, however broken the request is', async () => {
  await using gatehouse = await startTestApp();
  for (const payload of [
    `{"email":"a@example.org","password":"${password}"`,
    `{"email":"a@example.org","password":"${password}"x}`,
    JSON.stringify({ email: 'not an address', password }),
    JSON.stringify({ email: 'a@example.org', password, [password]: password.repeat(100) }).replace(
      `"${password}":"`,
      '"x":"',
    ),
  ]) {
    const answer = await gatehouse.app.inject({
      method: 'POST',
      url: '/api/v1/auth/sign-in',
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('correct horse');
  }
});

test('metrics are for this machine or whoever has the token', async () => {
  await using gatehouse = await startTestApp({
    METRICS_TOKEN: 'a-token-of-16-characters',
    TRUST_PROXY: '10.0.0.0/8',
  });
  const read = async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await gatehouse.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  expect(await read('127.0.0.1')).toBe(200);
  expect(await read('192.0.2.1')).toBe(404);
  expect(await read('10.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
  expect(await read('192.0.2.1', { authorization: 'Bearer a-token-of-16-characters' })).toBe(200);
  expect(await read('192.0.2.1', { authorization: 'Bearer a-token-of-16-character!' })).toBe(404);
});

test('a stop answers the request in hand and takes no other', async () => {
  const gatehouse = await startTestApp();
  const owner = await createActor(gatehouse.app, 'harbour');
  const { database, url } = gatehouse;
  await database.query('begin');
  await database.query('lock table events.event in exclusive mode');
  const inHand = fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(newEvent()),
  });
  const waiting = `select 1 from pg_locks where not granted and relation = 'events.event'::regclass`;
  await expect.poll(() => database.query(waiting)).toHaveLength(1);
  const stopping = gatehouse[Symbol.asyncDispose]();
  await sleep(100);
  await database.query('commit');
  expect((await inHand).status).toBe(201);
  await stopping;
  await expect(fetch(`${url}/api/v1/ready`)).rejects.toThrow();
});

test('a database that is away is answered as such, and its return is noticed', async () => {
  await using gatehouse = await startTestApp();
  const owner = await createActor(gatehouse.app, 'harbour');
  const { database } = gatehouse;
  const end = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'gatehouse_app'`;
  const [name] = await database.query<{ name: string }>('select current_database() as name');
  await database.query(`revoke connect on database ${name?.name} from public, gatehouse_app`);
  await database.query(end);
  // What was found is believed for a second.
  const readiness = async () => (await gatehouse.app.inject('/api/v1/ready')).statusCode;
  await expect.poll(readiness, { interval: 200 }).toBe(503);
  expect((await gatehouse.app.inject('/api/v1/health')).json().data.status).toBe('down');
  await database.query(`grant connect on database ${name?.name} to gatehouse_app`);
  await expect.poll(readiness, { interval: 200 }).toBe(200);
  expect(outcomeOf(await owner.request({ method: 'GET', url: '/api/v1/events' }))).toBe('200');
});

describe('the configuration', () => {
  test.each([
    ['GATEHOUSE_ENV', 'live'],
    ['GATEHOUSE_PROCESS', 'both'],
    ['PORT', '80a'],
    ['PORT', '65536'],
    ['PUBLIC_URL', 'https://example.org/'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_POOL', '0'],
    ['REDIS_URL', 'http://x'],
    ['SMTP_URL', 'mail.example.org'],
    ['ACCESS_TOKEN_SECRET', 'short'],
    ['METRICS_TOKEN', 'short'],
    ['RATE_LIMIT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['ACCESS_TOKEN_SECRET_FILE', '/nowhere'],
  ])('%s=%s is refused in one line that names it', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(new RegExp(`^${name} [^\\n]+$`));
  });

  const complete = {
    DATABASE_URL: 'postgres://app@db/gatehouse',
    DATABASE_SYSTEM_URL: 'postgres://system@db/gatehouse',
    SMTP_URL: 'smtp://mail',
    ACCESS_TOKEN_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEY: 'A'.repeat(43),
    PUBLIC_URL: 'https://example.org',
    TRUST_PROXY: '10.0.0.0/8',
  };

  test.each(['staging', 'production'])('of %s refuses each part that is for trying out', (environment) => {
    const refusalsWithout = (name: string) =>
      refusals(readConfig({ ...complete, GATEHOUSE_ENV: environment, [name]: undefined }));
    expect(refusalsWithout('nothing')).toEqual([]);
    for (const name of Object.keys(complete))
      expect([name, refusalsWithout(name)]).toEqual([
        name,
        [expect.stringMatching(new RegExp(`^${name} .*\\.$`))],
      ]);
    const plain = readConfig({ ...complete, GATEHOUSE_ENV: environment, PUBLIC_URL: 'http://example.org' });
    expect(refusals(plain)).toEqual([expect.stringMatching(/^PUBLIC_URL/)]);
  });
});
