import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

function create(payload: object, headers: Record<string, string> = {}) {
  return owner.request({ method: 'POST', url: '/api/v1/events', payload, headers });
}

test('a method that a path does not have is answered with the ones that it has', async () => {
  const answer = await gatehouse.app.inject({ method: 'PUT', url: '/api/v1/events', payload: '{' });
  expect(answer.statusCode).toBe(405);
  expect(answer.headers['allow']?.toString().split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  expect(answer.json()).toMatchObject({ code: 'platform.method_not_allowed' });
  const unknown = await gatehouse.app.inject({ method: 'PUT', url: '/api/v1/nothing' });
  expect(unknown.statusCode).toBe(404);
});

test.each(['/api/v1/events/%ff', '/api/v1/events/%zz', `/api/v1/events/${'x'.repeat(300)}`])(
  'an address that fits no route is a problem like any other: %s',
  async (url) => {
    const answer = await owner.request({ method: 'GET', url });
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().instance).toBe(`urn:gatehouse:request:${answer.headers['x-request-id']}`);
  },
);

test.each(['a\0b', '\ud800', 'tail \udfff'])(
  'text that cannot be stored is refused by name: %j',
  async (text) => {
    for (const field of ['name', 'description']) {
      const answer = await create({ ...newEvent(), [field]: text });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors).toMatchObject([{ field, code: 'platform.invalid_text' }]);
    }
    const search = await owner.request({ method: 'GET', url: '/api/v1/events?search=%00' });
    expect(search.json().errors).toMatchObject([{ field: 'search', code: 'platform.invalid_text' }]);
  },
);

test('text of every script and every emoji is not', async () => {
  const name = 'Ночь 夜 ليلة 👩‍👩‍👧‍👦 e\u0301';
  expect((await create(newEvent(name))).json().data.name).toBe(name);
});

test.each([
  '2026-12-31T23:59:60Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00Z[Europe/Berlin]',
  '1899-12-31T23:59:59Z',
  '9999-12-31T23:59:59-01:00',
  '2026-01-01T00:00:00',
])('%s is no point in time', async (startsAt) => {
  const answer = await create({ ...newEvent(), startsAt });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors).toMatchObject([{ field: 'startsAt' }]);
});

test.each(['1900-01-01T00:00:00Z', '2028-02-29T23:59:59.999+14:00', '9999-12-31T23:59:59Z'])(
  '%s is one',
  async (startsAt) => {
    const answer = await create({ ...newEvent(), startsAt });
    expect(answer.json().data.startsAt).toBe(new Date(startsAt).toISOString());
  },
);

test('the same id in small and in capital letters does not pass for two', async () => {
  const { id } = (await create(newEvent())).json().data;
  const make = async (path: string, payload: object): Promise<string> => {
    const url = `/api/v1/events/${id}/${path}`;
    return (await owner.request({ method: 'POST', url, payload })).json().data.id;
  };
  const toZoneId = await make('zones', { name: 'Grounds' });
  const gateId = await make('gates', { name: 'Gate', toZoneId });
  const answer = await owner.request({
    method: 'POST',
    url: `/api/v1/events/${id}/access-lists`,
    payload: { name: 'List', classes: [], gateIds: [gateId, gateId.toUpperCase()] },
  });
  expect(answer.statusCode).toBe(400);
});

test.each(['', 'x'.repeat(256)])('an idempotency key has 1 to 255 characters', async (key) => {
  const answer = await create(newEvent(), { 'idempotency-key': key });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors).toMatchObject([{ field: 'idempotency-key' }]);
});

test('another origin may ask before any method of ours', async () => {
  const answer = await gatehouse.app.inject({
    method: 'OPTIONS',
    url: '/api/v1/events',
    headers: { origin: 'https://elsewhere.invalid', 'access-control-request-method': 'PATCH' },
  });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers['access-control-allow-methods']).toContain('PATCH');
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});
