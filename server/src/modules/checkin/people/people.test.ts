import { fromBase45, fromBase64Url, toHex } from '@gatehouse/shared/bytes';
import { decodeRoot, type Root } from '@gatehouse/shared/manifest';
import {
  decodePeoplePage,
  type FoundPerson,
  findDetail,
  openDetail,
  openDetailFile,
  openSearchFile,
  type Person,
  searchKeyId,
} from '@gatehouse/shared/people';
import { type AgreePair, openSealed, splitBlob } from '@gatehouse/shared/signing';
import { decodeTicketBody, ticketHash } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf } from '../../../../test/answers.js';
import { type Phone, pairPhone } from '../../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';
import { packPeople } from './pack-people.js';
import { mostTicketsWithDetails } from './people-cut.js';

const { subtle } = crypto;
let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'people');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Door {
  readonly eventId: string;
  readonly at: string;
  readonly ticketTypeId: string;
  readonly phone: Phone;
  readonly agreePair: AgreePair;
}

async function newDoor(): Promise<Door> {
  const event = await create(owner, '/events', newEvent());
  const at = `/events/${event.id}`;
  const type = await create(owner, `${at}/ticket-types`, { name: 'Day' });
  const phone = await pairPhone({ app: gatehouse.app, owner, eventId: event.id });
  return { eventId: event.id, at, ticketTypeId: type.id, phone, agreePair: phone.keys.agreePair };
}

const ticketOf = ({ at, ticketTypeId }: Door, details: object) =>
  create(owner, `${at}/tickets`, { ticketTypeId, ...details });

const patch = async (url: string, payload: object) =>
  dataOf(await owner.request({ method: 'PATCH', url: `/api/v1${url}`, payload }));

async function codeOf({ at }: Door, ticketId: string): Promise<Uint8Array> {
  const { code } = dataOf(
    await owner.request({ method: 'GET', url: `/api/v1${at}/tickets/${ticketId}/code` }),
  );
  const bytes = fromBase45(String(code).slice(2));
  if (!bytes.ok) throw new Error(bytes.reason);
  return bytes.value;
}

const ask = ({ phone, eventId }: Door, path: string) =>
  phone.request({ method: 'GET', url: `/api/v1/device/events/${eventId}${path}` });

async function rootOf(door: Door): Promise<Root> {
  const root = decodeRoot(splitBlob((await ask(door, '/root')).rawPayload).body);
  if (!root.ok) throw new Error(root.reason);
  return root.value;
}

async function filesOf(door: Door, references: Root['segments']['detail']): Promise<Uint8Array[]> {
  const files = await Promise.all(references.map(({ sha256 }) => ask(door, `/segments/${toHex(sha256)}`)));
  return files.map((answer) => {
    expect(answer.headers['content-encoding']).toBeUndefined();
    return answer.rawPayload;
  });
}

/** What a phone would show of the code, from the files of the root and pages behind them. */
async function shownBy(door: Door, code: Uint8Array): Promise<Person | string | null> {
  const root = await rootOf(door);
  const body = decodeTicketBody(code.subarray(0, 16));
  const salt = root.events[0]?.salt;
  if (!body.ok || salt === undefined) throw new Error('The code does not parse.');
  const hash = ticketHash(salt, body.value.ticket);
  const page = await pageOf(door, 'detail', root.detailAt);
  let row: Uint8Array | null = null;
  for (const bytes of [...(await filesOf(door, root.segments.detail)), ...page]) {
    const file = openDetailFile(bytes);
    if (!file.ok) throw new Error(file.reason);
    row = findDetail(file.value, hash) ?? row;
  }
  if (row === null || row.length === 0) return null;
  const opened = await openDetail(subtle, { code, sealed: row });
  return opened.ok ? opened.value : opened.reason;
}

async function pageOf(door: Door, kind: 'detail' | 'search', from: Root['detailAt']): Promise<Uint8Array[]> {
  const answer = await ask(door, `/pages/${kind}?start=${from?.start}&from=${from?.count}`);
  if (answer.statusCode === 204) return [];
  const page = decodePeoplePage(kind, splitBlob(answer.rawPayload).body);
  if (!page.ok) throw new Error(`${page.reason} ${answer.body}`);
  return [page.value.file];
}

