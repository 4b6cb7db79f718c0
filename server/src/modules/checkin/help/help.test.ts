import { type HelpCall, helpCode } from '@gatehouse/shared/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../../test/answers.js';
import { TestSocket } from '../../../../test/live-socket.js';
import { type Phone, pairPhone } from '../../../../test/phones.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../../test/test-app.js';
import { connectDatabase } from '../../../platform/database/connect.js';
import { doRegularWork } from '../../../platform/outbox/regular-work.js';

let gatehouse: TestApp;
let owner: Actor;
let eventId: string;
let event: number;
let steward: Phone;
let supervisor: Phone;

const pair = (at: string, profile: string) =>
  pairPhone(
    { app: gatehouse.app, owner, eventId: at },
    { confirm: true, input: { name: `${profile} ${crypto.randomUUID().slice(0, 8)}`, profile } },
  );

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  ({ id: eventId, publicNumber: event } = await create(owner, '/events', newEvent()));
  steward = await pair(eventId, 'steward');
  supervisor = await pair(eventId, 'supervisor');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const callOf = (phone: Phone, change: Partial<HelpCall> = {}): HelpCall => ({
  id: crypto.randomUUID(),
  device: phone.deviceId,
  event,
  at: Date.now(),
  ticket: '00112233445566ff',
  listId: null,
  gateId: null,
  direction: 'in',
  result: 'refuse',
  reason: 'already_used',
  note: 'She was here before',
  ...change,
});

const codeOf = (call: HelpCall, { keys } = steward) => helpCode(call, keys.sign);

const bring = async (phone: Phone, code: string) =>
  outcomeOf(await phone.request({ method: 'PUT', url: '/api/v1/device/help', payload: { code } }));

/** A call that the steward's phone has handed in. */
async function called(change: Partial<HelpCall> = {}): Promise<HelpCall> {
  const call = callOf(steward, change);
  expect(await bring(steward, await codeOf(call))).toBe('204');
  return call;
}

const say = async (phone: Phone, id: string, state: string) =>
  outcomeOf(await phone.request({ method: 'PUT', url: `/api/v1/device/help/${id}`, payload: { state } }));

const listOf = async (
  phone: Phone,
): Promise<{ id: string; code: string; state: string; stateBy: string }[]> =>
  dataOf(await phone.request({ method: 'GET', url: '/api/v1/device/help' }));

const seen = async (phone: Phone, id: string) => (await listOf(phone)).find((call) => call.id === id);

test('a call reaches the supervisors once, whoever brings it, and is taken and settled', async () => {
  const { ticket } = dataOf(await supervisor.request({ method: 'POST', url: '/api/v1/device/live-tickets' }));
  using socket = new TestSocket(gatehouse.url, ticket);
  await vi.waitFor(() => expect(socket.heardOf(eventId)).toContain('help'), { timeout: 20_000 });
  socket.forget();
  const call = callOf(steward);
  const code = await codeOf(call);
  expect(await bring(steward, code)).toBe('204');
  await vi.waitFor(() => expect(socket.heardOf(eventId)).toEqual(new Set(['help'])), { timeout: 20_000 });
  expect(await seen(supervisor, call.id)).toMatchObject({ code, state: 'open', stateBy: null });
  expect(await say(supervisor, call.id, 'taken')).toBe('204');
  // The supervisor's phone had read it from the steward's screen, and brings it too.
  expect(await bring(supervisor, code)).toBe('204');
  const taken = { state: 'taken', stateBy: supervisor.deviceId };
  expect(await seen(supervisor, call.id)).toMatchObject(taken);
  expect((await listOf(supervisor)).filter(({ id }) => id === call.id)).toHaveLength(1);
  // Who called sees what becomes of it.
  expect(await seen(steward, call.id)).toMatchObject(taken);
  expect(await say(supervisor, call.id, 'settled')).toBe('204');
  expect(await say(supervisor, call.id, 'taken')).toBe('204');
  expect(await seen(steward, call.id)).toMatchObject({ state: 'settled' });
  // A day in which it was brought once more changes nothing either.
  expect(await bring(steward, code)).toBe('204');
  expect(await seen(supervisor, call.id)).toMatchObject({ state: 'settled' });
});

test('is nobody’s business but the supervisors’ and of who called', async () => {
  const other = await pair(eventId, 'steward');
  const call = callOf(steward, { ticket: null, reason: 'unknown' });
  expect(await bring(other, await codeOf(call))).toBe('204');
  expect(await seen(other, call.id)).toBe(undefined);
  expect(await say(other, call.id, 'settled')).toBe('403 checkin.supervisors_only');
  expect(await say(steward, call.id, 'taken')).toBe('403 checkin.supervisors_only');
  expect(await say(steward, call.id, 'settled')).toBe('204');
  const elsewhere = (await create(owner, '/events', newEvent('Elsewhere'))).id;
  const stranger = await pair(elsewhere, 'supervisor');
  expect(await seen(stranger, call.id)).toBe(undefined);
  expect(await say(stranger, call.id, 'settled')).toBe('404 platform.not_found');
  expect(await bring(stranger, await codeOf(callOf(steward)))).toBe('422 checkin.help_refused');
});

