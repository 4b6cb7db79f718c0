import { decodeRow, isScanProof } from '@gatehouse/shared/log';
import { openScansPage } from '@gatehouse/shared/protocol';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../../test/answers.js';
import { addDoor, type DoorWorld, readTicket, startDoorWorld } from '../../../../test/door-world.js';
import { doorKeyOf, sync, uuid } from '../../../../test/log-phone.js';
import { createActor } from '../../../../test/test-app.js';

let world: DoorWorld;
let eventId = '';
let ticketTypeId = '';
let ids: Record<'listId' | 'gateId', string>;

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 1 });
  ({ eventId } = world.place);
  const { listId, gateId } = world.place;
  ids = { listId, gateId };
  const [ticket] = dataOf(await get(`/events/${eventId}/tickets`));
  ({ ticketTypeId } = ticket);
});
afterAll(() => world[Symbol.asyncDispose]());

const get = (path: string) => world.owner.request({ method: 'GET', url: `/api/v1${path}` });
const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
  world.owner.request({ method: 'POST', url: `/api/v1${path}`, payload, headers });

interface Issued {
  readonly id: string;
  readonly code: string;
  readonly shortCode: string;
}

async function newTicket(fields: object = {}): Promise<Issued> {
  const at = `/events/${eventId}/tickets`;
  const { id } = await create(world.owner, at, { ticketTypeId, name: 'Ann Example', ...fields });
  return codesOf(id);
}

async function codesOf(id: string): Promise<Issued> {
  return { id, ...dataOf(await get(`/events/${eventId}/tickets/${id}/code`)) };
}

/** Sends one scan. @returns what is answered to it */
async function scan(fields: object) {
  const [answer] = await scans([fields]);
  return answer;
}

