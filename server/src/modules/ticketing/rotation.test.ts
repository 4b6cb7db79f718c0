import { fromBase64Url, toHex } from '@gatehouse/shared/bytes';
import { decodeRoot, type Root } from '@gatehouse/shared/manifest';
import { openSealed, splitBlob } from '@gatehouse/shared/signing';
import { checkRotation, parseScan, rotatingCodeText, rotationId } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../test/answers.js';
import { type Phone, pairPhone } from '../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'rotation');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

type Rotation = 'off' | 'preferred' | 'required';

interface Door {
  readonly eventId: string;
  readonly at: string;
  readonly ticketTypeId: string;
  readonly listId: string;
}

async function newDoor(rotation: Rotation): Promise<Door> {
  const { id: eventId } = await create(owner, '/events', newEvent());
  const at = `/events/${eventId}`;
  const type = await create(owner, `${at}/ticket-types`, { name: 'Day' });
  const list = { name: 'Main', classes: [type.class], rotation };
  const { id: listId } = await create(owner, `${at}/access-lists`, list);
  return { eventId, at, ticketTypeId: type.id, listId };
}

const get = (path: string) => owner.request({ method: 'GET', url: `/api/v1${path}` });
const phoneOf = ({ eventId }: Door) => pairPhone({ app: gatehouse.app, owner, eventId });
const renew = ({ at }: Door) => create(owner, `${at}/rotation-secret`, {});

