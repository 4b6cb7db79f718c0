import { gzipSync } from 'node:zlib';
import { decodeRow, NO_PREVIOUS, rowHash } from '@gatehouse/shared/log';
import { BATCH_VERSION, MAX_BATCH_BYTES, openScansPage } from '@gatehouse/shared/protocol';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { doorKeyOf, type LogPhone, receiptOf, type Sent, sync, uuid } from '../../../../test/log-phone.js';
import { createActor } from '../../../../test/test-app.js';
import { createDeviceTokens } from '../devices/device-tokens.js';

let world: DoorWorld;
beforeAll(async () => {
  world = await startDoorWorld({ tickets: 4 });
});
afterAll(() => world[Symbol.asyncDispose]());

const send = (phone: LogPhone, blob?: Uint8Array) => sync(world.url, phone, blob);
const receipt = (sent: Sent) => receiptOf(world.gatehouse.app, sent, world.place.organisationId);

async function writeThree(): Promise<LogPhone> {
  const phone = await world.phone();
  for (const ticket of world.tickets.slice(0, 3)) phone.write(ticket);
  return phone;
}

function rowsOf(phone: LogPhone) {
  return world.gatehouse.database.query<{ seq: number; quarantine: string | null; broken: boolean }>(
    'select seq::int, quarantine, broken, fork from checkin.log_row where device_id = $1 order by seq, fork',
    [phone.deviceId],
  );
}

async function post(phone: LogPhone, body: Buffer, headers: Record<string, string> = {}) {
  const answer = await world.gatehouse.app.inject({
    method: 'POST',
    url: '/api/v1/device/sync',
    headers: { ...phone.headers, 'content-type': 'application/octet-stream', ...headers },
    payload: body,
  });
  return `${answer.statusCode} ${answer.headers['content-type']?.includes('json') ? answer.json().code : ''}`;
}

describe('batches that come at the same moment', () => {
  test('are each answered, also when one of them has the id of another', async () => {
    const phones = await Promise.all(Array.from({ length: 8 }, () => world.phone()));
    const id = uuid();
    for (const [index, phone] of phones.entries()) {
      for (const ticket of world.tickets) phone.write(ticket);
      if (index % 4 === 0) phone.write({ ...world.tickets[0], id });
    }
    const blobs = await Promise.all(phones.map((phone) => phone.batch()));
    // Each twice, so that a phone's own copies are among those that wait.
    const sent = await Promise.all(
      [...phones, ...phones].map((phone, index) => send(phone, blobs[index % phones.length])),
    );
    for (const [index, phone] of phones.entries()) {
      const length = phone.rows.length;
      const answers = [sent[index], sent[index + phones.length]].map((one) => one?.rows ?? []);
      for (const said of await Promise.all(sent.slice(index, index + 1).map(receipt)))
        expect(said).toMatchObject({ device: phone.deviceId, watermark: length, missing: [] });
      expect(answers.flat().filter((answer) => answer !== 'known')).toHaveLength(length);
      expect(await rowsOf(phone)).toHaveLength(length);
    }
    const rows: Awaited<ReturnType<typeof rowsOf>> = [];
    for (const phone of phones) rows.push(...(await rowsOf(phone)));
    expect(rows.filter(({ quarantine }) => quarantine !== null)).toMatchObject([{ quarantine: 'id_taken' }]);
  });
});

