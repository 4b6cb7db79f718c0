import { parseScan } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send, walk } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import type { TicketKey } from './ticket-schemas.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Here {
  readonly event: { readonly id: string };
  readonly at: string;
  readonly ticketTypeId: string;
}

interface Code {
  readonly code: string;
}

async function makeEvent(): Promise<Here> {
  const event = await create(owner, '/events', newEvent());
  const at = `/events/${event.id}`;
  const type = await create(owner, `${at}/ticket-types`, { name: 'Standard' });
  return { event, at, ticketTypeId: type.id };
}

async function get<T>(path: string): Promise<T> {
  return dataOf(await owner.request({ method: 'GET', url: `/api/v1${path}` }));
}

function bodyOf(text: string) {
  const scan = parseScan(text, { typed: false });
  if (scan.form !== 'native') throw new Error(`${text} is ${scan.form}`);
  return scan;
}

describe('keys', () => {
  const statusOf = (here: Here, id: string, status: string) =>
    send(owner, `PUT ${here.at}/ticket-keys/${id}/status`, { status });
  const kidOfNext = async (here: Here) => {
    const { id } = await create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId });
    return bodyOf((await get<Code>(`${here.at}/tickets/${id}/code`)).code).body.kid;
  };
  /** A day goes by for the keys of the event. */
  const dayPasses = (here: Here) =>
    gatehouse.database.query(
      `update ticketing.key set usable_from = usable_from - interval '1 day' where event_id = '${here.event.id}'`,
    );

  test('are known for a day before they sign, and the one before stays good', async () => {
    const here = await makeEvent();
    expect(await kidOfNext(here)).toBe(0);
    const second = await create(owner, `${here.at}/ticket-keys`, {});
    expect(second).toMatchObject({ kid: 1, status: 'active', signs: false, tickets: 0 });
    const notice = Date.parse(second.usableFrom) - Date.parse(second.createdAt);
    expect(Math.abs(notice - 24 * 3_600_000)).toBeLessThan(60_000);
    expect(await kidOfNext(here)).toBe(0);
    expect(await send(owner, `POST ${here.at}/ticket-keys`, {})).toBe('409 ticketing.key_coming');
    await dayPasses(here);
    expect(await kidOfNext(here)).toBe(1);
    expect(await walk<TicketKey>(owner, `${here.at}/ticket-keys`)).toMatchObject([
      { kid: 0, status: 'active', signs: false, tickets: 2 },
      { kid: 1, status: 'active', signs: true, tickets: 1 },
    ]);
  });

  test('that leaked are followed at once, also by one that was to come tomorrow', async () => {
    const here = await makeEvent();
    expect(await kidOfNext(here)).toBe(0);
    const coming = await create(owner, `${here.at}/ticket-keys`, {});
    const now = await create(owner, `${here.at}/ticket-keys`, { leaked: true });
    expect(now).toMatchObject({ id: coming.id, kid: 1, signs: true });
    expect(await kidOfNext(here)).toBe(1);
    const third = await create(owner, `${here.at}/ticket-keys`, { leaked: true });
    expect(third).toMatchObject({ kid: 2, signs: true });
    const keys = await walk<TicketKey>(owner, `${here.at}/ticket-keys`);
    expect(keys.map(({ status }) => status)).toEqual(['list-only', 'list-only', 'active']);
  });

  test('go one way: active, set aside, dead', async () => {
    const here = await makeEvent();
    const old = await create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId });
    const before = await get<Code>(`${here.at}/tickets/${old.id}/code`);
    const code = (id: string) => send(owner, `GET ${here.at}/tickets/${id}/code`);
    const second = await create(owner, `${here.at}/ticket-keys`, {});
    const [first] = await walk<TicketKey>(owner, `${here.at}/ticket-keys?limit=1`);
    const firstId = first?.id ?? '';
    for (const status of ['list-only', 'dead'])
      expect(await statusOf(here, firstId, status)).toBe('409 ticketing.key_active');
    await dayPasses(here);
    expect(await statusOf(here, firstId, 'list-only')).toBe('200');
    expect(await statusOf(here, firstId, 'list-only')).toBe('200');
    expect(await get<Code>(`${here.at}/tickets/${old.id}/code`)).toEqual(before);
    expect(await statusOf(here, second.id, 'dead')).toBe('409 ticketing.key_active');
    expect(await statusOf(here, firstId, 'dead')).toBe('200');
    expect(await statusOf(here, firstId, 'list-only')).toBe('409 ticketing.key_ended');
    expect(await code(old.id)).toBe('409 ticketing.dead_key');
    expect(await send(owner, `POST ${here.at}/tickets/${old.id}/re-issue`)).toBe('201');
    expect(await code(old.id)).toBe('200');
  });

  test('are sixteen; then there is no further one', async () => {
    const here = await makeEvent();
    for (let kid = 0; kid < 16; kid++)
      expect((await create(owner, `${here.at}/ticket-keys`, { leaked: true })).kid).toBe(kid);
    for (const leaked of [false, true])
      expect(await send(owner, `POST ${here.at}/ticket-keys`, { leaked })).toBe(
        '409 ticketing.keys_exhausted',
      );
    expect(
      await send(owner, `POST ${here.at}/tickets`, { ticketTypeId: here.ticketTypeId, test: true }),
    ).toBe('409 ticketing.keys_exhausted');
    // What was refused has set nothing aside: the last one goes on signing.
    expect(await kidOfNext(here)).toBe(15);
  });

  test('of test tickets are others', async () => {
    const here = await makeEvent();
    const make = (test: boolean) =>
      create(owner, `${here.at}/tickets`, { ticketTypeId: here.ticketTypeId, test });
    const kids = [];
    for (const ticket of [await make(false), await make(true), await make(true)])
      kids.push(bodyOf((await get<Code>(`${here.at}/tickets/${ticket.id}/code`)).code).body.kid);
    expect(kids).toEqual([0, 1, 1]);
  });

  test('are made once, however many tickets want the first', async () => {
    const here = await makeEvent();
    const made = await Promise.all(
      Array.from({ length: 6 }, () =>
        send(owner, `POST ${here.at}/tickets`, { ticketTypeId: here.ticketTypeId }),
      ),
    );
    expect(new Set(made)).toEqual(new Set(['201']));
    expect(await walk(owner, `${here.at}/ticket-keys`)).toHaveLength(1);
  });
});
