import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf } from '../../../../test/answers.js';
import { type DoorWorld, standingsOf, startDoorWorld } from '../../../../test/door-world.js';
import { type LogPhone, sync } from '../../../../test/log-phone.js';

let world: DoorWorld;
let at = '';
beforeAll(async () => {
  world = await startDoorWorld({ tickets: 4 });
  at = `/api/v1/events/${world.place.eventId}`;
});
afterAll(() => world[Symbol.asyncDispose]());

interface Apart {
  readonly deviceId: string;
  readonly seq: number;
  readonly rowHash: string;
  readonly reason: string;
  readonly mayCount: boolean;
  readonly scan: { readonly id: string; readonly standing: string } | null;
  readonly decision: { readonly counts: boolean; readonly note: string; readonly by: string } | null;
}

const list = async (query = ''): Promise<Apart[]> =>
  dataOf(await world.owner.request({ method: 'GET', url: `${at}/set-apart-rows${query}` }));
const apartOf = async ({ deviceId }: LogPhone) =>
  (await list()).filter((row) => row.deviceId === deviceId).sort((a, b) => a.seq - b.seq);

function decide({ deviceId, rowHash }: Apart, payload: { counts: boolean; note: string }) {
  const url = `${at}/set-apart-rows/${deviceId}/${rowHash}/decision`;
  return world.owner.request({ method: 'PUT', url, payload });
}

async function revoked(): Promise<LogPhone> {
  const phone = await world.phone();
  phone.write({ ...world.tickets[0], at: Date.now() - 300_000 });
  await sync(world.url, phone);
  const url = `${at}/devices/${phone.deviceId}/revoke`;
  dataOf(await world.owner.request({ method: 'POST', url }));
  return phone;
}

describe('a scan that a phone wrote after it was revoked', () => {
  test('waits, is shown, and counts at its own time when the organiser says so', async () => {
    const [, ticket, other] = world.tickets;
    const phone = await revoked();
    const now = Date.now();
    const late = phone.write({ ticketHash: ticket?.ticketHash ?? null, at: now - 60_000 });
    const refused = phone.write({ ticketHash: other?.ticketHash ?? null, result: 'refuse', effect: 'none' });
    const undone = phone.write({ ticketHash: other?.ticketHash ?? null, at: now - 50_000 });
    phone.undo(undone);
    expect((await sync(world.url, phone)).rows.slice(1)).toEqual(Array(4).fill('revoked'));
    const honest = await world.phone();
    const second = honest.write({ ...ticket, at: now });
    await sync(world.url, honest);
    expect(await standingsOf(world)).toMatchObject({ [second]: 'stands', [late]: 'quarantined' });

    const rows = await apartOf(phone);
    expect(rows).toHaveLength(4);
    expect(rows.slice(0, 3)).toMatchObject(
      [late, refused, undone].map((id) => ({ reason: 'revoked', mayCount: true, scan: { id } })),
    );
    for (const row of rows) dataOf(await decide(row, { counts: true, note: 'She had it with her.' }));
    expect(await standingsOf(world)).toMatchObject({
      [late]: 'stands',
      [second]: `extra ${late}`,
      [refused]: 'stands',
      [undone]: 'undone',
    });
    const [told] = await world.gatehouse.database.query<{ count: number }>(
      'select count(feed_count)::int as count from checkin.scan where device_id = $1',
      [phone.deviceId],
    );
    expect(told).toEqual({ count: phone.rows.length });
    expect(await apartOf(phone)).toMatchObject(
      rows.map(() => ({ mayCount: false, decision: { counts: true, note: 'She had it with her.' } })),
    );
    // Once more changes nothing, and it cannot be taken back: phones know of it.
    const [first] = rows;
    if (!first) throw new Error('There is no such row.');
    expect((await decide(first, { counts: true, note: 'Again' })).statusCode).toBe(200);
    expect((await decide(first, { counts: false, note: '' })).json()).toMatchObject({
      status: 409,
      code: 'checkin.counts_already',
    });
  });

  test('can be set aside for good, and let in later all the same', async () => {
    const phone = await revoked();
    const late = phone.write({ ticketHash: world.tickets[3]?.ticketHash ?? null });
    await sync(world.url, phone);
    const [row] = await apartOf(phone);
    if (!row) throw new Error('There is no such row.');
    expect((await list('?state=waiting')).map(({ rowHash }) => rowHash)).toContain(row.rowHash);
    dataOf(await decide(row, { counts: false, note: 'Stolen' }));
    expect((await list('?state=waiting')).map(({ rowHash }) => rowHash)).not.toContain(row.rowHash);
    expect(await standingsOf(world)).toMatchObject({ [late]: 'quarantined' });
    dataOf(await decide(row, { counts: true, note: 'Found' }));
    expect(await standingsOf(world)).toMatchObject({ [late]: 'stands' });
  });
});

describe('what has no place among the scans', () => {
  test('is shown: forks, rows that nobody can read, rows of other phones and with ids that are taken', async () => {
    const phone = await world.phone();
    const id = phone.write();
    phone.write({ id });
    phone.write({ seq: 77 });
    phone.rows.push({ bytes: Uint8Array.of(9, 9), details: null });
    await sync(world.url, phone);
    const clone = await world.phone();
    Object.assign(clone, { deviceId: phone.deviceId });
    clone.write();
    await sync(world.url, phone, await phone.signed({ firstSeq: 1, rows: clone.rows }));
    const rows = await apartOf(phone);
    expect(rows.map(({ seq, reason, mayCount }) => `${seq} ${reason} ${mayCount}`)).toEqual([
      '1 fork false',
      '2 id_taken false',
      '3 misplaced false',
      '4 unreadable false',
    ]);
    for (const row of rows) {
      expect((await decide(row, { counts: true, note: '' })).json()).toMatchObject({
        code: 'checkin.cannot_count',
      });
      expect(dataOf(await decide(row, { counts: false, note: 'Seen' }))).toMatchObject({
        decision: { counts: false, note: 'Seen' },
      });
    }
  });

  test('counts once a later version can read it', async () => {
    const phone = await world.phone();
    const id = phone.write();
    await sync(world.url, phone);
    // As an older server kept it, which did not know this kind of row.
    const { database } = world.gatehouse;
    await database.query('delete from checkin.scan where device_id = $1', [phone.deviceId]);
    await database.query(`update checkin.log_row set quarantine = 'unreadable' where device_id = $1`, [
      phone.deviceId,
    ]);
    const [row] = await apartOf(phone);
    if (!row) throw new Error('There is no such row.');
    expect(row).toMatchObject({ mayCount: true, scan: null });
    dataOf(await decide(row, { counts: true, note: '' }));
    expect(await standingsOf(world)).toMatchObject({ [id]: 'stands' });
  });

  test('is found page by page', async () => {
    const all = (await list()).map(({ rowHash }) => rowHash);
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const url = `${at}/set-apart-rows?limit=2${after && `&after=${after}`}`;
      const { data, page } = (await world.owner.request({ method: 'GET', url })).json();
      paged.push(...data.map((row: Apart) => row.rowHash));
      if (page.next === null || page.next === undefined) break;
      after = page.next;
    }
    expect(paged).toEqual(all);
  });
});