async function scans(all: readonly object[]) {
  const payload = { eventId, scans: all.map((one) => ({ id: uuid(), ...ids, ...one })) };
  return dataOf(await post('/checkin/scans', payload));
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape the route's schema checks
function verdictOf({ outcome, decision, problem }: any): string {
  return problem ? problem.code : `${outcome} ${decision.result} ${decision.reason} ${decision.effect}`;
}

async function verdict(fields: object): Promise<string> {
  return verdictOf(await scan(fields));
}

async function validate(fields: object, headers: Record<string, string> = {}) {
  return dataOf(await post('/checkin/validate', { eventId, ...ids, ...fields }, headers));
}

/** Rows of everything that a scan could leave behind. */
async function countRows(): Promise<number> {
  const tables = [
    'checkin.log_row',
    'checkin.scan',
    'checkin.desk_answer',
    'checkin.device',
    'platform.outbox',
  ];
  let rows = 0;
  for (const table of tables) rows += (await world.gatehouse.database.query(`select from ${table}`)).length;
  return rows;
}

describe('asking what the door would say', () => {
  test('keeps nothing, and says who, why and in which words', async () => {
    const { code, id } = await newTicket({ texts: ['Wristband: green'], orderReference: 'A-1' });
    const before = await countRows();
    expect(await validate({ code, language: 'de' })).toMatchObject({
      result: 'admit',
      reason: 'ok',
      effect: 'entry',
      word: 'Einlass',
      texts: ['Wristband: green'],
      ticket: { id, name: 'Ann Example', ticketType: 'Day', orderReference: 'A-1' },
      label: { colour: expect.stringMatching(/^#/) },
    });
    expect(await validate({ code })).toMatchObject({ result: 'admit' });
    expect(await validate({ code, direction: 'check' })).toMatchObject({ effect: 'check', word: 'Valid' });
    expect(await validate({ code: 'nobody knows it' })).toMatchObject({ reason: 'unknown', ticket: null });
    expect(await countRows()).toBe(before);
  });

  test('answers in the language that the header asks for', async () => {
    const { code } = await newTicket();
    await scan({ code });
    const answer = await validate({ code }, { 'accept-language': 'fr-CH, en;q=0.5' });
    expect(answer).toMatchObject({ reason: 'already_used' });
    expect(answer.explanation).toMatch(/API/);
    expect(answer.explanation).toMatch(/North/);
    expect(answer.word).not.toBe((await validate({ code })).word);
  });

  test.each([
    ['checkin.code_or_ticket', {}],
    ['checkin.code_or_ticket', { code: 'x', ticketId: uuid() }],
    ['checkin.unknown_ticket', { ticketId: uuid() }],
    ['checkin.unknown_ticket', { code: 'x', chosenTicketId: uuid() }],
    ['checkin.unknown_list', { code: 'x', listId: uuid() }],
    ['checkin.unknown_gate', { code: 'x', gateId: uuid() }],
  ])('refuses with %s: %j', async (code, fields) => {
    const answer = await post('/checkin/validate', { eventId, ...ids, ...fields });
    expect(outcomeOf(answer)).toBe(`422 ${code}`);
    expect(await scan(fields)).toMatchObject({ outcome: 'failed', decision: null, problem: { code } });
  });
});

describe('a scan', () => {
  test('uses the ticket once', async () => {
    const { code } = await newTicket();
    expect(await verdict({ code })).toBe('recorded admit ok entry');
    expect(await verdict({ code })).toBe('recorded refuse already_used none');
  });

  test('that is sent again is answered the same, with other content it is refused', async () => {
    const { code } = await newTicket();
    const asked = { id: uuid(), code };
    const first = await scan(asked);
    const before = await countRows();
    expect(await scan(asked)).toEqual({ ...first, outcome: 'answered' });
    expect(await verdict({ ...asked, persons: 2 })).toBe('checkin.scan_id_taken');
    expect(await countRows()).toBe(before);
    const twice = await scans([asked, asked, { ...asked, code: 'other' }, { code }]);
    expect(twice.map(verdictOf)).toEqual([
      'answered admit ok entry',
      'answered admit ok entry',
      'checkin.scan_id_taken',
      'recorded refuse already_used none',
    ]);
  });

  test('of a medium with several tickets names those that are usable, and goes on with the one that is meant', async () => {
    const barcodes = { barcodes: ['BAND-77'], shareBarcodes: true };
    const [ann, bea, cem] = [
      await newTicket({ ...barcodes, name: 'Ann' }),
      await newTicket({ ...barcodes, name: 'Bea' }),
      await newTicket({ ...barcodes, name: 'Cem' }),
    ];
    await scan({ code: cem.code });
    const asked = { id: uuid(), code: 'BAND-77' };
    const answer = await scan(asked);
    expect(verdictOf(answer)).toBe('recorded refuse ambiguous none');
    const named = answer.decision.candidates.map(({ id, name }: { id: string; name: string }) => [name, id]);
    expect(named.sort()).toEqual([
      ['Ann', ann.id],
      ['Bea', bea.id],
    ]);
    expect((await validate({ code: 'BAND-77' })).candidates).toEqual(answer.decision.candidates);
    // Whoever asks again because the answer was lost must be able to choose as well.
    expect(await scan(asked)).toEqual({ ...answer, outcome: 'answered' });
    const chosen = await scan({ code: 'BAND-77', chosenTicketId: bea.id });
    expect(chosen.decision).toMatchObject({ result: 'admit', ticket: { id: bea.id }, candidates: [] });
    // One is left that is usable.
    expect((await scan({ code: 'BAND-77' })).decision).toMatchObject({
      result: 'admit',
      ticket: { id: ann.id },
    });
  });

  test('of many in one request is decided with what those before it have left behind', async () => {
    const [ann, bea] = [await newTicket(), await newTicket()];
    const all = await scans([{ code: ann.code }, { code: ann.code }, { code: 'x' }, { code: bea.code }]);
    expect(all.map(verdictOf)).toEqual([
      'recorded admit ok entry',
      'recorded refuse already_used none',
      'recorded refuse unknown none',
      'recorded admit ok entry',
    ]);
  });

  test('that is answered with yes, or overridden, names the one before', async () => {
    const { shortCode, id } = await newTicket();
    const asked = await scan({ code: shortCode, how: 'typed' });
    expect(verdictOf(asked)).toBe('recorded confirm by_hand none');
    expect(asked.decision.asks).toMatchObject([{ reason: 'by_hand' }]);
    const other = { code: 'x', confirms: asked.id };
    expect(await verdict(other)).toBe('checkin.wrong_follow_up');
    expect(await verdict({ code: shortCode, how: 'typed', confirms: uuid() })).toBe(
      'checkin.wrong_follow_up',
    );
    const yes = { code: shortCode, how: 'typed', confirms: asked.id };
    const elsewhere = await create(world.owner, `/events/${eventId}/access-lists`, {
      name: 'Other',
      classes: [],
    });
    expect(await verdict({ ...yes, listId: elsewhere.id })).toBe('checkin.wrong_follow_up');
    expect(await verdict(yes)).toBe('recorded admit ok entry');
    await send(world.owner, `PUT /events/${eventId}/tickets/${id}/state`, { state: 'blocked' });
    const { code } = await newTicket();
    const [first, second] = [await scan({ code }), await scan({ code })];
    expect([first, second].map(verdictOf)).toEqual([
      'recorded admit ok entry',
      'recorded refuse already_used none',
    ]);
    expect(second.decision.mayOverride).toBe(true);
    expect(await verdict({ code, overrides: second.id })).toBe('recorded admit ok entry');
  });

  test('is judged by what the organiser says of its ticket', async () => {
    const { code, id } = await newTicket();
    const set = (change: object) =>
      send(world.owner, `PUT /events/${eventId}/tickets/door-state`, { ticketIds: [id], ...change });
    for (const state of ['held', 'unapproved']) {
      expect(await set({ state })).toBe('200');
      expect(await verdict({ code })).toBe(`recorded refuse ${state} none`);
      expect(await set({ state: 'good' })).toBe('200');
    }
    await set({ payment: 'unpaid', attention: true });
    expect(await verdict({ code })).toBe('recorded refuse unpaid none');
    const list = `PATCH /events/${eventId}/access-lists/${world.place.listId}`;
    expect(await send(world.owner, list, { includeUnpaid: true })).toBe('200');
    const asked = await scan({ code });
    expect(verdictOf(asked)).toBe('recorded confirm unpaid none');
    expect(asked.decision.notices).toMatchObject([{ code: 'attention' }]);
    await set({ payment: 'good-though-unpaid', entries: 2 });
    expect(await verdict({ code })).toBe('recorded admit ok entry');
    expect(await verdict({ code })).toBe('recorded admit ok entry');
    expect(await verdict({ code })).toBe('recorded refuse already_used none');
    expect(await send(world.owner, list, { includeUnpaid: false })).toBe('200');
  });

  test('by a name that was searched for asks whoever is there', async () => {
    const { id, shortCode } = await newTicket({
      name: 'Zoë Quist',
      email: 'zoe@example.org',
      orderReference: 'Q-77',
    });
    for (const q of [
      'quist zoe',
      'Q-77',
      'zoe@example',
      shortCode,
      `${shortCode.slice(0, 4)}-${shortCode.slice(4)}`,
    ]) {
      const found = dataOf(await get(`/checkin/search?eventId=${eventId}&q=${encodeURIComponent(q)}`));
      expect(found, q).toEqual([
        { id, name: 'Zoë Quist', ticketType: 'Day', orderReference: 'Q-77', state: 'good' },
      ]);
    }
    const asked = await scan({ ticketId: id });
    expect(verdictOf(asked)).toBe('recorded confirm by_hand none');
    expect(await verdict({ ticketId: id, confirms: asked.id })).toBe('recorded admit ok entry');
    const [row] = dataOf(await get(`/events/${eventId}/scans?limit=1`));
    expect(row).toMatchObject({ how: 'search', deviceName: 'API', relation: 'answers', namedId: asked.id });
  });

  test('that is taken back is a fact, and the ticket is good again', async () => {
    const { code } = await newTicket();
    const admitted = await scan({ code });
    const annul = (scanId: string, id: string) => post(`/checkin/scans/${scanId}/annul`, { id });
    const id = uuid();
    const first = dataOf(await annul(admitted.id, id));
    expect(first).toMatchObject({ id, scanId: admitted.id });
    expect(dataOf(await annul(admitted.id, id))).toEqual(first);
    expect(outcomeOf(await annul(admitted.id, uuid()))).toBe('409 checkin.nothing_to_undo');
    const again = await scan({ code });
    expect(verdictOf(again)).toBe('recorded admit ok entry');
    expect(outcomeOf(await annul(again.id, id))).toBe('409 checkin.scan_id_taken');
    const refused = await scan({ code });
    expect(outcomeOf(await annul(refused.id, uuid()))).toBe('409 checkin.nothing_to_undo');
    expect(outcomeOf(await annul(uuid(), uuid()))).toBe('404 platform.not_found');
  });
});

describe('the log that the server writes', () => {
  test('admits a ticket once, however many ask at the same moment', async () => {
    const { code, id } = await newTicket();
    const answers = await Promise.all(Array.from({ length: 20 }, () => verdict({ code })));
    expect(answers.filter((one) => one === 'recorded admit ok entry')).toHaveLength(1);
    expect(answers.filter((one) => one === 'recorded refuse already_used none')).toHaveLength(19);
    const conflicts: { extra: { ticket: { id: string } } }[] = dataOf(
      await get(`/events/${eventId}/conflicts`),
    );
    expect(conflicts.map(({ extra }) => extra.ticket.id)).not.toContain(id);
  });

  test('answers one scan that is sent many times at the same moment with one verdict', async () => {
    const { code } = await newTicket();
    const asked = { id: uuid(), code };
    const answers = await Promise.all(Array.from({ length: 10 }, () => verdict(asked)));
    expect(answers.filter((one) => one === 'recorded admit ok entry')).toHaveLength(1);
    expect(answers.filter((one) => one === 'answered admit ok entry')).toHaveLength(9);
  });

  test('begins once, also when the first scans of an event come together', async () => {
    const { place, ticketTypeId: type } = await addDoor(world.owner);
    const at = `/events/${place.eventId}/tickets`;
    const { id } = await create(world.owner, at, { ticketTypeId: type, name: 'First' });
    const { code } = dataOf(await get(`${at}/${id}/code`));
    const first = { eventId: place.eventId, scans: [{ id: uuid(), code, listId: place.listId }] };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        post('/checkin/scans', { ...first, scans: [{ ...first.scans[0], id: uuid() }] }),
      ),
    );
    const verdicts = answers.map((answer) => verdictOf(dataOf(answer)[0]));
    expect(verdicts.filter((one) => one.startsWith('recorded admit'))).toHaveLength(1);
    const devices = await world.gatehouse.database.query(
      'select from checkin.device_event where event_id = $1',
      [place.eventId],
    );
    expect(devices).toHaveLength(1);
  });

  test('is no phone: nobody lists, changes or revokes its device', async () => {
    await scan({ code: (await newTicket()).code });
    const [row] = dataOf(await get(`/events/${eventId}/scans?limit=1`));
    for (const path of [`/events/${eventId}/devices`, '/devices'])
      expect(dataOf(await get(path)).map(({ id }: { id: string }) => id)).not.toContain(row.deviceId);
    const at = `/events/${eventId}/devices/${row.deviceId}`;
    for (const action of ['revoke', 'confirm', 'assign'])
      expect(await send(world.owner, `POST ${at}/${action}`, {})).toMatch(/^40[04]/);
    expect(await send(world.owner, `PATCH ${at}`, { name: 'Mine' })).toBe('404 platform.not_found');
  });

  test('knows what a phone recorded before, once it has handed it over', async () => {
    const phone = await world.phone({ name: 'South 1' });
    const { id, code } = await newTicket();
    const ticket = await readTicket(world.gatehouse, id);
    phone.write({ ...ticket, at: Date.now() - 3_600_000 });
    expect(await validate({ code })).toMatchObject({ result: 'admit' });
    await sync(world.url, phone);
    const refused = await scan({ code });
    expect(verdictOf(refused)).toBe('recorded refuse already_used none');
    expect(refused.decision.explanation).toMatch(/South 1/);
  });

  test('reaches the phones with the pages of the event', async () => {
    const phone = await world.phone();
    const { id, code } = await newTicket();
    const { id: scanId } = await scan({ code });
    const ticket = await readTicket(world.gatehouse, id);
    const key = await doorKeyOf(world.gatehouse.app, world.place.organisationId);
    const verify = await chooseEd25519(crypto.subtle);
    const url = `${world.url}/api/v1/device/events/${eventId}/pages/scans?start=0&from=0`;
    const answer = await fetch(url, { headers: phone.headers });
    const page = await openScansPage(new Uint8Array(await answer.arrayBuffer()), key, verify);
    if (!page.ok) throw new Error(page.reason);
    const rows = page.value.rows.flatMap(({ bytes }) => {
      const row = decodeRow(bytes);
      return row.ok ? [row.value] : [];
    });
    const row = rows.find(({ id: one }) => one === scanId);
    expect(row).toMatchObject({ kind: 'scan', effect: 'entry', ticketHash: ticket.ticketHash });
    const { codeHash } = ticket;
    expect(row?.proof && isScanProof(row.proof, { codeHash, device: row.device, seq: row.seq })).toBe(true);
  });
});

describe('another organisation', () => {
  test('reaches nothing of this one', async () => {
    const stranger = await createActor(world.gatehouse.app, 'stranger');
    const { code, id } = await newTicket();
    const { id: scanId } = await scan({ code });
    const one = { id: uuid(), code, ...ids };
    expect(await send(stranger, 'POST /checkin/validate', { eventId, code })).toBe('404 platform.not_found');
    expect(await send(stranger, 'POST /checkin/scans', { eventId, scans: [one] })).toBe(
      '404 platform.not_found',
    );
    expect(await send(stranger, `POST /checkin/scans/${scanId}/annul`, { id: uuid() })).toBe(
      '404 platform.not_found',
    );
    expect(await send(stranger, `GET /checkin/search?eventId=${eventId}&q=ann`)).toBe(
      '404 platform.not_found',
    );
    const { place } = await addDoor(stranger);
    const own = { eventId: place.eventId, scans: [{ id: uuid(), ticketId: id }] };
    const [answer] = dataOf(
      await stranger.request({ method: 'POST', url: '/api/v1/checkin/scans', payload: own }),
    );
    expect(verdictOf(answer)).toBe('checkin.unknown_ticket');
  });
});
