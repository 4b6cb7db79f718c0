import type pg from 'pg';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { DoorPhone } from './door-phone.js';
import { connectToEmbedded } from './embedded-database.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { soakTest } from './soak.js';

const tickets = 1_000_000;
const patienceMs = 300_000;
const rowsAtOnce = 50_000;

let folder: TemporaryFolder;
let gatehouse: Started;
let organiser: Organiser;
let database: pg.Client;
let phone: DoorPhone | undefined;

beforeAll(async () => {
  folder = await makeFolder();
  gatehouse = await startGatehouse({ data: folder.path });
  organiser = await signInOrganiser(gatehouse);
  database = await connectToEmbedded(folder.path);
});

afterAll(async () => {
  await phone?.phone.close();
  await database?.end();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: patienceMs, interval: 50 });

interface Crowd {
  readonly eventId: string;
  readonly typeId: string;
  readonly listId: string;
}

async function newCrowd(): Promise<Crowd> {
  const startsAt = new Date(Date.now() + 3_600_000).toISOString();
  const event = { name: 'Night at the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt };
  const { id } = await organiser.send<{ id: string }>('POST /events', event);
  await organiser.send(`PUT /events/${id}/status`, { status: 'published' });
  const type = await organiser.send<{ id: string; class: number }>(`POST /events/${id}/ticket-types`, {
    name: 'Day',
  });
  const list = { name: 'Main', classes: [type.class], entry: 'single' };
  const { id: listId } = await organiser.send<{ id: string }>(`POST /events/${id}/access-lists`, list);
  return { eventId: id, typeId: type.id, listId };
}

async function issue({ eventId, typeId }: Crowd, name: string): Promise<{ id: string; code: string }> {
  const ticket = { ticketTypeId: typeId, name };
  const { id } = await organiser.send<{ id: string }>(`POST /events/${eventId}/tickets`, ticket);
  return { id, ...(await organiser.send<{ code: string }>(`GET /events/${eventId}/tickets/${id}/code`)) };
}

/** Tickets past the signing of their codes, which takes long and which no list reads. */
async function fill({ eventId, typeId }: Crowd): Promise<void> {
  for (let done = 0; done < tickets; done += rowsAtOnce)
    await database.query(
      `with moved as (update ticketing.feed set count = count + $3 where event_id = $1
          returning organisation_id, count - $3 as before, start)
        insert into ticketing.ticket (organisation_id, event_id, ticket_type_id, test, number, hash, short_bits,
          generation, kid, code_class, code_hash, state, attention, name, texts, search_text, feed_start, feed_count)
        select organisation_id, $1, $2, false, number, number, ('x' || encode(number, 'hex'))::bit(45)::bigint,
          (index % 50 = 0)::int, 0, 0, sha256(number), case when index % 33 = 0 then 'cancelled' else 'good' end,
          false, '', '{}', '', start, before + index
        from moved, (select index, substring(sha256(convert_to($1::text || ' ' || (index + $4), 'utf8')) for 8) as number
          from generate_series(1, $3::int) as index) as drawn`,
      [eventId, typeId, Math.min(rowsAtOnce, tickets - done), done],
    );
}

/** A day of corrections. */
async function correct({ eventId }: Crowd, count: number): Promise<void> {
  await database.query(
    `with moved as (update ticketing.feed set count = count + $2 where event_id = $1
        returning count - $2 as before, start),
      chosen as (select id, row_number() over (order by hash) as index
        from ticketing.ticket where event_id = $1 and name = '' order by hash limit $2)
      update ticketing.ticket as ticket set attention = true, feed_start = moved.start,
        feed_count = moved.before + chosen.index
      from moved, chosen where ticket.id = chosen.id`,
    [eventId, count],
  );
}

async function pair({ eventId }: Crowd): Promise<DoorPhone> {
  const offer = { name: 'North', profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer);
  phone = new DoorPhone(gatehouse.url);
  expect(await phone.phone.pair(url)).toEqual({ ok: true });
  const [device] = await organiser.send<{ id: string }[]>(`GET /events/${eventId}/devices`);
  await organiser.send(`POST /events/${eventId}/devices/${device?.id}/confirm`);
  return phone;
}

async function scan(door: DoorPhone, { eventId, listId }: Crowd, text: string) {
  const shift = { eventId, listId, gateId: null, direction: 'in' } as const;
  const { id, decision, recorded } = await door.gateway.scan({ text, how: 'camera' }, shift);
  if (recorded) await door.gateway.markShown(id);
  return { result: decision.result, reason: decision.reason, recorded };
}

function tell(name: string, since: number): void {
  process.stdout.write(`${name}: ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
}

const segmentsOf = async ({ eventId }: Crowd) =>
  (
    await database.query<{ row: string }>(
      `select encode(sha256, 'hex') || xmin as row from checkin.segment where event_id = $1 order by 1`,
      [eventId],
    )
  ).rows.map(({ row }) => row);

soakTest(
  `${tickets} tickets reach a phone, and their changes follow`,
  { timeout: 2 * patienceMs },
  async () => {
    const crowd = await newCrowd();
    const [ann, bea] = [await issue(crowd, 'Ann'), await issue(crowd, 'Bea')];
    await fill(crowd);

    const begun = performance.now();
    const door = await pair(crowd);
    await until(() => expect(door.state.events[0]?.complete).toBe(true));
    tell('from pairing to the whole list', begun);
    expect(await scan(door, crowd, ann.code)).toMatchObject({ result: 'admit', recorded: true });
    const cut = await segmentsOf(crowd);
    expect(cut.length).toBeGreaterThan(tickets / 16_384);

    const corrected = performance.now();
    await correct(crowd, tickets / 100);
    await organiser.send(`PUT /events/${crowd.eventId}/tickets/${bea.id}/state`, { state: 'cancelled' });
    await until(async () =>
      expect(await scan(door, crowd, bea.code)).toMatchObject({ result: 'refuse', reason: 'cancelled' }),
    );
    tell('1 % of corrections and a cancelled ticket', corrected);
    // Pages carry them: no segment was written again.
    expect(await segmentsOf(crowd)).toEqual(cut);

    const restarted = performance.now();
    await door.restart();
    await until(() => expect(door.phone.gateway.get()).not.toBeNull());
    expect(door.state.events[0]?.complete).toBe(true);
    tell('the next start', restarted);
    expect(await scan(door, crowd, bea.code)).toMatchObject({ result: 'refuse', reason: 'cancelled' });
    expect(await scan(door, crowd, ann.code)).toMatchObject({ result: 'refuse', reason: 'already_used' });
  },
);