describe('a batch', () => {
  test('is kept exactly once, however often it comes', async () => {
    const phone = await writeThree();
    const blob = await phone.batch();
    const first = await send(phone, blob);
    expect(first.rows).toEqual(['stored', 'stored', 'stored']);
    const said = await receipt(first);
    expect(said).toMatchObject({ device: phone.deviceId, watermark: 3, missing: [] });
    expect(Buffer.from(said.rowHash)).toEqual(Buffer.from(rowHash(phone.rows[2]?.bytes ?? new Uint8Array())));
    expect(Math.abs(said.serverTime - Date.now())).toBeLessThan(60_000);
    expect((await send(phone, blob)).rows).toEqual(['known', 'known', 'known']);
    phone.write();
    expect((await send(phone, await phone.batch(2, 4))).rows).toEqual(['known', 'known', 'stored']);
    expect(await rowsOf(phone)).toHaveLength(4);
  });

  test('says how far the events of the phone are', async () => {
    const phone = await writeThree();
    const { answer } = await send(phone);
    const position = answer.positions.find(({ event }) => event === world.place.number);
    expect(position?.scans.count).toBeGreaterThanOrEqual(3);
    expect(position?.tickets.count).toBe(world.tickets.length);
  });

  test('without rows is answered all the same', async () => {
    const phone = await world.phone();
    const sent = await send(phone, await phone.signed({ firstSeq: 1, rows: [] }));
    expect(await receipt(sent)).toMatchObject({ watermark: 0, missing: [] });
    expect(Buffer.from((await receipt(sent)).rowHash)).toEqual(Buffer.from(NO_PREVIOUS));
  });

  test('may be carried by another phone of the organisation, and by none of another', async () => {
    const phone = await writeThree();
    const blob = await phone.batch();
    const carrier = await world.phone({ name: 'Carrier' });
    expect((await send(carrier, blob)).rows).toEqual(['stored', 'stored', 'stored']);
    expect(await receipt(await send(carrier, blob))).toMatchObject({ device: phone.deviceId, watermark: 3 });
    const other = await createActor(world.gatehouse.app, 'elsewhere');
    const [stranger] = await world.gatehouse.database.query<{ id: string }>(
      `insert into checkin.device (organisation_id, name, profile, status, sign_key, agree_key, user_agent)
       select $1, name, profile, status, sign_key, agree_key, user_agent from checkin.device where id = $2
       returning id`,
      [other.organisationId, phone.deviceId],
    );
    expect(stranger).toBeDefined();
    const { app } = world.gatehouse;
    const token = createDeviceTokens(app.jwt, app.platform.secrets.accessToken).sign({
      organisationId: other.organisationId,
      deviceId: stranger?.id ?? '',
    });
    const packed = gzipSync(blob);
    const headers = { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' };
    expect(await post(phone, packed, headers)).toBe('422 checkin.unknown_device');
  });

  test('is refused when it was not signed by its phone, cut, or too large once unpacked', async () => {
    const phone = await writeThree();
    const blob = Buffer.from(await phone.batch());
    const altered = Buffer.from(blob);
    altered[200] = (altered[200] ?? 0) ^ 1;
    expect(await post(phone, altered)).toBe('422 checkin.bad_signature');
    expect(await post(phone, blob.subarray(0, 40))).toBe('422 checkin.batch_unreadable');
    expect(await post(phone, Buffer.alloc(0))).toMatch(/^(400|422) /);
    expect(await post(phone, blob, { 'content-encoding': 'gzip' })).toBe('422 checkin.batch_unreadable');
    expect(await post(phone, blob, { 'content-encoding': 'br' })).toBe('422 checkin.batch_unreadable');
    const bomb = gzipSync(Buffer.alloc(MAX_BATCH_BYTES * 8));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await post(phone, bomb, { 'content-encoding': 'gzip' })).toBe('413 checkin.batch_too_large');
    expect(await rowsOf(phone)).toEqual([]);
  });
});

describe('a version of batches', () => {
  test('before the newest is read as well, and any other is told apart', async () => {
    const phone = await writeThree();
    const before = await phone.signed({ firstSeq: 1, rows: phone.rows, head: null });
    expect(before[0]).toBe(BATCH_VERSION - 1);
    expect((await send(phone, before)).rows).toEqual(['stored', 'stored', 'stored']);
    expect((await send(phone)).rows).toEqual(['known', 'known', 'known']);
    const body = Buffer.from((await phone.batch()).subarray(0, -64));
    for (const version of [BATCH_VERSION - 2, BATCH_VERSION + 1]) {
      body[0] = version;
      const blob = Buffer.from(await phone.signedBody(body));
      expect(await post(phone, blob)).toBe('422 checkin.batch_needs_update');
    }
  });
});

