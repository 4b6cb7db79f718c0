import type { SeqRange } from '@gatehouse/shared/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhone } from './test/storage.js';
import { codeOf, everything, manifestOf, shift, type TestPhone } from './test/world.js';

const HOUR_MS = 3_600_000;
let phone: TestPhone;

beforeEach(async () => {
  phone = createPhone(manifestOf(['one', 'two', 'three']));
  await phone.start();
});

afterEach(() => phone.kill());

async function scanAll(): Promise<void> {
  for (const ticket of ['one', 'two', 'three']) await phone.see(await codeOf(ticket));
}

async function seqsToSend(max = 10, after?: number): Promise<number[]> {
  const { firstSeq, rows } = await phone.gateway.rowsToSend(max, after);
  return rows.map((_, index) => firstSeq + index);
}

describe('rows to send', () => {
  it('are those that no receipt covers, oldest first', async () => {
    await scanAll();
    expect(phone.gateway.unsent.get()).toBe(3);
    expect(await seqsToSend()).toEqual([1, 2, 3]);
    expect(await seqsToSend(2)).toEqual([1, 2]);
    await phone.gateway.takeReceipt(await phone.receiptOf(2), null, everything);
    expect(phone.gateway.unsent.get()).toBe(1);
    expect(await seqsToSend()).toEqual([3]);
    expect(await seqsToSend(10, 0)).toEqual([1, 2, 3]);
    await phone.kill();
    await phone.start();
    expect(phone.gateway.unsent.get()).toBe(1);
  });

  it('begin with the first gap, and end with it', async () => {
    await scanAll();
    await phone.gateway.takeReceipt(
      await phone.receiptOf(0, { missing: [{ from: 1, to: 2 }] }),
      null,
      everything,
    );
    expect(await seqsToSend()).toEqual([1, 2]);
  });

  it('are those that were never handed over, whatever the server says of the last', async () => {
    await scanAll();
    const { gateway } = phone;
    // A copy of this phone wrote the rows before, and the batch with the last one overtook the one with those.
    await gateway.takeReceipt(await phone.receiptOf(3), null, { from: 3, to: 3 });
    expect(gateway.unsent.get()).toBe(3);
    await gateway.takeReceipt(await phone.receiptOf(3), null, null);
    expect(gateway.unsent.get()).toBe(3);
    await gateway.takeReceipt(await phone.receiptOf(3), null, { from: 1, to: 2 });
    expect(gateway.unsent.get()).toBe(1);
  });

  it('are asked for again by a restored server, and not by an old receipt', async () => {
    await scanAll();
    const early = await phone.receiptOf(1);
    phone.wait(1_000);
    await phone.gateway.takeReceipt(await phone.receiptOf(3), null, everything);
    await phone.gateway.takeReceipt(early, null, everything);
    expect(phone.gateway.unsent.get()).toBe(0);
    phone.wait(1_000);
    await phone.gateway.takeReceipt(await phone.receiptOf(1), null, everything);
    expect(await seqsToSend()).toEqual([2, 3]);
  });
});

