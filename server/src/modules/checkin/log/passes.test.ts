import { fromBase64Url, toHex } from '@gatehouse/shared/bytes';
import { digestHex, digestScans } from '@gatehouse/shared/digest';
import { decodeRow } from '@gatehouse/shared/log';
import { decodeScansPage, type ReviewedRow } from '@gatehouse/shared/protocol';
import { parseScan, rotatingCodeText } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, send } from '../../../../test/answers.js';
import { addDoor, readTicket, type WorldTicket } from '../../../../test/door-world.js';
import { addPhone, type LogPhone, type Place, sync } from '../../../../test/log-phone.js';
import { addManifestPhone, type ManifestPhone } from '../../../../test/manifest-phone.js';
import { type Actor, createActor, startTestApp, type TestApp } from '../../../../test/test-app.js';
import { digestScansOf } from '../digest/digest-scans.js';

const now = Date.now();
const minutes = (count: number) => now - 60 * 60_000 + count * 60_000;

let gatehouse: TestApp;
let owner: Actor;
/** Two of three dates of the series, the third, and a pass for the first two with a list of its own. */
let friday: Place;
let saturday: Place;
let sunday: Place;
let pass: { readonly id: string; readonly number: number; readonly listId: string; readonly typeId: string };

const read = async (url: string) => dataOf(await owner.request({ method: 'GET', url: `/api/v1${url}` }));
const put = async (url: string, payload: object) =>
  dataOf(await owner.request({ method: 'PUT', url: `/api/v1${url}`, payload }));