async function rootOf(phone: Phone, { eventId }: Door): Promise<Root> {
  const answer = await phone.request({ method: 'GET', url: `/api/v1/device/events/${eventId}/root` });
  const decoded = decodeRoot(splitBlob(answer.rawPayload).body);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

const askSecrets = (phone: Phone, { eventId }: Door) =>
  phone.request({ method: 'GET', url: `/api/v1/device/events/${eventId}/secrets` });

/** The secrets as the phone opens them, newest first. */
async function secretsOf(phone: Phone, door: Door): Promise<Uint8Array[] | null> {
  const { rotation } = dataOf(await askSecrets(phone, door));
  if (rotation === null) return null;
  const opened: Uint8Array[] = [];
  for (const text of [rotation.current, rotation.previous]) {
    if (text === null) continue;
    const sealed = fromBase64Url(text) ?? new Uint8Array();
    const { agreePair } = phone.keys;
    const plain = await openSealed(crypto.subtle, { agreePair, sealed, purpose: 'rotation' });
    if (!plain.ok) throw new Error(plain.reason);
    opened.push(plain.value);
  }
  return opened;
}

interface Live {
  readonly code: Uint8Array;
  readonly key: Uint8Array;
}

interface Issued {
  readonly id: string;
  readonly page: string;
  readonly code: string;
}

async function issue({ at, ticketTypeId }: Door): Promise<Issued> {
  const { id } = await create(owner, `${at}/tickets`, { ticketTypeId, name: 'Zoë' });
  return describeTicket(at, id);
}

async function describeTicket(at: string, id: string): Promise<Issued> {
  const { code, pagePath } = dataOf(await get(`${at}/tickets/${id}/code`));
  return { id, code, page: pagePath };
}

/** What the page of the ticket makes its codes with. */
async function pageOf({ page }: Issued): Promise<{ live: Live | null; html: string }> {
  const { body: html } = await gatehouse.app.inject({ url: page });
  const [, code, key] = /data-live-code="([\w-]+)" data-live-key="([\w-]+)"/.exec(html) ?? [];
  const bytes = (text = '') => fromBase64Url(text) ?? new Uint8Array();
  return { html, live: code === undefined ? null : { code: bytes(code), key: bytes(key) } };
}

function checkAt(text: string, secrets: readonly Uint8Array[], nowMs: number): string {
  const parsed = parseScan(text, { typed: false });
  return parsed.form === 'rotating' ? checkRotation({ ...parsed, secrets, nowMs }) : parsed.form;
}

describe('an event whose lists do not look at changing codes', () => {
  test('has no secret, and its phones and pages have none', async () => {
    const door = await newDoor('off');
    const phone = await phoneOf(door);
    expect((await rootOf(phone, door)).rotation).toBeNull();
    expect(dataOf(await askSecrets(phone, door))).toEqual({ rotation: null, passes: [], search: null });
    expect((await pageOf(await issue(door))).live).toBeNull();
    expect(dataOf(await get(`${door.at}/rotation-secret`))).toBeNull();
  });

  test('keeps it from phones when the list no longer asks', async () => {
    const door = await newDoor('required');
    const phone = await phoneOf(door);
    expect(await secretsOf(phone, door)).toHaveLength(1);
    await send(owner, `PATCH ${door.at}/access-lists/${door.listId}`, { rotation: 'off' });
    expect((await rootOf(phone, door)).rotation).toBeNull();
    expect(await secretsOf(phone, door)).toBeNull();
  });
});

describe('a list that asks for changing codes', () => {
  test('gives phones what pages make codes with, and names it in the root', async () => {
    const door = await newDoor('preferred');
    const [phone, other] = [await phoneOf(door), await phoneOf(door)];
    const { rotation } = await rootOf(phone, door);
    const [secret = new Uint8Array()] = (await secretsOf(phone, door)) ?? [];
    expect(rotation).toEqual(rotationId(secret));
    expect(await secretsOf(other, door)).toEqual([secret]);
    const { live } = await pageOf(await issue(door));
    const now = Date.now();
    const text = live ? rotatingCodeText(live.code, live.key, now) : '';
    expect(checkAt(text, [secret], now)).toBe('fresh');
    expect(dataOf(await get(`${door.at}/rotation-secret`)).id).toBe(toHex(rotation ?? new Uint8Array()));
  });

  test('says what is printed of a ticket is good for, of its add-ons too', async () => {
    const door = await newDoor('required');
    const ticket = await issue(door);
    const other = await create(owner, `${door.at}/ticket-types`, { name: 'Dinner' });
    const dinner = { ticketTypeId: other.id, name: 'Dinner', parentId: ticket.id };
    const { id: dinnerId } = await create(owner, `${door.at}/tickets`, dinner);
    const needs = () =>
      gatehouse.app.platform.tenancy.run(owner, async (trx) => {
        const need = (ticketId: string) =>
          gatehouse.app.ticketing.readRotationNeed(trx, { eventId: door.eventId, ticketId });
        return [await need(ticket.id), await need(dinnerId)];
      });
    expect(await needs()).toEqual(['everywhere', 'none']);
    const classes = [other.class];
    const list = { name: 'Dinner', classes, addOnMatch: true };
    const { id } = await create(owner, `${door.at}/access-lists`, list);
    expect(await needs()).toEqual(['somewhere', 'none']);
    await send(owner, `PATCH ${door.at}/access-lists/${id}`, { rotation: 'required' });
    expect(await needs()).toEqual(['everywhere', 'everywhere']);
    await send(owner, `PATCH ${door.at}/access-lists/${door.listId}`, { rotation: 'off' });
    // The ticket's code opens the way to its dinner, so its page moves for that.
    expect(await needs()).toEqual(['somewhere', 'everywhere']);
    expect((await pageOf(ticket)).live).not.toBeNull();
  });

  test('seals to each phone by itself, and never says the same twice', async () => {
    const door = await newDoor('required');
    const [phone, other] = [await phoneOf(door), await phoneOf(door)];
    const first = dataOf(await askSecrets(phone, door)).rotation.current;
    expect(dataOf(await askSecrets(phone, door)).rotation.current).not.toBe(first);
    const sealed = fromBase64Url(first) ?? new Uint8Array();
    const { agreePair } = other.keys;
    expect(await openSealed(crypto.subtle, { agreePair, sealed, purpose: 'rotation' })).toEqual({
      ok: false,
      reason: 'not_for_this_phone',
    });
  });

  test('has a page that shows the still code only where it admits', async () => {
    const preferred = await pageOf(await issue(await newDoor('preferred')));
    expect(preferred.html).toContain('Show the code that does not change');
    const required = await pageOf(await issue(await newDoor('required')));
    expect(required.html).toContain('A screenshot or a printed copy is refused');
    expect(required.html).not.toContain('Show the code that does not change');
    expect(required.html.match(/<path fill="#000000" d="/g)).toBeNull();
    expect(preferred.html.match(/<path fill="#000000" d="/g)).toHaveLength(1);
  });

  test('concerns the tickets that it takes', async () => {
    const door = await newDoor('required');
    const other = await create(owner, `${door.at}/ticket-types`, { name: 'Crew' });
    const crew = await issue({ ...door, ticketTypeId: other.id });
    expect((await pageOf(crew)).live).toBeNull();
    expect((await pageOf(await issue(door))).live).not.toBeNull();
  });

  test('gives every ticket and every generation a key of its own, and no page the secret', async () => {
    const door = await newDoor('required');
    const ticket = await issue(door);
    const [first, second] = [await pageOf(ticket), await pageOf(await issue(door))];
    await owner.request({ method: 'POST', url: `/api/v1${door.at}/tickets/${ticket.id}/re-issue` });
    const renewed = await pageOf(await describeTicket(door.at, ticket.id));
    const keys = [first, second, renewed].map(({ live }) => toHex(live?.key ?? new Uint8Array()));
    expect(new Set(keys).size).toBe(3);
    expect((await pageOf(ticket)).live).toBeNull();
    const [secret] = (await secretsOf(await phoneOf(door), door)) ?? [];
    expect(keys).not.toContain(toHex(secret ?? new Uint8Array()));
  });
});

describe('renewing the secret', () => {
  test('keeps the one before for pages that have not heard of it, until it is renewed again', async () => {
    const door = await newDoor('required');
    const phone = await phoneOf(door);
    const ticket = await issue(door);
    const { live } = await pageOf(ticket);
    const before = await rootOf(phone, door);
    await renew(door);
    const after = await rootOf(phone, door);
    expect(after.rotation).not.toEqual(before.rotation);
    expect(after.position.count).toBe(before.position.count + 1);
    const now = Date.now();
    const old = live ? rotatingCodeText(live.code, live.key, now) : '';
    const secrets = (await secretsOf(phone, door)) ?? [];
    expect(secrets).toHaveLength(2);
    expect(checkAt(old, secrets, now)).toBe('fresh');
    expect(checkAt(old, secrets.slice(0, 1), now)).toBe('wrong');
    const fresh = (await pageOf(ticket)).live;
    expect(fresh && checkAt(rotatingCodeText(fresh.code, fresh.key, now), secrets.slice(0, 1), now)).toBe(
      'fresh',
    );
    await renew(door);
    expect(checkAt(old, (await secretsOf(phone, door)) ?? [], now)).toBe('wrong');
    const rows = await gatehouse.database.query(
      'select number from ticketing.rotation_secret where event_id = $1',
      [door.eventId],
    );
    expect(rows).toHaveLength(2);
  });

  test('by many at once leaves one line of secrets', async () => {
    const door = await newDoor('required');
    await Promise.all([renew(door), renew(door), renew(door), pageOf(await issue(door))]);
    const secrets = (await secretsOf(await phoneOf(door), door)) ?? [];
    expect(secrets).toHaveLength(2);
    expect(secrets[0]).not.toEqual(secrets[1]);
  });

  test('is for those who may change tickets, and not after the event was put away', async () => {
    const door = await newDoor('required');
    await send(owner, `PUT ${door.at}/status`, { status: 'published' });
    await send(owner, `PUT ${door.at}/status`, { status: 'archived' });
    expect(await send(owner, `POST ${door.at}/rotation-secret`)).toBe('409 events.archived');
  });
});

describe('the secrets of an event', () => {
  test('are for its own active phones alone', async () => {
    const door = await newDoor('required');
    const stranger = await phoneOf(await newDoor('required'));
    expect((await askSecrets(stranger, door)).statusCode).toBe(404);
    const waiting = await pairPhone({ app: gatehouse.app, owner, eventId: door.eventId }, { confirm: false });
    expect((await askSecrets(waiting, door)).statusCode).toBe(403);
    const phone = await phoneOf(door);
    expect((await askSecrets(phone, door)).headers['cache-control']).toBe('no-store');
    const url = `/api/v1${door.at}/devices/${phone.deviceId}/revoke`;
    dataOf(await owner.request({ method: 'POST', url }));
    expect((await askSecrets(phone, door)).statusCode).toBe(403);
    expect(
      (await gatehouse.app.inject({ url: `/api/v1/device/events/${door.eventId}/secrets` })).statusCode,
    ).toBe(401);
  });

  test('lie sealed in the database', async () => {
    const door = await newDoor('required');
    const [secret = new Uint8Array()] = (await secretsOf(await phoneOf(door), door)) ?? [];
    const rows = await gatehouse.database.query<{ row: string }>(
      'select t::text as row from ticketing.rotation_secret t where event_id = $1',
      [door.eventId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(toHex(secret));
  });
});

describe('the server’s own door', () => {
  test('checks the tail as phones do', async () => {
    const door = await newDoor('required');
    const ticket = await issue(door);
    const { live } = await pageOf(ticket);
    const ask = async (code: string) => {
      const payload = { eventId: door.eventId, listId: door.listId, code };
      const { result, reason } = dataOf(
        await owner.request({ method: 'POST', url: '/api/v1/checkin/validate', payload }),
      );
      return `${result} ${reason}`;
    };
    const made = (agoMs: number) => (live ? rotatingCodeText(live.code, live.key, Date.now() - agoMs) : '');
    expect(await ask(made(0))).toBe('admit ok');
    expect(await ask(made(300_000))).toBe('refuse stale_code');
    expect(await ask(ticket.code)).toBe('refuse static_code');
    await renew(door);
    expect(await ask(made(0))).toBe('admit ok');
    await renew(door);
    expect(await ask(made(0))).toBe('refuse stale_code');
  });
});
