import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

test('an event is created as a draft and then listed', async () => {
  const created = await owner.request({ method: 'POST', url: '/api/v1/events', payload: newEvent() });
  expect(created.statusCode, created.body).toBe(201);
  expect(created.json().data).toMatchObject({
    slug: 'night-at-the-harbour',
    status: 'draft',
    startsAt: '2027-07-01T18:00:00.000Z',
  });
  const listed = await owner.request({ method: 'GET', url: '/api/v1/events?total=true' });
  expect(listed.json().data.map((event: { name: string }) => event.name)).toEqual(['Night at the Harbour']);
  expect(listed.json().page).toEqual({ limit: 50, next: null, total: 1 });
});
