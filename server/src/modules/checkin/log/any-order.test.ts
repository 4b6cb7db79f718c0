import { type LogRow as ReviewRow, walkRows } from '@gatehouse/shared/checkin';
import { digestHex, digestScans, NO_DIGEST, scanElement } from '@gatehouse/shared/digest';
import { policyOf, toReviewRow } from '@gatehouse/shared/door';
import { decodeRow } from '@gatehouse/shared/log';
import { decodeRoot, type Position } from '@gatehouse/shared/manifest';
import { openScansPage, type ReviewedRow } from '@gatehouse/shared/protocol';
import { splitBlob } from '@gatehouse/shared/signing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DoorWorld, digestOf, startDoorWorld, type WorldTicket } from '../../../../test/door-world.js';
import { doorKeyOf, type LogPhone, sync } from '../../../../test/log-phone.js';
import { startTestApp, type TestApp } from '../../../../test/test-app.js';
import { readDoorRules } from '../manifest/index.js';

const numRuns = process.env['GATEHOUSE_SOAK'] ? 150 : 8;
const phonesEach = 3;

let world: DoorWorld;
/** A second instance on the same database. */
let second: TestApp;
beforeAll(async () => {
  world = await startDoorWorld({ tickets: 3, list: { entry: 're-entry', persons: 'group' } });
  const { database, dataFolder } = world.gatehouse;
  second = await startTestApp({
    DATABASE_URL: database.appUrl,
    DATABASE_SYSTEM_URL: database.systemUrl,
    GATEHOUSE_DATA: dataFolder,
  });
});
afterAll(async () => {
  await second[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const anyRow = fc.record({
  phone: fc.nat(phonesEach - 1),
  ticket: fc.nat(2),
  at: fc.nat(30),
  within: fc.constantFrom(0, 1, 4, Number.POSITIVE_INFINITY),
  persons: fc.integer({ min: 1, max: 3 }),
  does: fc.constantFrom('entry', 'entry', 'entry', 'exit', 'person', 'undo', 'count', 'refuse'),
  names: fc.nat(20),
});

type AnyRow = typeof anyRow extends fc.Arbitrary<infer Row> ? Row : never;

const anyCase = fc.record({
  rows: fc.array(anyRow, { minLength: 3, maxLength: 20 }),
  batches: fc.array(
    fc.record({ phone: fc.nat(phonesEach - 1), from: fc.nat(20), length: fc.nat(6), instance: fc.boolean() }),
    { maxLength: 10 },
  ),
  together: fc.boolean(),
});

const start = Date.UTC(2027, 6, 1, 18);

function write(
  phones: readonly LogPhone[],
  { rows, tickets }: { rows: readonly AnyRow[]; tickets: readonly WorldTicket[] },
): void {
  const written: string[] = [];
  for (const { phone: index, ticket, at: minute, within: minutes, persons, does, names } of rows) {
    const phone = phones[index];
    if (!phone) continue;
    const span = { at: start + minute * 60_000, within: minutes * 60_000 };
    const named = written[names % Math.max(1, written.length)];
    if (does === 'undo' && named !== undefined) phone.undo(named, span);
    else if (does === 'count') phone.write({ ...span, kind: 'count', effect: 'none', persons });
    else if (does === 'refuse')
      phone.write({ ...span, ...tickets[ticket], result: 'refuse', effect: 'none' });
    else {
      const effect = does === 'undo' ? 'entry' : does;
      written.push(phone.write({ ...span, ...tickets[ticket], persons, effect }));
    }
  }
}

/** What the shared walk makes of all rows at once: the truth that every order has to lead to. */
async function expected(phones: readonly LogPhone[]): Promise<Record<string, string>> {
  const { app } = world.gatehouse;
  const { organisationId, eventId } = world.place;
  const rules = await app.platform.tenancy.run({ organisationId }, (trx) =>
    readDoorRules(trx, { events: app.events, ticketing: app.ticketing }, eventId),
  );
  const policy = policyOf({ ...rules, events: [], questions: [] }, 'steward');
  const rows = phones
    .flatMap(({ rows }) => rows)
    .flatMap(({ bytes }): ReviewRow[] => {
      const decoded = decodeRow(bytes);
      const row = decoded.ok ? toReviewRow(decoded.value, false) : null;
      return row === null ? [] : [row];
    });
  const { reviews } = walkRows({ rows, changes: [], tickets: new Map(), policy });
  const said: Record<string, string> = {};
  for (const [id, { placed, review }] of reviews)
    said[id] = JSON.stringify([
      placed.estimate,
      placed.earliest,
      Number.isFinite(placed.latest) ? placed.latest : null,
      review.status,
      review.sure,
      review.status === 'extra' ? review.first : null,
    ]);
  return said;
}

async function stored(ids: ReadonlySet<string>): Promise<Record<string, string>> {
  const rows = await world.gatehouse.database.query<{ id: string; said: unknown[] }>(
    `select id, json_build_array(estimate, earliest, latest, standing, sure, first_id) as said
     from checkin.scan where id = any($1)`,
    [[...ids]],
  );
  return Object.fromEntries(rows.map(({ id, said }) => [id, JSON.stringify(said)]));
}

describe('the review', () => {
  test(
    'is the same for every order and grouping of batches, on two instances at once',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyCase, async ({ rows, batches, together }) => {
          const phones = await newPhones(phonesEach);
          const tickets = newTickets();
          write(phones, { rows, tickets });
          const sendings = [];
          for (const { phone: index, from, length, instance } of batches) {
            const phone = phones[index];
            if (!phone || phone.rows.length === 0) continue;
            const first = 1 + (from % phone.rows.length);
            const blob = await phone.batch(first, first + length);
            sendings.push(() => sync(instance ? second.url : world.url, phone, blob));
          }
          for (const [index, phone] of phones.entries()) {
            const blob = await phone.batch(1);
            sendings.push(() => sync(index % 2 ? second.url : world.url, phone, blob));
          }
          if (together) await Promise.all(sendings.map((send) => send()));
          else for (const send of sendings) await send();
          const truth = await expected(phones);
          expect(await stored(new Set(Object.keys(truth)))).toEqual(truth);
        }),
        { numRuns, endOnFailure: true },
      );
    },
    60_000 + numRuns * 4_000,
  );

  test('opens one conflict for each admission that is extra, and no other', async () => {
    const [row] = await world.gatehouse.database.query<{ wrong: number }>(
      `select count(*)::int as wrong from checkin.scan full join
         (select scan_id from checkin.conflict where open) as open on scan_id = id
       where (standing = 'extra') is distinct from (scan_id is not null)`,
    );
    expect(row?.wrong).toBe(0);
  });

  test('comes to one digest, on a phone that has paged through all of it and on both instances', async () => {
    const phone = await world.phone();
    phone.undo(phone.write(world.tickets[0]));
    await sync(world.url, phone);
    const rows: ReviewedRow[] = [];
    const { eventId, number, organisationId } = world.place;
    const { start } = await phonePositions(phone);
    const publicKey = await doorKeyOf(world.gatehouse.app, organisationId);
    let count = 0;
    for (;;) {
      const path = `/api/v1/device/events/${eventId}/pages/scans?start=${start}&from=${count}`;
      const answer = await fetch(world.url + path, { headers: phone.headers });
      if (answer.status === 204) break;
      const blob = new Uint8Array(await answer.arrayBuffer());
      const page = await openScansPage(blob, publicKey, async () => true);
      if (!page.ok) throw new Error(page.reason);
      rows.push(...page.value.rows);
      count = page.value.to;
    }
    const [first, ...others] = rows.filter((row) => scanElement(row) !== null);
    if (!first) throw new Error('Nothing was scanned.');
    expect(new Set(others.map(({ review }) => review.standing))).toContain('undone');
    for (const url of [world.url, second.url]) {
      const say = (held: readonly ReviewedRow[]) =>
        scansAgreement(url, phone, { start, count, digest: digestOfRows(number, held) });
      await expect.poll(() => say(rows)).toBe('same');
      expect(await say(others)).toBe('differs');
      const turned = { ...first, review: { ...first.review, sure: !first.review.sure } };
      expect(await say([...rows, turned])).toBe('differs');
    }
  });

  test('of the same batch on two instances at once keeps each row once', async () => {
    const phone = await world.phone();
    for (let written = 0; written < 200; written++) phone.write(world.tickets[written % 3]);
    const blob = await phone.batch();
    const answers = await Promise.all(
      [world.url, second.url, world.url, second.url].map((url) => sync(url, phone, blob)),
    );
    const kinds = answers.map(({ rows }) => [...new Set(rows)].join());
    expect(kinds.sort()).toEqual(['known', 'known', 'known', 'stored']);
    const before = await digestOf(world);
    await sync(second.url, phone, blob);
    expect(await digestOf(world)).toBe(before);
  });
});