async function secretOf(door: Door): Promise<Uint8Array | null> {
  const { search } = dataOf(await ask(door, '/secrets'));
  const sealed = search === null ? null : fromBase64Url(search);
  if (sealed === null) return null;
  const opened = await openSealed(subtle, { agreePair: door.agreePair, sealed, purpose: 'search' });
  if (!opened.ok) throw new Error(opened.reason);
  return opened.value;
}

async function searchedBy(door: Door): Promise<string[]> {
  const root = await rootOf(door);
  const secret = await secretOf(door);
  if (secret === null) return [];
  const found = new Map<string, FoundPerson['person']>();
  const page = await pageOf(door, 'search', root.searchAt);
  for (const bytes of [...(await filesOf(door, root.segments.search)), ...page]) {
    const people = await openSearchFile(subtle, { secret, bytes });
    if (!people.ok) throw new Error(people.reason);
    for (const { hash, person } of people.value) found.set(toHex(hash), person);
  }
  return [...found.values()].flatMap((person) => (person ? [`${person.name} ${person.email}`] : [])).sort();
}

const encoded = (rows: readonly object[]) => new TextEncoder().encode(JSON.stringify(rows));

describe('details', () => {
  test('open with the ticket’s own code and say what the ticket says', async () => {
    const door = await newDoor();
    const details = { name: 'Zoë Ångström', seat: 'Row 4', orderReference: 'A-1', note: 'Stroller' };
    const ticket = await ticketOf(door, { ...details, texts: ['Gift'], email: 'zoe@example.org' });
    const other = await ticketOf(door, { name: 'Somebody Else' });
    const blank = await ticketOf(door, {});
    const code = await codeOf(door, ticket.id);
    expect(await shownBy(door, code)).toEqual({
      name: 'Zoë Ångström',
      seat: 'Row 4',
      order: 'A-1',
      items: [],
      note: 'Stroller',
      texts: ['Gift'],
      email: '',
    });
    expect(await shownBy(door, await codeOf(door, other.id))).toMatchObject({ name: 'Somebody Else' });
    expect(await shownBy(door, await codeOf(door, blank.id))).toBeNull();
    const root = await rootOf(door);
    expect(root.segments.detail.map(({ count }) => count)).toEqual([2]);
    for (const bytes of await filesOf(door, root.segments.detail))
      expect(Buffer.from(bytes).includes('Somebody')).toBe(false);
  });

  test('that changed travel alone, and the files stay', async () => {
    const door = await newDoor();
    const ticket = await ticketOf(door, { name: 'Before' });
    await ticketOf(door, { name: 'Other' });
    const code = await codeOf(door, ticket.id);
    const before = await rootOf(door);
    await patch(`${door.at}/tickets/${ticket.id}`, { name: 'After' });
    expect(await shownBy(door, code)).toMatchObject({ name: 'After' });
    await patch(`${door.at}/tickets/${ticket.id}`, { name: '' });
    expect(await shownBy(door, code)).toBeNull();
    const after = await rootOf(door);
    expect(after.segments.detail).toEqual(before.segments.detail);
    expect(after.detailAt).toEqual(before.detailAt);
  });

  test('of a re-issued ticket open with its new code alone', async () => {
    const door = await newDoor();
    const ticket = await ticketOf(door, { name: 'Holder' });
    const old = await codeOf(door, ticket.id);
    expect(await shownBy(door, old)).toMatchObject({ name: 'Holder' });
    await create(owner, `${door.at}/tickets/${ticket.id}/re-issue`, {});
    expect(await shownBy(door, old)).toBe('not_this_code');
    expect(await shownBy(door, await codeOf(door, ticket.id))).toMatchObject({ name: 'Holder' });
  });

  test('are left out of lists that are too long for phones', async () => {
    const door = await newDoor();
    await ticketOf(door, { name: 'One of many' });
    expect((await rootOf(door)).segments.detail).toHaveLength(1);
    await gatehouse.database.query('update checkin.cut set tickets = $1 where event_id = $2', [
      mostTicketsWithDetails + 1,
      door.eventId,
    ]);
    const root = await rootOf(door);
    expect(root.segments.detail).toEqual([]);
    expect(root.detailAt).toBeNull();
  });

  test('are the same bytes in whatever order people come, and pages say who is nobody any more', async () => {
    const row = (hash: string, name: string) => ({
      ...{ event: 'own', number: hash, hash, generation: 0, kid: 0, class: 1, name },
      ...{ seat: null, order: null, note: null, texts: [], email: null },
    });
    const rows = [row('00000000000000aa', 'Ana'), row('ff00000000000000', 'Bo'), row('0f00000000000000', '')];
    const keys = [{ kid: 0, secret: new Uint8Array(32).fill(3) }];
    const sealKeys = { events: [{ id: 'own', publicNumber: 7, keys }] };
    const job = { kind: 'detail', sealKeys, secret: null } as const;
    const packed = await packPeople({ ...job, pages: [encoded(rows)], form: 'files' });
    const pages = rows.toReversed().map((one) => encoded([one]));
    expect(await packPeople({ ...job, pages, form: 'files' })).toEqual(packed);
    expect(packed.people).toBe(2);
    const page = await packPeople({ ...job, pages, form: 'page' });
    expect(page.files.map(({ count }) => count)).toEqual([3]);
  });
});

