import { webcrypto } from 'node:crypto';
import { type Subtle, signP256 } from '@gatehouse/shared/signing';
import { beforeEach, expect, test } from 'vitest';
import { type IndexedDbPort, PhoneDatabase } from '../database.js';
import { createHelpSync } from '../sync/help.js';
import type { Answer, Request } from '../sync/http.js';
import { createDisk } from '../test/test-phone.js';
import { createHelp, type Help, type HelpInput, type ServedCall } from './help.js';

const me = '01900000-0000-7000-8000-0000000000d1';
const input: HelpInput = {
  event: 4_021,
  ticket: '00112233445566ff',
  listId: null,
  gateId: null,
  direction: 'in',
  result: 'refuse',
  reason: 'already_used',
  note: 'At the barrier',
};

const { privateKey } = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
]);
const sign = signP256(webcrypto.subtle as unknown as Subtle, privateKey);
let disk: IndexedDbPort;
let at: number;

beforeEach(() => {
  disk = createDisk();
  at = 1_800_000_000_000;
});

/** A start of the phone. */
async function start(): Promise<Help> {
  const options = { database: new PhoneDatabase(disk), deviceId: me, sign, now: () => at++ };
  const help = createHelp({ ...options, newId: () => crypto.randomUUID() });
  await help.load();
  return help;
}

/** A server that says what the test wants, and all that it was asked. */
function createServer(answer: (wish: Request) => Answer) {
  const asked: string[] = [];
  const ask = async (wish: Request) => {
    asked.push(`${wish.method ?? 'GET'} ${wish.path.replace('/api/v1/device/help', '')}`.trim());
    return answer(wish);
  };
  return { asked, api: { ask } };
}

const done: Answer = { ok: true, status: 204, bytes: new Uint8Array() };
const away: Answer = { ok: false, reason: 'unreachable' };
const refused = (status: number): Answer => ({ ok: false, reason: 'refused', status, code: '' });

function listed(calls: readonly ServedCall[]): Answer {
  return { ok: true, status: 200, bytes: new TextEncoder().encode(JSON.stringify({ data: calls })) };
}

function syncOf(help: Help, answer: (wish: Request) => Answer) {
  const server = createServer(answer);
  return {
    ...server,
    sync: createHelpSync({ api: server.api, shelf: help, onRefused: () => undefined }),
  };
}

test('a call outlives the app and the night without a line, and is sent once', async () => {
  const before = await start();
  const id = await before.call(input);
  const none = syncOf(before, () => away);
  expect(await none.sync.work()).toBe('failed');
  const help = await start();
  expect(help.calls.get()).toMatchObject([{ ...input, id, device: me, delivery: 'unsent', state: 'open' }]);
  const { sync, asked } = syncOf(help, ({ method }) =>
    method === 'PUT'
      ? done
      : listed([{ code: help.calls.get()[0]?.code ?? '', state: 'taken', stateBy: 'x' }]),
  );
  expect(await sync.work()).toBe('again');
  expect(await sync.work()).toBe('idle');
  expect(await sync.work()).toBe('idle');
  expect(asked).toEqual(['PUT', 'GET']);
  expect(help.calls.get()).toMatchObject([{ id, delivery: 'sent', state: 'taken', stateBy: 'x' }]);
});

test('a call that was read off another phone is settled here before anybody hears of it', async () => {
  const steward = await start();
  await steward.call(input);
  const [call] = steward.calls.get();
  disk = createDisk();
  const help = await start();
  await help.carry(call?.code ?? '');
  await help.carry(call?.code ?? '');
  expect(help.calls.get()).toHaveLength(1);
  await help.say(call?.id ?? '', 'taken');
  await help.say(call?.id ?? '', 'settled');
  await help.say(call?.id ?? '', 'taken');
  const { sync, asked } = syncOf(help, ({ method }) =>
    // The server has not worked the word in yet when it lists the calls.
    method === 'PUT' ? done : listed([{ code: call?.code ?? '', state: 'open', stateBy: null }]),
  );
  expect(await sync.work()).toBe('again');
  await help.told([{ code: call?.code ?? '', state: 'open', stateBy: null }]);
  expect(help.calls.get()).toMatchObject([{ state: 'settled', stateBy: me }]);
  expect(await sync.work()).toBe('again');
  expect(asked).toEqual(['PUT', `PUT /${call?.id}`]);
  expect(help.unsent()).toBe(null);
});

test('what the server takes never is said so and holds up no other', async () => {
  const help = await start();
  const first = await help.call(input);
  const second = await help.call({ ...input, ticket: null });
  let status = 422;
  const { sync } = syncOf(help, ({ method }) => {
    if (method !== 'PUT') return refused(404);
    const answer = status === 204 ? done : refused(status);
    status = 204;
    return answer;
  });
  for (const round of ['again', 'again', 'idle']) expect(await sync.work()).toBe(round);
  const deliveries = help.calls.get().map(({ id, delivery }) => [id, delivery]);
  expect(new Map(deliveries as [string, string][])).toEqual(
    new Map([
      [first, 'refused'],
      [second, 'sent'],
    ]),
  );
});

test('what nobody came for goes after two days', async () => {
  const help = await start();
  await help.call(input);
  at += 86_400_000;
  expect((await start()).calls.get()).toHaveLength(1);
  at += 86_400_000;
  expect((await start()).calls.get()).toEqual([]);
});

test('what the server no longer tells of goes, and all of it with the event or the phone’s service', async () => {
  const help = await start();
  const id = await help.call(input);
  await help.told([]);
  expect(help.calls.get()).toHaveLength(1);
  await help.sent(id, 'sent');
  await help.told([]);
  expect(help.calls.get()).toEqual([]);
  await help.call(input);
  await help.keepOnly(new Set([input.event]));
  expect(help.calls.get()).toHaveLength(1);
  await help.keepOnly(new Set([1]));
  expect((await start()).calls.get()).toEqual([]);
  await help.call(input);
  await help.forgetAll();
  expect((await start()).calls.get()).toEqual([]);
});