async function phonePositions({ headers }: LogPhone): Promise<Position> {
  const path = `/api/v1/device/events/${world.place.eventId}/root`;
  const blob = new Uint8Array(await (await fetch(world.url + path, { headers })).arrayBuffer());
  const root = decodeRoot(splitBlob(blob).body);
  if (!root.ok) throw new Error(root.reason);
  return root.value.position;
}

function digestOfRows(event: number, rows: readonly ReviewedRow[]): string {
  for (const steps = digestScans({ event, history: null, rows }); ; ) {
    const step = steps.next();
    if (step.done) return digestHex(step.value);
  }
}

/** What an instance says of a phone that holds this of the scans. */
async function scansAgreement(
  url: string,
  { headers }: LogPhone,
  scans: Position & { readonly digest: string },
): Promise<string> {
  const answer = await fetch(`${url}/api/v1/device/events/${world.place.eventId}/digest`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ tickets: { start: 0, count: 0, digest: digestHex(NO_DIGEST) }, scans }),
  });
  return ((await answer.json()) as { data: { scans: string } }).data.scans;
}

async function newPhones(howMany: number): Promise<LogPhone[]> {
  const phones: LogPhone[] = [];
  while (phones.length < howMany) phones.push(await world.phone());
  return phones;
}

function newTickets(): WorldTicket[] {
  // The review asks nothing of a ticket that nobody has changed, so numbers that were never issued do.
  return Array.from({ length: 3 }, () => ({
    ticketId: '',
    ticketHash: crypto.getRandomValues(new Uint8Array(8)),
    codeHash: new Uint8Array(32),
  }));
}

