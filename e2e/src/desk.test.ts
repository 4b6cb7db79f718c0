import { parseScan, signTicketCode, ticketCodeText } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DoorPhone } from './door-phone.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';

const HOUR_MS = 3_600_000;
const GONE = new Date(Date.now() - HOUR_MS).toISOString();
const SOON = new Date(Date.now() + HOUR_MS).toISOString();

type Direction = 'in' | 'out' | 'check';

/** What somebody holds up, where and how. */
interface Situation {
  readonly name: string;
  /** Prepares the ticket. @returns what is held up */
  readonly text: () => Promise<string>;
  readonly how?: 'camera' | 'typed';
  readonly list?: keyof Lists;
  readonly gate?: 'north' | 'south' | null;
  /** One after the other, all of the same text. */
  readonly directions?: readonly Direction[];
  readonly expected: readonly string[];
}

interface Lists {
  readonly main: string;
  readonly over: string;
  readonly later: string;
  readonly north: string;
  readonly crew: string;
  readonly again: string;
  readonly strangers: string;
}

let folder: TemporaryFolder;
let gatehouse: Started;
let organiser: Organiser;
let phone: DoorPhone;
let eventId = '';
let otherEventId = '';
let types: Record<'day' | 'gone' | 'soon' | 'other', string>;
let lists: Lists;
let gates: Record<'north' | 'south', string>;

beforeAll(async () => {
  folder = await makeFolder();
  gatehouse = await startGatehouse({ data: folder.path });
  organiser = await signInOrganiser(gatehouse);
  eventId = await newEvent('Night at the Harbour');
  otherEventId = await newEvent('Next door');
  await makeDoor();
  phone = new DoorPhone(gatehouse.url);
  const offer = { name: 'North 1', profile: 'supervisor' };
  const { url } = await add<{ url: string }>('device-pairings', offer);
  expect(await phone.phone.pair(url)).toEqual({ ok: true });
  const [device] = await organiser.send<{ id: string }[]>(`GET /events/${eventId}/devices`);
  await organiser.send(`POST /events/${eventId}/devices/${device?.id}/confirm`);
  await until(() => expect(phone.state.events[0]?.complete).toBe(true));
});

afterAll(async () => {
  await phone?.phone.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 60_000, interval: 25 });

function add<T = { id: string }>(part: string, fields: object, event = eventId): Promise<T> {
  return organiser.send<T>(`POST /events/${event}/${part}`, fields);
}

async function newEvent(name: string): Promise<string> {
  const event = { name, place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt: SOON };
  return (await organiser.send<{ id: string }>('POST /events', event)).id;
}

async function makeDoor(): Promise<void> {
  const type = (name: string, fields: object = {}, event = eventId) =>
    add<{ id: string; class: number }>('ticket-types', { name, ...fields }, event);
  const day = await type('Day');
  const gone = await type('Gone', { validUntil: GONE });
  const soon = await type('Soon', { validFrom: SOON });
  const crew = await type('Crew');
  const other = await type('Day', {}, otherEventId);
  types = { day: day.id, gone: gone.id, soon: soon.id, other: other.id };
  const hall = await add('zones', { name: 'Hall' });
  const gate = async (name: string) => (await add('gates', { name, toZoneId: hall.id })).id;
  gates = { north: await gate('North'), south: await gate('South') };
  const classes = [day.class, gone.class, soon.class];
  const list = async (name: string, fields: object = {}) =>
    (await add('access-lists', { name, classes, ...fields })).id;
  lists = {
    main: await list('Main'),
    over: await list('Over', { activeUntil: GONE }),
    later: await list('Later', { activeFrom: SOON }),
    north: await list('North only', { gateIds: [gates.north] }),
    crew: await list('Crew', { classes: [crew.class] }),
    again: await list('In and out', { entry: 're-entry' }),
    strangers: await list('Strangers', { notOnList: 'confirm', byHand: 'admit', includeUnpaid: true }),
  };
}

interface Ticket {
  readonly id: string;
  readonly code: string;
  readonly shortCode: string;
}

async function newTicket(fields: object = {}, event = eventId): Promise<Ticket> {
  const { id } = await add('tickets', { ticketTypeId: types.day, name: 'Ann', ...fields }, event);
  return codesOf(id, event);
}

async function codesOf(id: string, event = eventId): Promise<Ticket> {
  return { id, ...(await organiser.send<Ticket>(`GET /events/${event}/tickets/${id}/code`)) };
}

async function withBarcode(): Promise<Ticket & { readonly barcode: string }> {
  const barcode = `BAND ${crypto.randomUUID()}`;
  return { ...(await newTicket({ barcodes: [barcode] })), barcode };
}

async function ticketWith(change: object): Promise<string> {
  const { id, code } = await newTicket();
  await organiser.send(`PUT /events/${eventId}/tickets/door-state`, { ticketIds: [id], ...change });
  return code;
}

const ticketIn = (state: string) => ticketWith({ state });

