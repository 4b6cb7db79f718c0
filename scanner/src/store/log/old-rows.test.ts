import { type LogRow, verifyChain } from '@gatehouse/shared/log';
import type { Receipt, SeqRange } from '@gatehouse/shared/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogDatabase } from './database.js';
import { createPhone } from './test/storage.js';
import { codeOf, decoded, EVENT, everything, manifestOf, shift, type TestPhone } from './test/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const anyHash = new Uint8Array(32).fill(1);
const noHash = new Uint8Array(32);
let phone: TestPhone;
let endsAt: number;

beforeEach(async () => {
  phone = createPhone(manifestOf(['one', 'two', 'three', 'four', 'five']));
  endsAt = phone.wall + 6 * HOUR_MS;
  phone.manifest = ofEvent(EVENT, endsAt);
  await phone.start();
});

afterEach(() => phone.kill());

function ofEvent(event: number, end: number) {
  const { root } = phone.manifest;
  return { ...phone.manifest, root: { ...root, event, times: { ...root.times, end } } };
}

async function scanAll(...tickets: readonly string[]): Promise<void> {
  for (const ticket of tickets) expect((await phone.see(await codeOf(ticket))).recorded).toBe(true);
}

/** A receipt of the server's time, which may be another one than the phone's. */
async function hear(watermark: number, fields: Partial<Receipt> = {}, at = phone.wall): Promise<void> {
  const receipt = await phone.receiptOf(watermark, { serverTime: at, ...fields });
  await phone.gateway.takeReceipt(receipt, null, everything);
}

async function keptRows(): Promise<LogRow[]> {
  const database = new LogDatabase(phone.disk.port);
  const rows = await database.rows.toArray();
  database.close();
  return rows.map(({ bytes }) => decoded(bytes));
}

async function keptSeqs(): Promise<number[]> {
  return (await keptRows()).map(({ seq }) => seq);
}

async function restart(): Promise<void> {
  await phone.kill();
  await phone.start();
  expect(phone.gateway.problem.get()).toBeNull();
}

async function seqsToSend(): Promise<number[]> {
  const { firstSeq, rows } = await phone.gateway.rowsToSend(100);
  return rows.map((_, index) => firstSeq + index);
}

/** What the phone says is lost, oldest first. */
async function lost(): Promise<SeqRange[]> {
  return (await keptRows()).flatMap((row) => (row.kind === 'lost' ? { from: row.from, to: row.to } : []));
}

describe('rows that a receipt covers', () => {
  it('stay until a week after the event, and the last one longer', async () => {
    await scanAll('one', 'two', 'three');
    const rows = await phone.rows();
    await hear(3, {}, endsAt + 7 * DAY_MS - 1);
    expect(await keptSeqs()).toEqual([1, 2, 3]);
    await hear(3, {}, endsAt + 7 * DAY_MS);
    expect(await keptSeqs()).toEqual([3]);
    await restart();
    expect(phone.gateway.unsent.get()).toBe(0);
    await scanAll('four');
    expect(await seqsToSend()).toEqual([4]);
    const all = [...rows, ...(await phone.rows()).slice(1)];
    expect(verifyChain({ device: phone.deviceId, rows: all, after: null })).toMatchObject({ ok: true });
  });

  it('stay while the phone’s own clock alone says that the event is long over', async () => {
    await scanAll('one', 'two');
    phone.wall = endsAt + 30 * DAY_MS;
    await hear(2, {}, endsAt);
    expect(await keptSeqs()).toEqual([1, 2]);
  });

  it('stay behind those that no receipt covers, and where the event now ends later', async () => {
    await scanAll('one', 'two', 'three');
    await hear(1);
    await hear(1, {}, endsAt + 8 * DAY_MS);
    expect(await keptSeqs()).toEqual([2, 3]);
    phone.manifest = ofEvent(EVENT, endsAt + 20 * DAY_MS);
    await hear(3, {}, endsAt + 9 * DAY_MS);
    expect(await keptSeqs()).toEqual([2, 3]);
  });

  it('of an event that is in use stay, and those of one that is not served any more go', async () => {
    await scanAll('one', 'two');
    await hear(2);
    phone.eventNumber = EVENT + 1;
    phone.manifest = ofEvent(EVENT + 1, endsAt + 30 * DAY_MS);
    expect(await phone.gateway.count({ direction: 'in', persons: 1 }, shift)).toBe(true);
    expect(await phone.gateway.count({ direction: 'in', persons: 1 }, shift)).toBe(true);
    await hear(4, {}, endsAt + 9 * DAY_MS);
    expect(await keptSeqs()).toEqual([3, 4]);
  });
});

describe('rows that the phone holds no more', () => {
  it('are declared lost to a restored server that asks for them, once', async () => {
    await scanAll('one', 'two', 'three');
    await hear(3, {}, endsAt + 8 * DAY_MS);
    await scanAll('four');
    await hear(1, { rowHash: anyHash }, endsAt + 8 * DAY_MS + 1);
    expect(phone.gateway.problem.get()).toBeNull();
    expect(await lost()).toEqual([{ from: 2, to: 2 }]);
    expect(phone.gateway.unsent.get()).toBe(3);
    expect(await seqsToSend()).toEqual([5]);
    await restart();
    const missing = [{ from: 3, to: 4 }];
    await hear(2, { rowHash: noHash, missing }, endsAt + 8 * DAY_MS + 2);
    expect(phone.gateway.problem.get()).toBeNull();
    expect(await seqsToSend()).toEqual([3, 4]);
    await hear(5, { rowHash: noHash }, endsAt + 8 * DAY_MS + 3);
    expect(phone.gateway.unsent.get()).toBe(0);
    expect(await lost()).toEqual([{ from: 2, to: 2 }]);
  });

  it('are declared lost when the browser has lost them, and the phone goes on', async () => {
    await scanAll('one', 'two', 'three', 'four');
    const database = new LogDatabase(phone.disk.port);
    await database.rows.bulkDelete([2, 3]);
    database.close();
    await restart();
    await scanAll('five');
    expect(phone.gateway.unsent.get()).toBe(3);
    expect(await seqsToSend()).toEqual([1]);
    await hear(1, { missing: [{ from: 2, to: 3 }] });
    expect(await lost()).toEqual([{ from: 2, to: 3 }]);
    expect(await seqsToSend()).toEqual([6]);
    await hear(1, { missing: [{ from: 2, to: 3 }] }, phone.wall + 1);
    expect(await lost()).toEqual([{ from: 2, to: 3 }]);
    await restart();
    expect(await seqsToSend()).toEqual([6]);
  });

  it('are nobody’s loss where the server has them', async () => {
    await scanAll('one', 'two', 'three');
    const receipt = await phone.receiptOf(3);
    const database = new LogDatabase(phone.disk.port);
    await database.rows.delete(2);
    database.close();
    await restart();
    await phone.gateway.takeReceipt(receipt, null, everything);
    expect(phone.gateway.unsent.get()).toBe(0);
    expect(await lost()).toEqual([]);
  });
});
