import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import type { Tenancy } from '../../platform/tenancy/tenancy.js';
import type { Import } from './import-schemas.js';
import { type ImportDeps, runImport } from './imports/run-import.js';

let gatehouse: TestApp;
let owner: Actor;

// No worker of its own: the tests are the worker, and die where they want.
beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

function deps(tenancy: Tenancy = gatehouse.app.platform.tenancy): ImportDeps {
  return { tenancy, sealer: gatehouse.app.platform.sealer, events: gatehouse.app.events };
}

async function queuedImport(file: string) {
  const { id: eventId } = await create(owner, '/events', newEvent());
  const at = `/api/v1/events/${eventId}`;
  const { id: typeId } = await create(owner, `/events/${eventId}/ticket-types`, { name: 'Standard' });
  const headers = { 'content-type': 'text/csv' };
  const answer = await owner.request({ method: 'POST', url: `${at}/imports`, headers, payload: file });
  const list: Import = dataOf(answer, 201);
  const mapping = {
    headingLine: true,
    columns: list.preview.columns.map(({ field }) => field),
    defaultTicketTypeId: typeId,
    ticketTypes: [],
    createTicketTypes: false,
  };
  const url = `${at}/imports/${list.id}`;
  dataOf(await owner.request({ method: 'POST', url: `${url}/start`, payload: { mapping } }));
  return {
    key: { organisationId: owner.organisationId, eventId, importId: list.id },
    path: url.replace('/api/v1', ''),
    progress: async (): Promise<Import> => dataOf(await owner.request({ method: 'GET', url })),
  };
}

/** Every name that tickets of the event have, with how often. */
async function namesIn(eventId: string): Promise<Map<string, number>> {
  const rows = await gatehouse.database.query<{ name: string; count: number }>(
    'select name, count(*)::int as count from ticketing.ticket where event_id = $1 group by name',
    [eventId],
  );
  return new Map(rows.map(({ name, count }) => [name, count]));
}

const guests = (count: number) => Array.from({ length: count }, (_, index) => `Guest ${index}`);
const listOf = (names: readonly string[]) => `Name,Seat\n${names.map((name) => `${name},\n`).join('')}`;

class Killed extends Error {}

/** Lets so many transactions through and then dies: before its work counts, or after, when nobody hears of it. */
function dyingAt(transaction: number, when: 'before' | 'after'): Tenancy {
  const { tenancy } = gatehouse.app.platform;
  let left = transaction;
  return {
    ...tenancy,
    run: (scope, work) => {
      left -= 1;
      if (left < 0) return Promise.reject(new Killed());
      if (left > 0) return tenancy.run(scope, work);
      if (when === 'after') return tenancy.run(scope, work).then(() => Promise.reject(new Killed()));
      return tenancy.run(scope, async (trx) => {
        await work(trx);
        throw new Killed();
      });
    },
  };
}

test.each(['before', 'after'] as const)(
  'a worker that dies just %s a commit is followed by one that loses and doubles nobody',
  async (when) => {
    const people = [...guests(2600), 'Guest 0', 'Guest 0', 'Bad,,x'];
    const { key, progress } = await queuedImport(listOf(people));
    for (const lives of [1, 2, 3, 2])
      await expect(runImport(deps(dyingAt(lives, when)), key)).rejects.toThrow(Killed);
    expect(await progress()).toMatchObject({ status: 'running', processed: when === 'after' ? 2000 : 500 });
    await runImport(deps(), key);
    expect(await progress()).toMatchObject({
      status: 'finished',
      processed: 2603,
      imported: 2602,
      failed: 1,
    });
    const names = await namesIn(key.eventId);
    expect(names.size).toBe(2600);
    expect(names.get('Guest 0')).toBe(3);
    expect(Math.max(...[...names.values()].filter((count) => count !== 3))).toBe(1);
  },
);

test('two workers on the same list import it once', async () => {
  const { key, progress } = await queuedImport(listOf(guests(3000)));
  await Promise.all([runImport(deps(), key), runImport(deps(), key), runImport(deps(), key)]);
  expect(await progress()).toMatchObject({ status: 'finished', processed: 3000, imported: 3000 });
  expect([...(await namesIn(key.eventId)).values()].every((count) => count === 1)).toBe(true);
});

test('a cancelled import stops behind a batch and goes on never again', async () => {
  const { key, path, progress } = await queuedImport(listOf(guests(1500)));
  await expect(runImport(deps(dyingAt(2, 'after')), key)).rejects.toThrow(Killed);
  expect(await send(owner, `POST ${path}/cancel`)).toBe('200');
  await runImport(deps(), key);
  expect(await progress()).toMatchObject({ status: 'cancelled', processed: 500, imported: 500 });
  expect((await namesIn(key.eventId)).size).toBe(500);
});

test('an import into an event that was archived meanwhile fails and says why', async () => {
  const { key, progress } = await queuedImport(listOf(['Bob']));
  await send(owner, `PUT /events/${key.eventId}/status`, { status: 'archived' });
  await runImport(deps(), key);
  expect(await progress()).toMatchObject({ status: 'failed', failure: 'events.archived', imported: 0 });
});

test('a long list is imported whole', async () => {
  const isSoak = Boolean(process.env['GATEHOUSE_SOAK']);
  const count = isSoak ? 20_000 : 3_000;
  const rows = guests(count).map(
    (name, index) =>
      `${name},guest${index}@example.org,de,Standard,Order ${index >> 1},${index},"Row 1, seat ${index}",90${index}\n`,
  );
  const file = `Name,E-mail,Language,Ticket type,Order,External ID,Seat,Barcode\n${rows.join('')}`;
  const { key, progress } = await queuedImport(file);
  const begin = performance.now();
  await runImport(deps(), key);
  const seconds = (performance.now() - begin) / 1000;
  expect(await progress()).toMatchObject({ status: 'finished', imported: count, failed: 0 });
  if (isSoak) process.stdout.write(`${count} rows in ${seconds.toFixed(1)} s\n`);
});