describe('the feed of scans', () => {
  test('is given at commit and without a gap, so no reader steps over a late one', async () => {
    const phones = await newPhones(6);
    for (const phone of phones) for (let written = 0; written < 60; written++) phone.write();
    const { database } = world.gatehouse;
    const read = async () => {
      const [row] = await database.query<{ count: number; reached: number[] }>(
        `select count::int, array(select feed_count::int from checkin.scan
           where event_id = feed.event_id and feed_count is not null order by 1) as reached
         from checkin.feed where event_id = $1`,
        [world.place.eventId],
      );
      return row ?? { count: 0, reached: [] };
    };
    const seen = new Set<number>((await read()).reached);
    let [position, isSending] = [(await read()).count, true];
    const sending = Promise.all(
      phones.map(async (phone, index) => {
        for (let from = 1; from <= 60; from += 10)
          await sync(index % 2 ? second.url : world.url, phone, await phone.batch(from, from + 9));
      }),
    ).finally(() => {
      isSending = false;
    });
    do {
      const { count, reached } = await read();
      for (const at of reached) {
        // What is new now lies behind what a reader had reached before.
        if (!seen.has(at)) expect(at).toBeGreaterThan(position);
        seen.add(at);
      }
      expect(reached.every((at) => at <= count)).toBe(true);
      position = count;
    } while (isSending);
    await sending;
    const { count, reached } = await read();
    expect(reached.at(-1)).toBe(count);
    expect(new Set(reached).size).toBe(reached.length);
  }, 120_000);
});