/** The same ticket, signed by somebody else. */
async function forged(change: { kid?: number } = {}): Promise<string> {
  const parsed = parseScan((await newTicket()).code, { typed: false });
  if (parsed.form !== 'native') throw new Error(parsed.form);
  const sign = async () => new Uint8Array(64).fill(7);
  return ticketCodeText(await signTicketCode({ ...parsed.body, ...change }, sign));
}

async function reIssued(): Promise<string> {
  const { id, code } = await newTicket();
  await organiser.send(`POST /events/${eventId}/tickets/${id}/re-issue`);
  return code;
}

async function reIssuedShort(): Promise<string> {
  const { id, shortCode } = await newTicket();
  await organiser.send(`POST /events/${eventId}/tickets/${id}/re-issue`);
  return shortCode;
}

const good = async () => (await newTicket()).code;
const situations: readonly Situation[] = [
  {
    name: 'a good ticket, and again',
    text: good,
    directions: ['in', 'in'],
    expected: ['admit ok', 'refuse already_used'],
  },
  {
    name: 'the new code of a re-issued ticket',
    text: async () => {
      const { id } = await newTicket();
      await organiser.send(`POST /events/${eventId}/tickets/${id}/re-issue`);
      return (await codesOf(id)).code;
    },
    expected: ['admit ok'],
  },
  { name: 'the old code of a re-issued ticket', text: reIssued, expected: ['refuse superseded'] },
  { name: 'its old short code', text: reIssuedShort, how: 'typed', expected: ['refuse unknown'] },
  { name: 'a cancelled ticket', text: () => ticketIn('cancelled'), expected: ['refuse cancelled'] },
  { name: 'a blocked ticket', text: () => ticketIn('blocked'), expected: ['refuse blocked'] },
  { name: 'a disputed ticket', text: () => ticketIn('held'), expected: ['refuse held'] },
  { name: 'a ticket without a yes', text: () => ticketIn('unapproved'), expected: ['refuse unapproved'] },
  { name: 'an unpaid ticket', text: () => ticketWith({ payment: 'unpaid' }), expected: ['refuse unpaid'] },
  {
    name: 'an unpaid ticket where unpaid ones may come in',
    text: () => ticketWith({ payment: 'unpaid' }),
    list: 'strangers',
    expected: ['confirm unpaid'],
  },
  {
    name: 'a ticket that is good though unpaid, twice on a single entry',
    text: () => ticketWith({ payment: 'good-though-unpaid', entries: 2 }),
    directions: ['in', 'in', 'in'],
    expected: ['admit ok', 'admit ok', 'refuse already_used'],
  },
  {
    name: 'a ticket without a limit',
    text: () => ticketWith({ entries: 255 }),
    directions: ['in', 'in', 'in'],
    expected: ['admit ok', 'admit ok', 'admit ok'],
  },
  { name: 'a forged code', text: () => forged(), expected: ['refuse forged'] },
  { name: 'a key that was never given', text: () => forged({ kid: 9 }), expected: ['refuse unknown_key'] },
  {
    name: 'that key where strangers are asked',
    text: () => forged({ kid: 9 }),
    list: 'strangers',
    expected: ['confirm unknown_key'],
  },
  {
    name: 'a ticket of another event',
    text: async () => (await newTicket({ ticketTypeId: types.other }, otherEventId)).code,
    expected: ['refuse wrong_event'],
  },
  {
    name: 'a code that is cut off',
    text: async () => (await good()).slice(0, -3),
    expected: ['refuse unreadable'],
  },
  { name: 'a text that nobody knows', text: async () => 'PASSPORT C01X00T47', expected: ['refuse unknown'] },
  {
    name: 'a barcode of somebody else',
    text: async () => {
      return (await withBarcode()).barcode;
    },
    directions: ['in', 'in'],
    expected: ['admit ok', 'refuse already_used'],
  },
  {
    name: 'a barcode that was taken back',
    text: async () => {
      const { id, barcode } = await withBarcode();
      await organiser.send(`PATCH /events/${eventId}/tickets/${id}`, { barcodes: [] });
      return barcode;
    },
    expected: ['refuse dead_medium'],
  },
  {
    name: 'a barcode that was typed',
    text: async () => {
      return (await withBarcode()).barcode;
    },
    how: 'typed',
    expected: ['confirm by_hand'],
  },
  {
    name: 'a short code',
    text: async () => (await newTicket()).shortCode,
    how: 'typed',
    expected: ['confirm by_hand'],
  },
  {
    name: 'a short code where hands are trusted',
    text: async () => (await newTicket()).shortCode.toLowerCase(),
    how: 'typed',
    list: 'strangers',
    expected: ['admit ok'],
  },
  { name: 'a list that is over', text: good, list: 'over', expected: ['refuse list_closed'] },
  { name: 'a list that opens later', text: good, list: 'later', expected: ['refuse list_closed'] },
  { name: 'a list of other people', text: good, list: 'crew', expected: ['refuse wrong_list'] },
  {
    name: 'a ticket that ended',
    text: async () => (await newTicket({ ticketTypeId: types.gone })).code,
    expected: ['refuse expired'],
  },
  {
    name: 'a ticket that begins later',
    text: async () => (await newTicket({ ticketTypeId: types.soon })).code,
    expected: ['refuse not_yet_valid'],
  },
  {
    name: 'a ticket with a window of its own',
    text: async () => (await newTicket({ validUntil: GONE })).code,
    expected: ['refuse expired'],
  },
  { name: 'the right gate', text: good, list: 'north', gate: 'north', expected: ['admit ok'] },
  { name: 'the wrong gate', text: good, list: 'north', gate: 'south', expected: ['refuse wrong_gate'] },
  { name: 'no gate where gates are named', text: good, list: 'north', expected: ['refuse wrong_gate'] },
  { name: 'out without having come in', text: good, directions: ['out'], expected: ['exit ok'] },
  {
    name: 'in, out and in on a single entry',
    text: good,
    directions: ['in', 'out', 'in'],
    expected: ['admit ok', 'exit ok', 'refuse already_used'],
  },
  {
    name: 'in, in, out and in where people come and go',
    text: good,
    list: 'again',
    directions: ['in', 'in', 'out', 'in'],
    expected: ['admit ok', 'refuse already_used', 'exit ok', 'admit ok'],
  },
  { name: 'out with a forged code', text: () => forged(), directions: ['out'], expected: ['refuse forged'] },
  {
    name: 'out with a cancelled ticket',
    text: () => ticketIn('cancelled'),
    directions: ['out'],
    expected: ['exit ok'],
  },
  {
    name: 'only asked, then in, then asked',
    text: good,
    directions: ['check', 'in', 'check'],
    expected: ['admit ok', 'admit ok', 'refuse already_used'],
  },
  { name: 'nothing but spaces', text: async () => '   ', expected: ['refuse unreadable'] },
  {
    name: 'a code of a later version',
    text: async () => 'G:FFFFFFFFFFFFFFFFFFFFFFFF',
    expected: ['refuse needs_update'],
  },
];

