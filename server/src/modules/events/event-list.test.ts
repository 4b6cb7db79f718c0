import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  await create('Over', '2027-07-01T18:00:00Z', '2027-07-01T22:00:00Z');
  await create('Still on', '2027-07-02T18:00:00Z', '2027-07-03T02:00:00Z');
  await create('Begins now, no end', '2027-07-03T00:00:00Z', null);
  await create('Began before, no end', '2027-07-02T23:59:59Z', null);
  await create('Later', '2027-08-01T18:00:00Z', '2027-08-01T22:00:00Z');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

async function create(name: string, startsAt: string, endsAt: string | null): Promise<string> {
  const payload = { ...newEvent(), name, startsAt, endsAt, admissionAt: null };
  const created = await owner.request({ method: 'POST', url: '/api/v1/events', payload });
  expect(created.statusCode, created.body).toBe(201);
  return created.json().data.id;
}

async function namesFrom(from: string): Promise<string[]> {
  const query = new URLSearchParams({ from });
  const listed = await owner.request({ method: 'GET', url: `/api/v1/events?${query}` });
  expect(listed.statusCode, listed.body).toBe(200);
  return listed.json().data.map((event: { name: string }) => event.name);
}

test('what has not ended by an instant is listed, the next first', async () => {
  expect(await namesFrom('2027-07-03T00:00:00Z')).toEqual(['Still on', 'Begins now, no end', 'Later']);
});

test('the instant may be written with the offset of a zone', async () => {
  expect(await namesFrom('2027-07-03T05:00:00+02:00')).toEqual(['Later']);
});

test('what is no instant is refused beside its field', async () => {
  const refused = await owner.request({ method: 'GET', url: '/api/v1/events?from=tomorrow' });
  expect(refused.statusCode).toBe(400);
  expect(refused.json().errors).toMatchObject([{ field: 'from' }]);
});

test('a series is one row, its first date that is asked for, and its passes are none', async () => {
  const first = await create('Series', '2027-06-30T18:00:00Z', null);
  const post = async (path: string, payload: object): Promise<{ id: string }> => {
    const answer = await owner.request({
      method: 'POST',
      url: `/api/v1/events/${first}/series${path}`,
      payload,
    });
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json().data;
  };
  const second = { startsAt: '2027-07-20T18:00:00Z', endsAt: null, name: 'Series II' };
  const { id } = await post('/dates', second);
  await post('/dates', { startsAt: '2027-08-20T18:00:00Z', endsAt: null });
  await post('/passes', { name: 'Pass', dateIds: [id] });

  const listed = async (query: string): Promise<string[]> => {
    const answer = await owner.request({ method: 'GET', url: `/api/v1/events?together=true&${query}` });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().data.map((event: { name: string }) => event.name);
  };
  expect(await listed('from=2027-07-10T00:00:00Z')).toEqual(['Series II', 'Later']);
  expect((await listed('limit=2')).at(0)).toBe('Series');
  expect(await listed('search=series')).toEqual(['Series']);
});