describe('a receipt', () => {
  it('for another phone says nothing', async () => {
    await scanAll();
    const device = '01900000-0000-7000-8000-0000000000d9';
    await phone.gateway.takeReceipt(await phone.receiptOf(3, { device }), null, everything);
    expect(phone.gateway.unsent.get()).toBe(3);
  });

  it.each([
    ['of another row', 2, { rowHash: new Uint8Array(32).fill(1) }],
    ['of rows that this phone never wrote', 9, { rowHash: new Uint8Array(32).fill(1) }],
  ] as const)('%s tells that the phone was copied, for good', async (_, watermark, fields) => {
    await scanAll();
    await phone.gateway.takeReceipt(await phone.receiptOf(watermark, fields), null, everything);
    expect(phone.gateway.problem.get()).toBe('forked');
    await phone.kill();
    await phone.start();
    const shown = await phone.gateway.scan({ text: await codeOf('one'), how: 'camera' }, shift);
    expect(shown).toMatchObject({ recorded: false, problem: 'forked' });
    expect(await phone.gateway.count({ direction: 'in', persons: 1 }, shift)).toBe(false);
    expect(await phone.rows()).toHaveLength(3);
  });

  it('gives the phone the time, and bounds the rows before it', async () => {
    phone.wall -= 5 * HOUR_MS;
    const early = await phone.see(await codeOf('one'));
    expect(phone.gateway.now()).toMatchObject({ unsure: true, latest: null });
    const server = phone.wall + 5 * HOUR_MS + 30_000;
    phone.wait(30_000);
    const trip = { sent: phone.monotonic - 200.5, received: phone.monotonic };
    await phone.gateway.takeReceipt(await phone.receiptOf(1, { serverTime: server }), trip, everything);
    const { estimate, unsure, latest } = phone.gateway.now();
    expect(Math.abs(estimate - server)).toBeLessThanOrEqual(200);
    expect(unsure).toBe(false);
    expect(latest).not.toBeNull();
    const [, clock, ...more] = await phone.decoded();
    expect(more).toEqual([]);
    expect(clock).toMatchObject({ kind: 'clock', server, received: trip.received });
    expect(clock?.time.latest).not.toBeNull();
    expect(early.at).toBeLessThan(server - HOUR_MS);
    await phone.gateway.takeReceipt(await phone.receiptOf(2, { serverTime: server + 1 }), trip, everything);
    expect(await phone.rows()).toHaveLength(2);
  });

  it('leaves what it has learnt of the time to the next start', async () => {
    phone.wall -= 5 * HOUR_MS;
    const trip = { sent: phone.monotonic, received: phone.monotonic };
    const server = phone.wall + 5 * HOUR_MS;
    await phone.gateway.takeReceipt(await phone.receiptOf(0, { serverTime: server }), trip, everything);
    await phone.kill();
    await phone.start();
    phone.wall += 1_000;
    expect(phone.gateway.now()).toMatchObject({ estimate: server + 1_000, unsure: false, latest: null });
  });
});

describe('a phone that was copied', () => {
  const foreign = { rowHash: new Uint8Array(32).fill(1) };

  async function hear(watermark: number, delivered: SeqRange | null = null): Promise<void> {
    phone.wait(1_000);
    await phone.gateway.takeReceipt(await phone.receiptOf(watermark, foreign), null, delivered);
  }

  it('hands over all of its rows, whatever the server holds of the copy', async () => {
    await scanAll();
    await hear(9);
    expect(phone.gateway.unsent.get()).toBe(3);
    expect(await seqsToSend(2)).toEqual([1, 2]);
    await hear(9, { from: 1, to: 2 });
    expect(await seqsToSend()).toEqual([3]);
    await phone.kill();
    await phone.start();
    expect(await seqsToSend()).toEqual([3]);
    await hear(9, { from: 3, to: 3 });
    expect(phone.gateway.unsent.get()).toBe(0);
  });

  it('does not take rows for handed over that lie behind others that are not', async () => {
    await scanAll();
    await hear(9, { from: 3, to: 3 });
    expect(await seqsToSend()).toEqual([1, 2, 3]);
  });

  it('hands them over again to a server that has lost some of what it held', async () => {
    await scanAll();
    await hear(9, { from: 1, to: 3 });
    expect(phone.gateway.unsent.get()).toBe(0);
    await hear(4);
    expect(await seqsToSend()).toEqual([1, 2, 3]);
  });
});

it('forgets everything of a revoked phone', async () => {
  await scanAll();
  const late = await phone.receiptOf(3);
  await phone.gateway.forgetAll();
  expect(await phone.rows()).toEqual([]);
  await phone.gateway.takeReceipt(late, null, everything);
  expect(phone.gateway.problem.get()).toBeNull();
  expect(phone.gateway.unsent.get()).toBe(0);
  expect(phone.gateway.recent(8)).toEqual([]);
  expect((await phone.see(await codeOf('one'))).decision.result).toBe('admit');
});

it('takes no answer that comes after it has forgotten', async () => {
  await phone.gateway.forgetAll();
  const trip = { sent: phone.monotonic, received: phone.monotonic };
  const server = phone.wall + 5 * HOUR_MS;
  await phone.gateway.takeReceipt(await phone.receiptOf(0, { serverTime: server }), trip, everything);
  phone.gateway.takeSignedTime(server);
  await phone.kill();
  await phone.start();
  expect(phone.gateway.now().estimate).toBeLessThan(server);
});