describe('a log', () => {
  test('may have holes, which the receipt names until they are filled', async () => {
    const phone = await world.phone();
    for (let written = 0; written < 9; written++) phone.write();
    await send(phone, await phone.batch(3, 4));
    const sent = await send(phone, await phone.batch(7, 8));
    expect(await receipt(sent)).toMatchObject({
      watermark: 0,
      missing: [
        { from: 1, to: 2 },
        { from: 5, to: 6 },
      ],
    });
    expect(await receipt(await send(phone, await phone.batch(1, 2)))).toMatchObject({
      watermark: 4,
      missing: [{ from: 5, to: 6 }],
    });
    expect(await receipt(await send(phone, await phone.batch(4, 9)))).toMatchObject({
      watermark: 9,
      missing: [],
    });
    expect((await rowsOf(phone)).map(({ broken }) => broken)).not.toContain(true);
  });

  test('goes on behind rows that the phone has declared lost', async () => {
    const phone = await world.phone();
    for (let written = 0; written < 4; written++) phone.write();
    phone.write({ kind: 'lost', event: 0, effect: 'none', extra: { from: 2, to: 3 } });
    await send(phone, await phone.batch(1, 1));
    const sent = await send(phone, await phone.batch(4, 5));
    expect(sent.rows).toEqual(['stored', 'stored']);
    expect(await receipt(sent)).toMatchObject({ watermark: 5, missing: [] });
  });

  test('that was forked is kept on both sides', async () => {
    const phone = await writeThree();
    await send(phone);
    const clone = await world.phone();
    Object.assign(clone, { deviceId: phone.deviceId });
    clone.write(world.tickets[0]);
    clone.write();
    const blob = await phone.signed({ firstSeq: 1, rows: clone.rows });
    expect((await send(phone, blob)).rows).toEqual(['fork', 'fork']);
    expect((await send(phone, blob)).rows).toEqual(['fork', 'fork']);
    expect((await rowsOf(phone)).map(({ seq, quarantine }) => `${seq} ${quarantine}`)).toEqual([
      '1 null',
      '1 fork',
      '2 null',
      '2 fork',
      '3 null',
    ]);
  });

  test('whose rows do not name each other is kept, and that is noted', async () => {
    const phone = await writeThree();
    const { rows } = phone;
    const other = await world.phone();
    Object.assign(other, { deviceId: phone.deviceId });
    other.write();
    other.write();
    const mixed = [rows[0], other.rows[1], rows[2]].flatMap((row) => (row ? [row] : []));
    expect((await send(phone, await phone.signed({ firstSeq: 1, rows: mixed }))).rows).toEqual([
      'stored',
      'stored',
      'stored',
    ]);
    expect((await rowsOf(phone)).map(({ broken }) => broken)).toEqual([false, true, true]);
  });
});

describe('a row', () => {
  test('that cannot be read is kept raw, and holds nothing up', async () => {
    const phone = await writeThree();
    const raw = { bytes: Uint8Array.of(9, 9, 9), details: null };
    const rows = [phone.rows[0], raw, phone.rows[2]].flatMap((row) => (row ? [row] : []));
    const sent = await send(phone, await phone.signed({ firstSeq: 1, rows }));
    expect(sent.rows).toEqual(['stored', 'unreadable', 'stored']);
    expect(await receipt(sent)).toMatchObject({ watermark: 3 });
  });

  test('of another phone or seq, of no event of ours, or with an id that is taken, waits', async () => {
    const phone = await world.phone();
    const id = phone.write();
    phone.write({ event: 4_000_000_000 });
    phone.write({ device: uuid() });
    phone.write({ seq: 77 });
    phone.write({ id });
    phone.write({ kind: 'clock', event: 0, extra: { server: 1, sent: 2, received: 3 } });
    expect((await send(phone)).rows).toEqual([
      'stored',
      'unknown_event',
      'misplaced',
      'misplaced',
      'id_taken',
      'stored',
    ]);
  });

  test('of an unknown ticket, hours late and with a wrong clock is a fact', async () => {
    const phone = await world.phone();
    const ticketHash = new Uint8Array(8).fill(7);
    phone.write({ ticketHash, at: 12_345, within: Number.POSITIVE_INFINITY });
    phone.write({ ticketHash, at: Date.now() + 1e12, within: 0 });
    phone.write({
      result: 'refuse',
      effect: 'none',
      reason: 'forged',
      list: null,
      gate: null,
      direction: null,
    });
    expect((await send(phone)).rows).toEqual(['stored', 'stored', 'stored']);
  });
});