describe('names to search', () => {
  test('come only where the organiser allows them, and go when he no longer does', async () => {
    const door = await newDoor();
    await ticketOf(door, { name: 'Zoë', email: 'zoe@example.org' });
    const closed = await rootOf(door);
    expect({ search: closed.search, files: closed.segments.search }).toEqual({ search: null, files: [] });
    expect(await secretOf(door)).toBeNull();
    expect(outcomeOf(await ask(door, '/pages/search?start=0&from=0'))).toBe('404 platform.not_found');

    expect(await patch(door.at, { namesOnPhones: true })).toMatchObject({ namesOnPhones: true });
    expect(await searchedBy(door)).toEqual(['Zoë zoe@example.org']);
    const open = await rootOf(door);
    expect(toHex(open.search ?? new Uint8Array())).toBe(
      toHex(searchKeyId((await secretOf(door)) ?? new Uint8Array())),
    );
    await ticketOf(door, { name: 'Bo', email: 'bo@example.org' });
    expect(await searchedBy(door)).toEqual(['Bo bo@example.org', 'Zoë zoe@example.org']);

    await patch(door.at, { namesOnPhones: false });
    const shut = await rootOf(door);
    expect({ search: shut.search, files: shut.segments.search }).toEqual({ search: null, files: [] });
    expect(await secretOf(door)).toBeNull();
    const [name = new Uint8Array()] = open.segments.search.map(({ sha256 }) => sha256);
    expect(outcomeOf(await ask(door, `/segments/${toHex(name)}`))).toBe('404 platform.not_found');

    await patch(door.at, { namesOnPhones: true });
    const again = await rootOf(door);
    expect(toHex(again.search ?? new Uint8Array())).not.toBe(toHex(open.search ?? new Uint8Array()));
    expect(await searchedBy(door)).toHaveLength(2);
  });

  test('are sealed for the phone that asks and nobody else', async () => {
    const door = await newDoor();
    await patch(door.at, { namesOnPhones: true });
    await rootOf(door);
    const other = await pairPhone({ app: gatehouse.app, owner, eventId: door.eventId });
    await expect(secretOf({ ...door, agreePair: other.keys.agreePair })).rejects.toThrow(
      'not_for_this_phone',
    );
    expect(toHex((await secretOf(door)) ?? new Uint8Array())).toBe(
      toHex((await secretOf({ ...door, phone: other, agreePair: other.keys.agreePair })) ?? Uint8Array.of(1)),
    );
  });
});