test('is refused when another key signed it, of another event, and from a revoked phone', async () => {
  const gone = await pair(eventId, 'steward');
  const refused = '422 checkin.help_refused';
  expect(await bring(steward, await codeOf(callOf(steward), supervisor))).toBe(refused);
  expect(await bring(steward, await codeOf(callOf(steward, { event: event + 1_000 })))).toBe(refused);
  expect(await bring(steward, 'GHHELP:AAAA')).toBe(refused);
  const code = await codeOf(callOf(gone), gone);
  expect(await send(owner, `POST /events/${eventId}/devices/${gone.deviceId}/revoke`)).toBe('200');
  expect(await bring(steward, code)).toBe(refused);
});

const deskList = async (state: string) =>
  dataOf(
    await owner.request({ method: 'GET', url: `/api/v1/events/${eventId}/help-calls?state=${state}` }),
  ) as { id: string }[];

const onDesk = async (state: string, { id }: HelpCall) =>
  (await deskList(state)).find((call) => call.id === id);

const close = (at: string, { id }: HelpCall, note: string) =>
  send(owner, `PUT /events/${at}/help-calls/${id}/closing`, { note });

test('the organiser sees who waits, and closes a call with a word; the phones hear of it', async () => {
  const call = await called();
  const { reason, note, result } = call;
  const open = { reason, note, result, ticket: null, state: 'open', helperName: null, closedBy: null };
  expect(await onDesk('waiting', call)).toMatchObject(open);
  expect(await onDesk('closed', call)).toBe(undefined);
  expect(await say(supervisor, call.id, 'taken')).toBe('204');
  const taken = await onDesk('waiting', call);
  expect(taken).toMatchObject({ state: 'taken', helperName: expect.stringMatching(/^supervisor /) });
  const { id: elsewhere } = await create(owner, '/events', newEvent('Not there'));
  expect(await close(elsewhere, call, '')).toBe('404 platform.not_found');
  const words = 'Her brother had the other ticket';
  expect(await close(eventId, call, ` ${words} `)).toBe('200');
  expect(await onDesk('waiting', call)).toBe(undefined);
  expect(await onDesk('closed', call)).toMatchObject({ state: 'settled', closingNote: words });
  expect(await say(supervisor, call.id, 'taken')).toBe('204');
  expect(await seen(steward, call.id)).toMatchObject({ state: 'settled' });
});

test('lies sealed in the database, and so does how it was solved', async () => {
  const call = await called({ note: 'A name that nobody should read' });
  expect(await close(eventId, call, 'A name again')).toBe('200');
  const rows = await gatehouse.database.query<{ row: string }>(
    `select encode(sealed, 'escape') || encode(sealed_note, 'escape') || ticket_hash::text as row
      from checkin.help_call where id = '${call.id}'`,
  );
  expect(rows[0]?.row).not.toContain('A name');
  expect(rows[0]?.row).not.toContain('GHHELP');
});

test('is forgotten a day after it was closed, and a week after its event', async () => {
  const { database, app } = gatehouse;
  const past = await create(owner, '/events', newEvent('Long ago'));
  const left = await pair(past.id, 'steward');
  const [there, old, recent] = [await called(), await called(), await called()];
  const open = callOf(left, { event: past.publicNumber });
  expect(await bring(left, await codeOf(open, left))).toBe('204');
  for (const call of [old, recent]) expect(await close(eventId, call, '')).toBe('200');
  const ago = (id: string, hours: number) =>
    database.query(
      `update checkin.help_call set state_at = now() - interval '${hours} hours' where id = '${id}'`,
    );
  await ago(old.id, 25);
  await ago(recent.id, 23);
  await ago(there.id, 25);
  await database.query(`update events.event set starts_at = now() - interval '9 days',
    ends_at = now() - interval '8 days' where id = '${past.id}'`);
  const { handlers } = app.platform;
  const onError = (error: Error) => {
    throw error;
  };
  const system = connectDatabase({ url: database.systemUrl, poolSize: 1, onError });
  await doRegularWork({ db: system, handlers, onError, stopped: () => false });
  await system.destroy();
  const ids = [there, old, recent, open].map(({ id }) => id);
  const kept = await database.query<{ id: string }>('select id from checkin.help_call where id = any($1)', [
    ids,
  ]);
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([there.id, recent.id]));
});
