import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addActor,
  createActor,
  newEvent,
  password,
  startTestApp,
  type TestApp,
} from '../../../test/test-app.js';

let gatehouse: TestApp;
let organisationId: string;
let people = 0;

beforeAll(async () => {
  gatehouse = await startTestApp();
  ({ organisationId } = await createActor(gatehouse.app, 'harbour'));
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

/** A member of the organisation, signed in. */
function newMember() {
  people += 1;
  return addActor(gatehouse.app, organisationId, { email: `person${people}@example.org`, role: 'organiser' });
}

const codeOf = (answer: { json(): { code: string } }): string => answer.json().code;

const me = (accessToken: string) =>
  gatehouse.app.inject({ url: '/api/v1/auth/me', headers: { authorization: `Bearer ${accessToken}` } });

describe('which organisation a request is made in', () => {
  const events = (accessToken: string, headers: Record<string, string> = {}, url = '/api/v1/events') =>
    gatehouse.app.inject({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${accessToken}`, ...headers },
    });

  test('the only one, unless the header names one; never one of others', async () => {
    const other = await createActor(gatehouse.app, 'other-house');
    const { accessToken: access } = await newMember();
    expect((await events(access)).statusCode).toBe(200);
    for (const named of [other.organisationId, crypto.randomUUID(), 'harbour', '']) {
      const answer = await events(access, { 'x-organisation': named });
      expect([named, answer.statusCode, codeOf(answer)]).toEqual([named, 403, 'identity.not_a_member']);
    }
  });

  test('who belongs to two must say which, and sees in each only what belongs to it', async () => {
    const other = await createActor(gatehouse.app, 'second-house');
    await other.request({ method: 'POST', url: '/api/v1/events', payload: newEvent('Theirs') });
    const { accessToken: access, personId } = await newMember();
    await gatehouse.app.identity.addMember(other.organisationId, personId, 'finance');
    const unnamed = await events(access);
    expect([unnamed.statusCode, codeOf(unnamed)]).toEqual([400, 'identity.organisation_needed']);
    const listed = await events(access, { 'x-organisation': other.organisationId });
    expect(listed.json().data.map((event: { name: string }) => event.name)).toEqual(['Theirs']);
    expect((await events(access, { 'x-organisation': organisationId })).json().data).toEqual([]);
    const answer = await me(access);
    expect(
      answer
        .json()
        .data.memberships.map((one: { roles: string[] }) => one.roles.join())
        .sort(),
    ).toEqual(['finance', 'organiser']);
  });

  test('who belongs to none is told so', async () => {
    const { app } = gatehouse;
    await app.identity.createPerson({ email: 'alone@example.org', name: 'A', locale: 'en', password });
    const signedIn = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/sign-in',
      payload: { email: 'alone@example.org', password },
    });
    const access: string = signedIn.json().data.accessToken;
    expect(codeOf(await events(access))).toBe('identity.not_a_member');
    expect((await me(access)).json().data.memberships).toEqual([]);
  });

  test('a role for one event opens that event and no other', async () => {
    const owner = await createActor(gatehouse.app, 'third-house');
    const [mine, other] = await Promise.all(
      ['Mine', 'Other'].map(async (name) => {
        const created = await owner.request({
          method: 'POST',
          url: '/api/v1/events',
          payload: newEvent(name),
        });
        return created.json().data.id as string;
      }),
    );
    const helper = await addActor(gatehouse.app, owner.organisationId, {
      email: 'helper@example.org',
      role: 'sponsor',
    });
    await gatehouse.database.query(
      `insert into identity.role_assignment (organisation_id, person_id, role_key, event_id) values ($1, $2, 'organiser', $3)`,
      [owner.organisationId, helper.personId, mine],
    );
    const statusOf = async (method: 'GET' | 'PATCH', url: string) =>
      (await helper.request({ method, url, ...(method === 'PATCH' ? { payload: { name: 'New' } } : {}) }))
        .statusCode;
    expect(await statusOf('GET', `/api/v1/events/${mine}`)).toBe(200);
    expect(await statusOf('PATCH', `/api/v1/events/${mine}`)).toBe(200);
    expect(await statusOf('GET', `/api/v1/events/${other}`)).toBe(403);
    expect(await statusOf('PATCH', `/api/v1/events/${other}`)).toBe(403);
    expect(await statusOf('GET', '/api/v1/events')).toBe(403);
  });

  test('a role without the permission is refused', async () => {
    const finance = await addActor(gatehouse.app, organisationId, {
      email: 'f@example.org',
      role: 'finance',
    });
    const answer = await finance.request({ method: 'POST', url: '/api/v1/events', payload: newEvent() });
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'platform.forbidden']);
  });
});