describe('a phone that was revoked', () => {
  test('counts up to what was here, and afterwards only where it proves to have seen the code', async () => {
    const [, ticket, other] = world.tickets;
    const phone = await writeThree();
    await send(phone);
    const url = `/api/v1/events/${world.place.eventId}/devices/${phone.deviceId}/revoke`;
    expect((await world.owner.request({ method: 'POST', url })).statusCode).toBe(200);
    phone.write({ ticketHash: ticket?.ticketHash ?? null, result: 'refuse', effect: 'none' });
    phone.write({ ticketHash: other?.ticketHash ?? null });
    phone.write({ ...other, proof: new Uint8Array(32).fill(1) });
    const sent = await send(phone, await phone.batch(2, 6));
    expect(sent.rows).toEqual(['known', 'known', 'revoked', 'revoked', 'revoked']);
    expect(sent.answer.positions).toEqual([]);
    const seen = phone.write({ ...ticket, codeHash: ticket?.codeHash ?? new Uint8Array() });
    expect((await send(phone, await phone.batch(7, 7))).rows).toEqual(['stored']);
    const told = await pagesOf(await world.phone());
    expect(told.map(({ id }) => id)).toContain(seen);
    expect(told.map(({ id }) => id)).not.toContain(phone.ids[4]);
  });
});

interface Told {
  readonly id: string;
  readonly standing: string;
}

/** Every row that a phone is told of, with its last review. */
async function pagesOf(phone: LogPhone): Promise<Told[]> {
  const told = new Map<string, Told>();
  const { app } = world.gatehouse;
  const verify = await chooseEd25519(crypto.subtle);
  const publicKey = await doorKeyOf(app, world.place.organisationId);
  for (let position = { start: 0, from: 0 }; ; ) {
    const url = `/api/v1/device/events/${world.place.eventId}/pages/scans?start=${position.start}&from=${position.from}`;
    const answer = await app.inject({ method: 'GET', url, headers: phone.headers });
    if (answer.statusCode === 204) return [...told.values()];
    expect(answer.statusCode, answer.body).toBe(200);
    const opened = await openScansPage(answer.rawPayload, publicKey, verify);
    if (!opened.ok) throw new Error(opened.reason);
    for (const { bytes, review } of opened.value.rows) {
      const row = decodeRow(bytes);
      if (row.ok) told.set(row.value.id, { id: row.value.id, standing: review.standing });
    }
    position = { start: opened.value.start, from: opened.value.to };
  }
}

describe('a page of scans', () => {
  test('tells every phone the same, row by row with its review', async () => {
    const phone = await writeThree();
    await send(phone);
    const told = await pagesOf(phone);
    expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining(phone.ids));
    expect(told).toEqual(await pagesOf(await world.phone()));
  });

  test('of the life that a restore began is there before anybody scans', async () => {
    const { app, database } = world.gatehouse;
    const phone = await writeThree();
    await send(phone);
    const before = await pagesOf(phone);
    await database.query(
      "insert into platform.database_life (started_at) values (now() + interval '1 minute')",
    );
    const [life] = await database.query<{ start: number }>(
      'select extract(epoch from max(started_at))::bigint as start from platform.database_life',
    );
    const url = `/api/v1/device/events/${world.place.eventId}/pages/scans?start=${life?.start}&from=0`;
    const ask = () => app.inject({ method: 'GET', url, headers: phone.headers });
    expect((await ask()).json()).toMatchObject({ code: 'checkin.other_life' });
    for (const work of app.platform.handlers.regular) await work(world.place.organisationId);
    expect((await ask()).statusCode).toBe(200);
    expect(await pagesOf(phone)).toEqual(before);
  });

  test('of another life is refused', async () => {
    const phone = await writeThree();
    await send(phone);
    const url = `/api/v1/device/events/${world.place.eventId}/pages/scans?start=5&from=1`;
    const answer = await world.gatehouse.app.inject({ method: 'GET', url, headers: phone.headers });
    expect(answer.json()).toMatchObject({ status: 409, code: 'checkin.other_life' });
  });
});