interface Answer {
  readonly outcome: string;
  readonly decision: { readonly result: string; readonly reason: string };
}

/** The server decides each step first as a question and then as a scan. */
async function atServer(
  text: string,
  { how = 'camera', list = 'main', gate = null, directions = ['in'] }: Situation,
) {
  const verdicts: string[] = [];
  for (const direction of directions) {
    const asked = { code: text, how, listId: lists[list], gateId: gate && gates[gate], direction };
    const told = await organiser.send<Answer['decision']>('POST /checkin/validate', { eventId, ...asked });
    const scans = [{ id: crypto.randomUUID(), ...asked }];
    const [answer] = await organiser.send<Answer[]>('POST /checkin/scans', { eventId, scans });
    const verdict = `${answer?.decision.result} ${answer?.decision.reason}`;
    expect(`${told.result} ${told.reason}`).toBe(verdict);
    verdicts.push(verdict);
  }
  return verdicts;
}

/** The phone has heard of the ticket and of nothing else. */
async function onPhone(
  text: string,
  { how = 'camera', list = 'main', gate = null, directions = ['in'] }: Situation,
) {
  const verdicts: string[] = [];
  for (const direction of directions) {
    const shift = { eventId, listId: lists[list], gateId: gate && gates[gate], direction };
    const shown = await phone.gateway.scan({ text, how }, shift);
    await phone.gateway.markShown(shown.id);
    expect(shown.recorded).toBe(true);
    verdicts.push(`${shown.decision.result} ${shown.decision.reason}`);
  }
  return verdicts;
}

describe('the server decides as a phone does', () => {
  const held = new Map<string, string>();

  test('on what a phone without network has decided', async () => {
    for (const situation of situations) held.set(situation.name, await situation.text());
    // A ticket that is sold last is there only when all before it are.
    const last = await newTicket();
    await phone.phone.sync();
    await until(async () => {
      const shift = { eventId, listId: lists.main, gateId: null, direction: 'check' } as const;
      const { id, decision } = await phone.gateway.scan({ text: last.code, how: 'camera' }, shift);
      await phone.gateway.markShown(id);
      expect(decision.reason).toBe('ok');
    });
    phone.cut();
    for (const situation of situations) {
      const text = held.get(situation.name) ?? '';
      expect(await onPhone(text, situation), situation.name).toEqual(situation.expected);
    }
  });

  // The phone is still without network: the server knows nothing of its scans.
  test.each(situations)('$name', async (situation) => {
    const text = held.get(situation.name) ?? (await situation.text());
    expect(await atServer(text, situation)).toEqual(situation.expected);
  });

  test('and they hear of each other', async () => {
    const [first, second] = [await good(), await good()];
    phone.connect();
    await until(() => expect(phone.state.unsent).toBe(0));
    const one = { name: '', text: good, expected: [] };
    expect(await atServer(first, one)).toEqual(['admit ok']);
    await until(async () => expect(await onPhone(first, one)).toEqual(['refuse already_used']));
    await until(async () =>
      expect(await onPhone(second, { ...one, directions: ['check'] })).toEqual(['admit ok']),
    );
    expect(await onPhone(second, one)).toEqual(['admit ok']);
    await until(() => expect(phone.state.unsent).toBe(0));
    expect(await atServer(second, one)).toEqual(['refuse already_used']);
    expect(phone.faults).toEqual([]);
  });
});
