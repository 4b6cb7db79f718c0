import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { verifyLogFile } from '@gatehouse/shared/log-file';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf } from '../../../../test/answers.js';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { type LogPhone, sync } from '../../../../test/log-phone.js';
import { nodeLogTools } from '../../../platform/log-tools.js';

let world: DoorWorld;
const noKey = { doorKey: null };

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 0 });
});
afterAll(() => world[Symbol.asyncDispose]());

/** A phone whose rows came in two batches. */
async function phoneWith(rows: number, name = 'North'): Promise<LogPhone> {
  const phone = await world.phone({ name });
  for (let seq = 1; seq <= rows; seq++) phone.write();
  await sync(world.url, phone, await phone.batch(1, 2));
  await sync(world.url, phone, await phone.batch(3, rows));
  return phone;
}

async function reportOf({ deviceId }: LogPhone) {
  const url = `/api/v1/events/${world.place.eventId}/log/${deviceId}`;
  return dataOf(await world.owner.request({ method: 'GET', url }));
}

const query = (text: string, ...values: unknown[]) => world.gatehouse.database.query(text, values);

async function download(): Promise<string> {
  const url = `/api/v1/events/${world.place.eventId}/log.jsonl`;
  const answer = await world.owner.request({ method: 'GET', url });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

describe('the log of a phone', () => {
  test('is signed and receipted to its last row, by one signature for all', async () => {
    const phone = await phoneWith(6);
    expect(await reportOf(phone)).toMatchObject({
      ...{ name: 'North', isServer: false, rows: 6, ofEvent: 6, last: 6, signed: 6, unsigned: [] },
      ...{ receipt: { to: 6 }, faults: [], faultCount: 0 },
    });
    expect(await query('select seq from checkin.log_head where device_id = $1', phone.deviceId)).toEqual([
      { seq: 6 },
    ]);
  });

  test('is told apart from one that was changed in the database', async () => {
    const phone = await phoneWith(6);
    const at = 'where device_id = $1 and seq = $2';
    await query(`update checkin.log_row set bytes = set_byte(bytes, 76, 9) ${at}`, ...[phone.deviceId, 3]);
    await query(`delete from checkin.log_row ${at}`, phone.deviceId, 5);
    expect((await reportOf(phone)).faults).toEqual([
      { code: 'hash_differs', rows: { from: 3, to: 3 } },
      { code: 'altered', rows: { from: 3, to: 3 } },
      { code: 'removed', rows: { from: 5, to: 5 } },
    ]);
    for (const table of ['log_row', 'log_head', 'log_receipt'])
      await query(`delete from checkin.${table} where device_id = $1`, phone.deviceId);
  });

  test('names forks, gaps and what an older app has not signed', async () => {
    const phone = await world.phone();
    const clone = await world.phone();
    for (let seq = 1; seq <= 5; seq++) phone.write();
    const [first] = phone.rows;
    const sent = { nonce: new Uint8Array(16), rows: first ? [first] : [] };
    await sync(world.url, phone, await phone.signed({ ...sent, firstSeq: 1, head: null }));
    await sync(world.url, phone, await phone.batch(4, 5));
    clone.write({ device: phone.deviceId, persons: 2 });
    await sync(world.url, phone, await phone.signed({ firstSeq: 1, rows: clone.rows }));
    expect(await reportOf(phone)).toMatchObject({
      ...{ rows: 4, signed: 2, unsigned: [{ from: 1, to: 1 }], forks: [1], quarantined: { fork: 1 } },
      ...{ receipt: { to: 1 }, faults: [{ code: 'missing', rows: { from: 2, to: 3 } }] },
    });
    await sync(world.url, phone, await phone.batch(2, 3));
    expect(await reportOf(phone)).toMatchObject({ signed: 5, unsigned: [], receipt: { to: 5 }, faults: [] });
  });

  test('is nobody else’s to see', async () => {
    const url = `/api/v1/events/${world.place.eventId}/log/${crypto.randomUUID()}`;
    expect((await world.owner.request({ method: 'GET', url })).statusCode).toBe(404);
  });
});

test('the file of an event holds without the server, and names what was changed in it', async () => {
  const phone = await phoneWith(4, 'South');
  const whole = await download();
  const lines = whole.trimEnd().split('\n');
  const report = await verifyLogFile(lines, await nodeLogTools(), noKey);
  expect(report).toMatchObject({ holds: true, faults: [], event: { number: world.place.number } });
  expect(report.devices.find(({ id }) => id === phone.deviceId)).toMatchObject({ rows: 4, signed: 4 });
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-log-'));
  const run = async (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    await writeFile(file, content);
    const command = join(import.meta.dirname, '../../../../dist/verify-log.js');
    return promisify(execFile)(process.execPath, [command, file]).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (failed: { code: number; stdout: string }) => failed,
    );
  };
  const at = lines.findIndex((line) => line.includes(phone.deviceId)) + 4;
  const cut = await run('cut', `${lines.filter((_, index) => index !== at).join('\n')}\n`);
  expect(cut.code).toBe(1);
  expect(cut.stdout).toContain(`South (${phone.deviceId})`);
  expect(cut.stdout).toContain('row 2 is missing, although a receipt says that it was here');
  expect(await run('whole.gz', gzipSync(whole))).toMatchObject({ code: 0 });
  await rm(folder, { recursive: true });
});
