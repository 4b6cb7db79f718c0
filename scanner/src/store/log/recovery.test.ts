import { verifyChain } from '@gatehouse/shared/log';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogDatabase } from './database.js';
import { openGateway } from './index.js';
import { createPhone } from './test/storage.js';
import { codeOf, manifestOf, shift, type TestPhone } from './test/world.js';

let phone: TestPhone;

beforeEach(async () => {
  phone = createPhone(manifestOf(['one', 'two']));
  await phone.start();
});

afterEach(() => phone.kill());

async function scan(ticket: string) {
  return phone.gateway.scan({ text: await codeOf(ticket), how: 'camera' }, shift);
}

describe('a phone that died between writing and showing', () => {
  it('shows the verdict at its next start, once', async () => {
    const lost = await scan('one');
    await phone.kill();
    await phone.start();
    expect(await phone.gateway.unshown()).toEqual({ ...lost, again: true });
    await phone.gateway.markShown(lost.id);
    expect(await phone.gateway.unshown()).toBeNull();
    await phone.kill();
    await phone.start();
    expect(await phone.gateway.unshown()).toBeNull();
  });

  it('gives the same code that verdict for two minutes', async () => {
    const lost = await scan('one');
    await phone.kill();
    await phone.start();
    phone.wait(100_000);
    expect(await scan('one')).toEqual({ ...lost, again: true });
    expect(await phone.rows()).toHaveLength(1);
    phone.wait(20_000);
    expect((await scan('one')).decision.reason).toBe('already_used');
  });

  it('gives it to no code that was shown', async () => {
    await phone.see(await codeOf('one'));
    await phone.kill();
    await phone.start();
    expect((await scan('one')).decision.reason).toBe('already_used');
  });

  it('finds the others that were shown while one was not', async () => {
    const lost = await scan('one');
    await phone.see(await codeOf('two'));
    await phone.kill();
    await phone.start();
    expect((await phone.gateway.unshown())?.id).toBe(lost.id);
    await phone.gateway.markShown(lost.id);
    expect(await phone.gateway.unshown()).toBeNull();
  });
});

describe('a disk that is full', () => {
  it('is said, and nothing is green or counted', async () => {
    phone.disk.full = true;
    const shown = await scan('one');
    expect(shown).toMatchObject({ recorded: false, problem: 'storage', decision: { result: 'admit' } });
    expect(phone.gateway.problem.get()).toBe('storage');
    phone.disk.full = false;
    const later = await scan('one');
    expect(later).toMatchObject({ recorded: true, again: false, decision: { result: 'admit' } });
    expect(phone.gateway.problem.get()).toBeNull();
    expect((await phone.decoded()).map(({ seq, id }) => [seq, id])).toEqual([[1, later.id]]);
  });
});

describe('a connection that is lost', () => {
  it('is opened once more, and the scan is recorded once', async () => {
    await phone.see(await codeOf('one'));
    phone.disk.lost = 1;
    expect(await scan('two')).toMatchObject({ recorded: true, decision: { result: 'admit' } });
    expect(await phone.rows()).toHaveLength(2);
  });

  it.each([1, 2])('%d times after the row was written does not write it again', async (unheard) => {
    phone.disk.unheard = unheard;
    const shown = await scan('one');
    expect(shown).toMatchObject({ recorded: true, decision: { result: 'admit' } });
    expect((await phone.decoded()).map(({ id }) => id)).toEqual([shown.id]);
    expect(phone.gateway.unsent.get()).toBe(1);
  });

  it('for good is said', async () => {
    phone.disk.lost = 1_000;
    expect(await scan('one')).toMatchObject({ recorded: false, problem: 'storage' });
    phone.disk.lost = 0;
    expect(await scan('one')).toMatchObject({ recorded: true });
  });
});

it('writes nothing behind rows that have gone', async () => {
  await phone.see(await codeOf('one'));
  const other = new LogDatabase(phone.disk.port);
  await other.rows.clear();
  expect(await scan('two')).toMatchObject({ recorded: false, problem: 'storage' });
  expect(await other.rows.count()).toBe(0);
  other.close();
});

it('says that nothing was recorded when the disk does not answer, and knows the row when it came after all', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const release = await phone.disk.stick();
  const scanning = scan('one');
  let answer: Awaited<typeof scanning> | null = null;
  void scanning.then((shown) => {
    answer = shown;
  });
  while (answer === null) {
    await vi.advanceTimersByTimeAsync(1_000);
    await new Promise((next) => setImmediate(next));
  }
  vi.useRealTimers();
  expect(answer).toMatchObject({ recorded: false, problem: 'storage' });
  release();
  expect(await phone.see(await codeOf('two'))).toMatchObject({ recorded: true });
  expect((await scan('one')).again).toBe(true);
  expect((await phone.decoded()).map(({ result }) => result)).toEqual(['admit', 'admit']);
});

it('opens when the browser gives the database only later', async () => {
  const late = createPhone(manifestOf(['one']), 'd2');
  late.disk.lost = 1_000;
  await late.start();
  expect(late.gateway.problem.get()).toBe('storage');
  late.disk.lost = 0;
  expect(await late.see(await codeOf('one'))).toMatchObject({ recorded: true });
  expect(late.gateway.problem.get()).toBeNull();
  await late.kill();
});

it('scans in one tab, and in the other when the first is closed', async () => {
  await phone.see(await codeOf('one'));
  const second = await openGateway(phone.options());
  expect(second.problem.get()).toBe('other_tab');
  const code = await codeOf('one');
  expect(await second.scan({ text: code, how: 'camera' }, shift)).toMatchObject({
    recorded: false,
    problem: 'other_tab',
  });
  await phone.gateway.close();
  await expect.poll(() => second.problem.get(), { timeout: 20_000 }).toBeNull();
  const answer = await second.scan({ text: code, how: 'camera' }, shift);
  expect(answer).toMatchObject({ recorded: true, decision: { reason: 'already_used' } });
  const { rows } = await second.rowsToSend(10);
  const bytes = rows.map((row) => row.bytes);
  expect(verifyChain({ device: phone.deviceId, rows: bytes, after: null }).ok).toBe(true);
  await second.close();
});
