import { toHex } from '@gatehouse/shared/bytes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPhone } from './test/storage.js';
import {
  codeOf,
  dateOf,
  hashOf,
  manifestOf,
  PASS_BAND,
  pageOf,
  passHash,
  shift,
  stands,
  type TestPhone,
} from './test/world.js';

const manifest = manifestOf(['one', 'two']);
let phone: TestPhone;
let other: TestPhone;

beforeEach(async () => {
  phone = createPhone(manifest, 'd1');
  other = createPhone(manifest, 'd2');
  phone.profile = 'supervisor';
  other.profile = 'supervisor';
  await Promise.all([phone.start(), other.start()]);
});

afterEach(() => Promise.all([phone.kill(), other.kill()]));

const ticketOf = (name: string) => toHex(hashOf(name));

function give(to: TestPhone, [text, name]: [string, string], mode: 'bound' | 'also' | 'moved' = 'bound') {
  return to.gateway.bind({ text, ticket: ticketOf(name), mode }, shift);
}

async function reasonOf(at: TestPhone, text: string): Promise<string> {
  return (await at.see(text)).decision.reason;
}

test('a wristband lets its ticket in at once, also after a start, and a lost one does not', async () => {
  expect(await give(phone, ['band 1', 'one'])).toBe('done');
  await phone.kill();
  await phone.start();
  expect(phone.gateway.bandState({ text: 'band 1', ticket: ticketOf('one') }, shift)).toBe('same');
  expect(phone.gateway.bandState({ text: 'band 1', ticket: ticketOf('two') }, shift)).toBe('taken');
  expect(await give(phone, ['band 2', 'one'])).toBe('replaced');
  expect(await reasonOf(phone, 'band 1')).toBe('dead_medium');
  expect(await reasonOf(phone, 'band 3')).toBe('unknown');
  const shown = await phone.see('band 2');
  expect(shown.decision).toMatchObject({ result: 'admit', ticket: ticketOf('one') });
  expect(await reasonOf(phone, await codeOf('one'))).toBe('already_used');
});

test('one that stands for a pass is taken, until it is given to somebody else at this door', async () => {
  phone.manifest = dateOf(['one', 'two']);
  expect(phone.gateway.bandState({ text: PASS_BAND, ticket: toHex(passHash) }, shift)).toBe('same');
  expect(phone.gateway.bandState({ text: PASS_BAND, ticket: ticketOf('one') }, shift)).toBe('taken');
  expect(await give(phone, [PASS_BAND, 'one'], 'moved')).toBe('done');
  expect(phone.gateway.bandState({ text: PASS_BAND, ticket: toHex(passHash) }, shift)).toBe('taken');
  expect((await phone.see(PASS_BAND)).decision).toMatchObject({ result: 'admit', ticket: ticketOf('one') });
});

test('one for a family stands for whoever may enter', async () => {
  await give(phone, ['band', 'one']);
  await give(phone, ['band', 'two'], 'also');
  const shown = await phone.see('band');
  expect(shown.decision).toMatchObject({ reason: 'ambiguous' });
  expect(shown.decision.candidates.map(({ ticket }) => ticket).sort()).toEqual(
    [ticketOf('one'), ticketOf('two')].sort(),
  );
});

test('one that is lost is dead for the whole family, here, after a start and on other phones', async () => {
  await give(phone, ['band', 'one']);
  await give(phone, ['band', 'two'], 'also');
  expect(await other.gateway.loseBand(ticketOf('two'), shift)).toBe('not_known');
  expect(await phone.gateway.loseBand(ticketOf('two'), shift)).toBe('lost');
  await phone.kill();
  await phone.start();
  expect((await phone.see('band')).decision).toMatchObject({ result: 'refuse', reason: 'dead_medium' });
  const rows = await phone.rows();
  await other.gateway.takeScansPage(
    pageOf(
      0,
      rows.map((bytes) => ({ bytes, review: stands })),
    ),
  );
  expect(await reasonOf(other, 'band')).toBe('dead_medium');
  expect(await give(other, ['band', 'two'])).toBe('done');
  expect((await other.see('band')).decision).toMatchObject({ result: 'admit', ticket: ticketOf('two') });
  phone.profile = 'steward';
  expect(await phone.gateway.loseBand(ticketOf('one'), shift)).toBe('not_allowed');
});

test('a printed code that the list names is lost here and on other phones, until a desk gives it again', async () => {
  phone.manifest = dateOf(['one', 'two']);
  other.manifest = dateOf(['one', 'two']);
  const holder = toHex(passHash);
  expect([
    phone.gateway.printedCodes(holder, shift),
    phone.gateway.printedCodes(ticketOf('one'), shift),
  ]).toEqual([1, 0]);
  expect(await phone.gateway.losePrintedCodes(holder, shift)).toBe('lost');
  expect(phone.gateway.printedCodes(holder, shift)).toBe(0);
  expect(await phone.gateway.bind({ text: 'band', ticket: holder, mode: 'bound' }, shift)).toBe('done');
  const rows = (await phone.rows()).map((bytes) => ({ bytes, review: stands }));
  await other.gateway.takeScansPage(pageOf(0, rows));
  for (const each of [phone, other]) expect(await reasonOf(each, PASS_BAND)).toBe('dead_medium');
  expect((await other.see('band')).decision).toMatchObject({ result: 'admit', ticket: holder });
  expect(other.gateway.bandState({ text: PASS_BAND, ticket: holder }, shift)).toBe('free');
  phone.profile = 'steward';
  expect(await phone.gateway.losePrintedCodes(holder, shift)).toBe('not_allowed');
});

test('two phones that gave out the same one say so to both, and the later one counts', async () => {
  await give(phone, ['band', 'one']);
  other.wall += 60_000;
  await give(other, ['band', 'two']);
  const page = async (from: TestPhone) =>
    pageOf(
      0,
      (await from.rows()).map((bytes) => ({ bytes, review: stands })),
    );
  const [here, there] = [await page(phone), await page(other)];
  await phone.gateway.takeScansPage(there);
  await other.gateway.takeScansPage(here);
  for (const each of [phone, other]) {
    const [conflict] = each.gateway.bandConflicts(shift);
    expect(conflict).toMatchObject({
      first: { deviceId: phone.deviceId, ticket: ticketOf('one') },
      later: { deviceId: other.deviceId, ticket: ticketOf('two') },
    });
    expect((await each.see('band')).decision).toMatchObject({ ticket: ticketOf('two') });
  }
});

test('who does not supervise binds nothing, and a ticket’s code is no wristband', async () => {
  expect(await give(phone, [await codeOf('two'), 'one'])).toBe('not_one');
  phone.profile = 'steward';
  expect(await give(phone, ['band', 'one'])).toBe('not_allowed');
  expect(await phone.rows()).toEqual([]);
});