beforeAll(async () => {
  gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  owner = await createActor(gatehouse.app, 'passes');
  friday = (await addDoor(owner)).place;
  saturday = await dateAfter(1);
  sunday = await dateAfter(2);
  const body = { name: 'Weekend', dateIds: [friday.eventId, saturday.eventId] };
  const made = await create(owner, `/events/${friday.eventId}/series/passes`, body);
  const type = await create(owner, `/events/${made.id}/ticket-types`, { name: 'Day' });
  const list = { name: 'Once', classes: [type.class] };
  const { id: listId } = await create(owner, `/events/${made.id}/access-lists`, list);
  pass = { id: made.id, number: made.publicNumber, listId, typeId: type.id };
  for (const { eventId, listId: main } of [friday, saturday]) {
    const url = `/api/v1/events/${eventId}/access-lists/${main}`;
    dataOf(await owner.request({ method: 'PATCH', url, payload: { classes: [0, type.class] } }));
  }
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

async function dateAfter(days: number): Promise<Place> {
  const at = `/events/${friday.eventId}`;
  const { startsAt } = await read(at);
  const moved = new Date(Date.parse(startsAt) + days * 24 * 3_600_000).toISOString();
  const { id, publicNumber } = await create(owner, `${at}/series/dates`, { startsAt: moved, endsAt: null });
  const [list] = await read(`/events/${id}/access-lists`);
  const [gate] = await read(`/events/${id}/gates`);
  return { ...friday, eventId: id, number: publicNumber, listId: list.id, gateId: gate.id };
}

async function newPass(): Promise<WorldTicket> {
  const { id } = await create(owner, `/events/${pass.id}/tickets`, {
    ticketTypeId: pass.typeId,
    name: 'Pia',
  });
  return readTicket(gatehouse, id);
}

const keyOf = ({ organisationId, eventId }: Place) => ({ organisationId, eventId });
const phoneAt = (place: Place, name: string) => addPhone(gatehouse, place, { name });
const listed = (phone: ManifestPhone, { ticketHash }: WorldTicket) =>
  phone.view().find((line) => line.startsWith(`ticket ${Buffer.from(ticketHash).toString('hex')}`));
const hand = (phone: LogPhone) => sync(gatehouse.url, phone);

/** Whether events are told of scans, and that a phone was heard of, from now on. */
function listen(): Disposable & { of(eventId: string): string[] } {
  const heard = new Map<string, Set<string>>();
  const stop = gatehouse.app.platform.live.subscribe({
    onEventChange: ({ eventId, what }) =>
      heard.set(eventId, new Set([...(heard.get(eventId) ?? []), ...what])),
    onDeviceChange: () => undefined,
    onGap: () => undefined,
  });
  const topics = ['scans', 'synced'];
  return {
    of: (eventId) => topics.filter((topic) => heard.get(eventId)?.has(topic)),
    [Symbol.dispose]: stop,
  };
}

function digestOfRows(event: number, rows: readonly ReviewedRow[]): string {
  for (const steps = digestScans({ event, history: null, rows }); ; ) {
    const step = steps.next();
    if (step.done) return digestHex(step.value);
  }
}

/** All that the feed of an event says of scans. */
async function rowsTold({ headers }: LogPhone, { eventId }: Place): Promise<readonly ReviewedRow[]> {
  const url = `${gatehouse.url}/api/v1/device/events/${eventId}/pages/scans?start=0&from=0`;
  const answer = await fetch(url, { headers });
  if (answer.status === 204) return [];
  const page = decodeScansPage(new Uint8Array(await answer.arrayBuffer()).slice(0, -64));
  if (!page.ok) throw new Error(page.reason);
  return page.value.rows;
}

/** Scan → what the feed of an event says of it. */
async function told(phone: LogPhone, place: Place): Promise<Map<string, string>> {
  const rows = await rowsTold(phone, place);
  return new Map(
    rows.map(({ bytes, review }) => {
      const row = decodeRow(bytes);
      return [row.ok ? row.value.id : '', review.standing] as const;
    }),
  );
}

describe('the list of a date', () => {
  test('holds the passes that are good there, and hears what becomes of them', async () => {
    const ticket = await newPass();
    const [at, elsewhere] = [
      await addManifestPhone(gatehouse, keyOf(saturday)),
      await addManifestPhone(gatehouse, keyOf(sunday)),
    ];
    for (const phone of [at, elsewhere]) {
      await phone.takeRoot();
      await phone.takePages();
    }
    expect(at.root().events.map(({ id }) => id)).toEqual([saturday.number, pass.number]);
    expect(
      at
        .root()
        .dates.map(({ id }) => id)
        .sort(),
    ).toEqual([friday.number, sunday.number].sort());
    expect(at.root().lists.map(({ id }) => id)).toEqual([saturday.listId, pass.listId]);
    expect(new Set(at.root().classes.map(({ ticketType }) => ticketType)).size).toBe(2);
    expect(elsewhere.root().events.map(({ id }) => id)).toEqual([sunday.number]);
    expect(elsewhere.root().dates.find(({ id }) => id === pass.number)?.starts).toHaveLength(2);
    const good = listed(at, ticket);
    expect(good).toBeDefined();
    expect(listed(elsewhere, ticket)).toBeUndefined();
    const other = await newPass();
    await put(`/events/${pass.id}/tickets/${ticket.ticketId}/state`, { state: 'cancelled' });
    expect(await at.takePages()).toBe(1);
    expect(listed(at, other)).toBeDefined();
    expect(listed(at, ticket)).not.toBe(good);
    expect(await at.agreement()).toBe('same');
  });

  test('follows the pass to a date that is new to it, and away from one', async () => {
    const ticket = await newPass();
    const phone = await addManifestPhone(gatehouse, keyOf(sunday));
    await phone.takeRoot();
    await phone.takePages();
    const dateIds = [friday, saturday, sunday].map(({ eventId }) => eventId);
    await put(`/events/${pass.id}/series/dates`, { dateIds });
    await phone.takePages();
    expect(listed(phone, ticket)).toBeDefined();
    await phone.takeRoot();
    expect(phone.root().events.map(({ id }) => id)).toContain(pass.number);
    await put(`/events/${pass.id}/series/dates`, { dateIds: dateIds.slice(0, 2) });
    await expect
      .poll(
        async () => {
          await phone.takeRoot();
          return [phone.root().events.length, listed(phone, ticket)];
        },
        { timeout: 60_000 },
      )
      .toEqual([1, undefined]);
    await phone.takePages();
    expect(await phone.agreement()).toBe('same');
  });
});

describe('scans of a pass', () => {
  test('are independent on lists of dates, and every date hears of them', async () => {
    const ticket = await newPass();
    const [a, b] = [await phoneAt(friday, 'A'), await phoneAt(saturday, 'B')];
    const [first, second] = [a.write({ ...ticket, at: minutes(1) }), b.write({ ...ticket, at: minutes(2) })];
    using news = listen();
    await hand(a);
    // Only the portal of the own event shows when its phones were heard of.
    await expect
      .poll(() => [friday, saturday].map(({ eventId }) => news.of(eventId)))
      .toEqual([['scans', 'synced'], ['scans']]);
    await hand(b);
    for (const [phone, place] of [[a, friday] as const, [b, saturday] as const]) {
      const heard = await told(phone, place);
      expect([heard.get(first), heard.get(second)]).toEqual(['stands', 'stands']);
    }
    const c = await phoneAt(sunday, 'C');
    expect((await told(c, sunday)).get(first)).toBeUndefined();
  });

  test('on a list of the pass count at all of its dates, by their times', async () => {
    const ticket = await newPass();
    const [a, b] = [await phoneAt(friday, 'A'), await phoneAt(saturday, 'B')];
    const late = a.write({ ...ticket, at: minutes(9), list: pass.listId });
    const early = b.write({ ...ticket, at: minutes(5), list: pass.listId });
    await hand(a);
    expect((await told(b, saturday)).get(late)).toBe('stands');
    await hand(b);
    for (const [phone, place] of [[a, friday] as const, [b, saturday] as const]) {
      const heard = await told(phone, place);
      expect([heard.get(early), heard.get(late)]).toEqual(['stands', 'extra']);
    }
    const conflicts = await read(`/events/${friday.eventId}/conflicts?state=open`);
    expect(conflicts.map(({ scanId }: { scanId: string }) => scanId)).toEqual([late]);
    expect(await read(`/events/${saturday.eventId}/conflicts?state=open`)).toEqual([]);
    b.undo(early, { ...ticket, list: pass.listId, at: minutes(6) });
    await hand(b);
    expect((await told(a, friday)).get(late)).toBe('stands');
    const { lists } = await read(`/events/${pass.id}/door`);
    expect(lists).toMatchObject([{ listId: pass.listId, inside: 1 }]);
  });

  test('are judged by the date where they were, where its rule names dates', async () => {
    const ticket = await newPass();
    const lists = `/events/${pass.id}/access-lists`;
    const rule = {
      any: [
        { term: 'date', in: [saturday.eventId] },
        { term: 'entries_total', is: '<', value: 1 },
      ],
    };
    expect(
      await send(owner, `POST ${lists}`, { name: 'X', classes: [], rule: { term: 'date', in: [pass.id] } }),
    ).toBe('422 events.unknown_date rule.in');
    const [type] = await read(`/events/${pass.id}/ticket-types`);
    const { id: list } = await create(owner, lists, {
      name: 'Gala',
      classes: [type.class],
      entry: 'multiple',
      rule,
    });
    const [a, b] = [await phoneAt(friday, 'A'), await phoneAt(saturday, 'B')];
    const once = a.write({ ...ticket, at: minutes(50), list });
    const allowed = b.write({ ...ticket, at: minutes(51), list });
    const twice = a.write({ ...ticket, at: minutes(52), list });
    await hand(b);
    await hand(a);
    for (const [phone, place] of [[a, friday] as const, [b, saturday] as const]) {
      const heard = await told(phone, place);
      expect([once, allowed, twice].map((scan) => heard.get(scan))).toEqual(['stands', 'stands', 'extra']);
    }
    const { code } = await read(`/events/${pass.id}/tickets/${ticket.ticketId}/code`);
    const ask = async ({ eventId }: Place) => {
      const payload = { eventId, listId: list, code };
      return dataOf(await owner.request({ method: 'POST', url: '/api/v1/checkin/validate', payload })).reason;
    };
    expect([await ask(saturday), await ask(friday)]).toEqual(['ok', 'rule_denied']);
    // The portal asks a list of the pass at that date of it which is nearest.
    const trial = async (place: Place) => {
      const { startsAt } = await read(`/events/${place.eventId}`);
      const payload = { ticketId: ticket.ticketId, at: startsAt, gateId: null, direction: 'in' };
      const url = `/api/v1${lists}/${list}/trials`;
      return dataOf(await owner.request({ method: 'POST', url, payload })).reason;
    };
    expect([await trial(saturday), await trial(friday)]).toEqual(['ok', 'rule_denied']);
  });

  test('count in the digest of the date where they were made, and in no other', async () => {
    const ticket = await newPass();
    const [a, b] = [await phoneAt(friday, 'A'), await phoneAt(saturday, 'B')];
    a.write({ ...ticket, at: minutes(40), list: pass.listId });
    await hand(a);
    b.write({ ...ticket, at: minutes(41), list: pass.listId });
    await hand(b);
    for (const [phone, place] of [[a, friday] as const, [b, saturday] as const]) {
      const rows = await rowsTold(phone, place);
      const both = [friday, saturday].map(({ number }) => digestOfRows(number, rows));
      const { tenancy } = gatehouse.app.platform;
      const own = await tenancy.snapshot(place, (trx) => digestScansOf(trx, place.eventId));
      expect(both.map((digest) => digest === digestHex(own.digest))).toEqual(
        [friday, saturday].map(({ eventId }) => eventId === place.eventId),
      );
    }
  });

  test('on a list of the pass are looked at again with what moves them, and with their ticket', async () => {
    const ticket = await newPass();
    const [a, b] = [await phoneAt(friday, 'A'), await phoneAt(saturday, 'B')];
    const unsure = a.write({
      ...ticket,
      at: minutes(17),
      within: Number.POSITIVE_INFINITY,
      list: pass.listId,
    });
    const sure = b.write({ ...ticket, at: minutes(16), list: pass.listId });
    await hand(a);
    await hand(b);
    const standings = async () => {
      const heard = await told(a, friday);
      return [heard.get(unsure), heard.get(sure)];
    };
    expect(await standings()).toEqual(['extra', 'stands']);
    // No row of the pass, but it says that the phone's row before it was earlier.
    a.write({ at: minutes(15), ticketHash: null, result: 'refuse', effect: 'none', reason: 'unknown' });
    await hand(a);
    expect(await standings()).toEqual(['stands', 'extra']);
    const stale = b.write({ ...ticket, at: Date.now() + 60_000, list: pass.listId });
    await hand(b);
    await put(`/events/${pass.id}/tickets/${ticket.ticketId}/state`, { state: 'cancelled' });
    await expect.poll(async () => (await told(b, saturday)).get(stale), { timeout: 60_000 }).toBe('stale');
  });

  test('of before are heard of at a date that is new to the pass', async () => {
    const ticket = await newPass();
    const [a, c] = [await phoneAt(friday, 'A'), await phoneAt(sunday, 'C')];
    const scan = a.write({ ...ticket, at: minutes(20), list: pass.listId });
    c.write({ at: minutes(21), ticketHash: null, result: 'refuse', effect: 'none', reason: 'unknown' });
    await hand(c);
    await hand(a);
    const dateIds = [friday, saturday, sunday].map(({ eventId }) => eventId);
    await put(`/events/${pass.id}/series/dates`, { dateIds });
    await expect.poll(async () => (await told(c, sunday)).get(scan), { timeout: 60_000 }).toBe('stands');
    const again = c.write({ ...ticket, at: minutes(22), list: pass.listId });
    await hand(c);
    expect((await told(c, sunday)).get(again)).toBe('extra');
  });
});

test('the server’s own door knows passes, and what happened to them at another date', async () => {
  const ticket = await newPass();
  const { code } = await read(`/events/${pass.id}/tickets/${ticket.ticketId}/code`);
  const ask = async ({ eventId }: Place, listId: string) => {
    const payload = { eventId, listId, code };
    const url = '/api/v1/checkin/validate';
    return dataOf(await owner.request({ method: 'POST', url, payload }));
  };
  expect(await ask(saturday, pass.listId)).toMatchObject({ result: 'admit' });
  const phone = await phoneAt(friday, 'A');
  phone.write({ ...ticket, at: minutes(30), list: pass.listId });
  await hand(phone);
  expect(await ask(saturday, pass.listId)).toMatchObject({ result: 'refuse', reason: 'already_used' });
  expect(await ask(saturday, saturday.listId)).toMatchObject({ result: 'admit' });
});

test('its page makes the changing codes that a list of one of its dates asks for', async () => {
  const ticket = await newPass();
  const { code, pagePath } = await read(`/events/${pass.id}/tickets/${ticket.ticketId}/code`);
  const liveKey = async () => {
    const { body } = await gatehouse.app.inject({ url: pagePath });
    const [, text] = /data-live-key="([\w-]+)"/.exec(body) ?? [];
    return text === undefined ? null : fromBase64Url(text);
  };
  expect(await liveKey()).toBeNull();
  const at = `/events/${saturday.eventId}`;
  expect(await send(owner, `PATCH ${at}/access-lists/${saturday.listId}`, { rotation: 'required' })).toBe(
    '200',
  );
  const parsed = parseScan(code, { typed: false });
  const key = await liveKey();
  if (key === null || parsed.form !== 'native') throw new Error('The page makes codes.');
  const ask = async ({ eventId, listId }: Place, shown: string) => {
    const payload = { eventId, listId, code: shown };
    return dataOf(await owner.request({ method: 'POST', url: '/api/v1/checkin/validate', payload })).reason;
  };
  const changing = rotatingCodeText(parsed.code, key, Date.now());
  const made = rotatingCodeText(parsed.code, new Uint8Array(32), Date.now());
  expect([await ask(saturday, code), await ask(saturday, made), await ask(saturday, changing)]).toEqual([
    'static_code',
    'stale_code',
    'ok',
  ]);
  expect(await ask(friday, code)).toBe('ok');
  const phone = await addManifestPhone(gatehouse, keyOf(saturday));
  await phone.takeRoot();
  const { id } = await read(`/events/${pass.id}/rotation-secret`);
  const named = phone.root().events.find((each) => each.id === pass.number)?.rotation;
  expect(named && toHex(named)).toBe(id);
  await send(owner, `PATCH ${at}/access-lists/${saturday.listId}`, { rotation: 'off' });
});

test('a pass has no door of its own', async () => {
  const at = `/events/${pass.id}`;
  const offer = { name: 'Lost', profile: 'steward', gateId: null };
  expect(await send(owner, `POST ${at}/device-pairings`, offer)).toBe('404 checkin.no_door');
  const asked = { eventId: pass.id, code: 'x' };
  expect(await send(owner, 'POST /checkin/validate', asked)).toBe('404 checkin.no_door');
});
