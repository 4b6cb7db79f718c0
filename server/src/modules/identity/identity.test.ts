import { createHmac } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActor, password, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let organisationId: string;
let people = 0;

beforeAll(async () => {
  gatehouse = await startTestApp({ PUBLIC_URL: 'https://gatehouse.test' });
  ({ organisationId } = await createActor(gatehouse.app, 'harbour'));
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

/** Each request from an address of its own, so that the limit per address is not what a test sees. */
let addresses = 0;
function nextAddress(): string {
  addresses += 1;
  return `10.1.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
}

function post(path: string, options: InjectOptions = {}) {
  return gatehouse.app.inject({
    method: 'POST',
    url: `/api/v1/auth/${path}`,
    remoteAddress: nextAddress(),
    ...options,
  });
}

const signIn = (email: string, secret = password) =>
  post('sign-in', { payload: { email, password: secret } });
const refresh = (token: string) => post('refresh', { cookies: { gatehouse_refresh: token } });

function me(accessToken: string, headers: Record<string, string> = {}) {
  return gatehouse.app.inject({
    method: 'GET',
    url: '/api/v1/auth/me',
    headers: { authorization: `Bearer ${accessToken}`, ...headers },
  });
}

type Answer = Awaited<ReturnType<typeof signIn>>;

function tokensOf(answer: Answer): { access: string; refresh: string; cookie: Answer['cookies'][number] } {
  expect(answer.statusCode, answer.body).toBe(200);
  const [cookie] = answer.cookies;
  if (!cookie) throw new Error('No cookie was set.');
  return { access: answer.json().data.accessToken, refresh: cookie.value, cookie };
}

const codeOf = (answer: Answer): string => answer.json().code;

/** A person of their own for each test, member of the organisation. */
async function newPerson(): Promise<{ email: string; personId: string; organisationId: string }> {
  people += 1;
  const email = `person${people}@example.org`;
  const { app } = gatehouse;
  const personId = await app.identity.createPerson({ email, name: email, locale: 'en', password });
  await app.identity.addMember(organisationId, personId, 'organiser');
  return { email, personId, organisationId };
}

describe('signing in', () => {
  test('answers who it is, with a cookie that scripts and other sites cannot use', async () => {
    const { email, personId } = await newPerson();
    const answer = await signIn(` ${email.toUpperCase()}`.trim());
    const { cookie } = tokensOf(answer);
    expect(answer.json().data.person).toMatchObject({ id: personId, email });
    expect(answer.json().data.memberships).toMatchObject([
      { organisationSlug: 'harbour', roles: ['organiser'] },
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/api/v1/auth' });
    expect(cookie.maxAge).toBe(30 * 24 * 60 * 60);
  });

  test('says the same for a wrong password, an unknown address and a disabled person, after similar work', async () => {
    const known = await newPerson();
    const disabled = await newPerson();
    await gatehouse.database.query(`update identity.person set status = 'disabled' where id = $1`, [
      disabled.personId,
    ]);
    await signIn('warm-up@example.org');
    const answers = [];
    for (const [email, secret] of [
      [known.email, 'wrong'],
      ['nobody@example.org', 'wrong'],
      [disabled.email, password],
    ] as const) {
      const started = performance.now();
      const answer = await signIn(email, secret);
      answers.push({ answer, durationMs: performance.now() - started });
    }
    for (const { answer, durationMs } of answers) {
      expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'identity.wrong_credentials']);
      expect(answer.cookies).toEqual([]);
      // Argon2 alone takes longer than this; a lookup alone takes a fraction of it.
      expect(durationMs).toBeGreaterThan(8);
    }
    const bodies = answers.map(({ answer }) => ({ ...answer.json(), instance: '' }));
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  test('takes a password however its accents are composed', async () => {
    const { app } = gatehouse;
    await app.identity.createPerson({
      email: 'accent@example.org',
      name: 'A',
      locale: 'en',
      password: 'café noir'.normalize('NFD'),
    });
    expect((await signIn('accent@example.org', 'café noir'.normalize('NFC'))).statusCode).toBe(200);
  });

  test('is refused to a page of another site', async () => {
    const { email } = await newPerson();
    for (const site of ['cross-site', 'same-site']) {
      const answer = await post('sign-in', {
        payload: { email, password },
        headers: { 'sec-fetch-site': site },
      });
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'identity.cross_site']);
    }
    for (const path of ['refresh', 'sign-out'])
      expect((await post(path, { headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(403);
  });

  test('is limited for one address, also by another spelling of the same path', async () => {
    const statuses = [];
    for (let index = 0; index < 31; index++) {
      const url = index % 2 === 0 ? '/api/v1/auth/sign-in' : '/%61pi/v1/auth/sign-in';
      const answer = await gatehouse.app.inject({
        method: 'POST',
        url,
        remoteAddress: '10.9.9.9',
        payload: {},
      });
      statuses.push(answer.statusCode);
      if (index === 30) expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    }
    expect(statuses).toEqual([...Array(30).fill(400), 429]);
  });
});

describe('a lock after failures', () => {
  test('counts tries made at once, tells nothing of the account, and opens when its time is over', async () => {
    const { email } = await newPerson();
    const answers = await Promise.all(Array.from({ length: 14 }, () => signIn(email, 'wrong')));
    const statuses = answers.map((answer) => answer.statusCode).sort();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
    const locked = await signIn(email);
    expect([locked.statusCode, codeOf(locked)]).toEqual([429, 'identity.locked']);
    const age = `update identity.sign_in_attempt set last_at = last_at - interval '15 minutes 1 second'`;
    await gatehouse.database.query(age);
    expect((await signIn(email)).statusCode).toBe(200);
  });

  test('comes for an unknown address too', async () => {
    for (let index = 0; index < 10; index++) await signIn('ghost@example.org', 'wrong');
    expect(codeOf(await signIn('ghost@example.org', 'wrong'))).toBe('identity.locked');
  });

  test('is not prolonged by knocking at it, and a success starts counting anew', async () => {
    const { email } = await newPerson();
    for (let index = 0; index < 9; index++) await signIn(email, 'wrong');
    expect((await signIn(email)).statusCode).toBe(200);
    for (let index = 0; index < 11; index++) await signIn(email, 'wrong');
    await gatehouse.database.query(
      `update identity.sign_in_attempt set last_at = last_at - interval '14 minutes'`,
    );
    expect((await signIn(email)).statusCode).toBe(429);
    await gatehouse.database.query(
      `update identity.sign_in_attempt set last_at = last_at - interval '61 seconds'`,
    );
    expect((await signIn(email)).statusCode).toBe(200);
  });
});

describe('refreshing', () => {
  test('gives a new token each time', async () => {
    const { email } = await newPerson();
    const first = tokensOf(await signIn(email));
    const second = tokensOf(await refresh(first.refresh));
    const third = tokensOf(await refresh(second.refresh));
    expect(new Set([first.refresh, second.refresh, third.refresh]).size).toBe(3);
    expect((await me(third.access)).statusCode).toBe(200);
  });

  test('forgives a lost answer once; the token that was never received is worthless', async () => {
    const { email } = await newPerson();
    const first = tokensOf(await signIn(email));
    const lost = tokensOf(await refresh(first.refresh));
    const second = tokensOf(await refresh(first.refresh));
    expect((await me(second.access)).statusCode).toBe(200);
    expect(codeOf(await refresh(lost.refresh))).toBe('identity.session_ended');
    expect((await me(second.access)).statusCode).toBe(401);
  });

  test('does not forgive the same answer a second time', async () => {
    const { email } = await newPerson();
    const first = tokensOf(await signIn(email));
    await refresh(first.refresh);
    tokensOf(await refresh(first.refresh));
    expect((await refresh(first.refresh)).statusCode).toBe(401);
  });

  test('survives the same token sent twice at the same moment', async () => {
    const { email } = await newPerson();
    const { refresh: token } = tokensOf(await signIn(email));
    const answers = await Promise.all([refresh(token), refresh(token)]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200]);
    const alive = await Promise.all(
      answers.map(async (answer) => (await me(tokensOf(answer).access)).statusCode),
    );
    expect(alive).toEqual([200, 200]);
  });

  test('with a used token after 30 seconds ends the session and its access tokens at once', async () => {
    const { email } = await newPerson();
    const first = tokensOf(await signIn(email));
    const second = tokensOf(await refresh(first.refresh));
    await gatehouse.database.query(
      `update identity.refresh_token set used_at = used_at - interval '31 seconds'`,
    );
    const stolen = await refresh(first.refresh);
    expect([stolen.statusCode, codeOf(stolen)]).toEqual([401, 'identity.session_ended']);
    expect(stolen.cookies).toMatchObject([{ name: 'gatehouse_refresh', value: '', path: '/api/v1/auth' }]);
    expect((await me(second.access)).statusCode).toBe(401);
    expect((await refresh(second.refresh)).statusCode).toBe(401);
  });

  test('with a used token whose successor was used ends the session even within 30 seconds', async () => {
    const { email } = await newPerson();
    const first = tokensOf(await signIn(email));
    const second = tokensOf(await refresh(first.refresh));
    const third = tokensOf(await refresh(second.refresh));
    expect((await refresh(first.refresh)).statusCode).toBe(401);
    expect((await me(third.access)).statusCode).toBe(401);
  });

  test('ends for good after 30 days, however often it was done', async () => {
    const { email, personId } = await newPerson();
    const first = tokensOf(await signIn(email));
    const second = tokensOf(await refresh(first.refresh));
    const rows = await gatehouse.database.query<{ days: number }>(
      `select extract(day from expires_at - created_at)::int as days from identity.session where person_id = $1`,
      [personId],
    );
    expect(rows).toEqual([{ days: 30 }]);
    await gatehouse.database.query('update identity.session set expires_at = now() where person_id = $1', [
      personId,
    ]);
    expect((await refresh(second.refresh)).statusCode).toBe(401);
    expect((await me(second.access)).statusCode).toBe(401);
  });

  test('is refused without a cookie and with a made-up one', async () => {
    expect(codeOf(await post('refresh'))).toBe('identity.session_ended');
    expect(codeOf(await refresh('A'.repeat(43)))).toBe('identity.session_ended');
  });
});

test('signing out ends refresh and access at once, and again is no error', async () => {
  const { email } = await newPerson();
  const tokens = tokensOf(await signIn(email));
  const cookies = { gatehouse_refresh: tokens.refresh };
  expect((await post('sign-out', { cookies })).statusCode).toBe(204);
  expect((await me(tokens.access)).statusCode).toBe(401);
  expect((await refresh(tokens.refresh)).statusCode).toBe(401);
  expect((await post('sign-out', { cookies })).statusCode).toBe(204);
});

test('a person who is disabled is out at once', async () => {
  const { email, personId } = await newPerson();
  const tokens = tokensOf(await signIn(email));
  await gatehouse.database.query(`update identity.person set status = 'disabled' where id = $1`, [personId]);
  expect((await me(tokens.access)).statusCode).toBe(401);
  expect((await refresh(tokens.refresh)).statusCode).toBe(401);
});

describe('an access token', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  function forge(header: object, payload: object, secret: string): string {
    const content = `${encode(header)}.${encode(payload)}`;
    return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
  }

  test('lives for a quarter of an hour and nothing but a genuine one is taken', async () => {
    const { email } = await newPerson();
    const { access } = tokensOf(await signIn(email));
    const [head = '', body = '', signature = ''] = access.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    expect(claims.exp - claims.iat).toBe(15 * 60);
    const secret = gatehouse.app.platform.secrets.accessToken;
    const header = { alg: 'HS256', typ: 'JWT' };
    expect((await me(forge(header, claims, secret))).statusCode).toBe(200);
    const bad = {
      tampered: `${head}.${encode({ ...claims, sub: organisationId })}.${signature}`,
      unsigned: `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
      'other algorithm': forge({ ...header, alg: 'HS512' }, claims, secret),
      'other secret': forge(header, claims, 'x'.repeat(43)),
      expired: forge(header, { ...claims, iat: claims.iat - 1000, exp: claims.iat - 1 }, secret),
      'wrong issuer': forge(header, { ...claims, iss: 'elsewhere' }, secret),
      'wrong audience': forge(header, { ...claims, aud: 'elsewhere' }, secret),
      'no issuer': forge(header, { ...claims, iss: undefined }, secret),
      'no end': forge(header, { ...claims, exp: undefined }, secret),
      'no session': forge(header, { ...claims, sid: undefined }, secret),
      garbage: 'a.b.c',
    };
    for (const [name, token] of Object.entries(bad)) {
      const answer = await me(token);
      expect([name, answer.statusCode, codeOf(answer)]).toEqual([name, 401, 'platform.unauthenticated']);
    }
    const without = await gatehouse.app.inject({ method: 'GET', url: '/api/v1/auth/me' });
    expect(without.statusCode).toBe(401);
  });
});
