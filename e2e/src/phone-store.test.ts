import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DoorPhone } from './door-phone.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';

const HOUR_MS = 3_600_000;
let folder: TemporaryFolder;
let gatehouse: Started;
let organiser: Organiser;
let eventId = '';
let ticketTypeId = '';
let listId = '';
const phones: DoorPhone[] = [];

beforeAll(async () => {
  folder = await makeFolder();
  gatehouse = await startGatehouse({ data: folder.path });
  organiser = await signInOrganiser(gatehouse);
  const event = { name: 'Night at the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin' };
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  eventId = (await organiser.send<{ id: string }>('POST /events', { ...event, startsAt })).id;
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const type = await organiser.send<{ id: string; class: number }>(`POST /events/${eventId}/ticket-types`, {
    name: 'Day',
  });
  ticketTypeId = type.id;
  const list = { name: 'Main', classes: [type.class], entry: 'single' };
  listId = (await organiser.send<{ id: string }>(`POST /events/${eventId}/access-lists`, list)).id;
});

afterAll(async () => {
  for (const { phone } of phones) await phone.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

/** States come when they come: other tests compile beside this one. */
const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 110_000, interval: 25 });

async function offerLink(name: string): Promise<string> {
  const offer = { name, profile: 'steward' };
  return (await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer)).url;
}

interface Device {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly confirmationCode: string;
  readonly wipedAt: string | null;
}

async function deviceNamed(name: string): Promise<Device> {
  const devices = await organiser.send<Device[]>(`GET /events/${eventId}/devices`);
  const device = devices.findLast((each) => each.name === name);
  if (device === undefined) throw new Error(`There is no phone ${name}.`);
  return device;
}

async function pairedPhone(name: string): Promise<DoorPhone> {
  const phone = new DoorPhone(gatehouse.url);
  phones.push(phone);
  expect(await phone.phone.pair(await offerLink(name))).toEqual({ ok: true });
  expect(phone.state.pairing).toBe('waiting');
  const device = await deviceNamed(name);
  expect(phone.state.confirmationCode).toBe(device.confirmationCode);
  await organiser.send(`POST /events/${eventId}/devices/${device.id}/confirm`);
  await until(() => expect(phone.state.events[0]?.complete).toBe(true));
  expect(phone.state).toMatchObject({ pairing: 'active', deviceName: name, problem: null });
  return phone;
}

async function newTicket(name: string): Promise<{ id: string; code: string }> {
  const { id } = await organiser.send<{ id: string }>(`POST /events/${eventId}/tickets`, {
    ticketTypeId,
    name,
    email: 'ann@example.org',
  });
  const { code } = await organiser.send<{ code: string }>(`GET /events/${eventId}/tickets/${id}/code`);
  return { id, code };
}

const shiftIn = () => ({ eventId, listId, gateId: null, direction: 'in' }) as const;

async function scan(phone: DoorPhone, text: string) {
  const { id, decision, recorded } = await phone.gateway.scan({ text, how: 'camera' }, shiftIn());
  if (recorded) await phone.gateway.markShown(id);
  return { result: decision.result, reason: decision.reason, recorded };
}

/** What the server has of the log, by ticket. */
async function scansAtServer(): Promise<number> {
  return (await organiser.send<unknown[]>(`GET /events/${eventId}/scans?limit=100`)).length;
}

const digestOf = ({ state }: DoorPhone) => state.events[0]?.digest ?? null;

/** All of them hold what the server holds, say so in the same eight digits, and the organiser sees it. */
async function agreeWith(...all: readonly DoorPhone[]): Promise<void> {
  await until(() => {
    const digests = all.map(digestOf);
    expect(new Set(digests.map((digest) => JSON.stringify(digest))).size).toBe(1);
    expect(digests[0]).toMatchObject({ agreement: 'same', digest: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });
  const { digest, tickets, scans } = digestOf(all[0] as DoorPhone) ?? {};
  for (const { state } of all)
    expect(await deviceNamed(state.deviceName)).toMatchObject({
      digest: { same: true, digest, tickets, scans },
    });
}

/** Turns a bit of a segment and one of a review over, where the app has put them, behind its back. */
async function alterDisk(phone: DoorPhone): Promise<void> {
  const turn = (bytes: Uint8Array, at: number) =>
    bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
  await phone.change('gatehouse', 'segments', (part) => {
    const isCore = part.bytes[1] === 1;
    return isCore ? { ...part, bytes: turn(part.bytes, part.bytes.length - 1) } : part;
  });
  await phone.change('gatehouse-log', 'blocks', (block) => ({ ...block, bytes: turn(block.bytes, 1) }));
}

/** What one phone scans comes to the other through its socket, and so does a ticket that is cancelled. */
async function hearsWithoutAsking(hearer: DoorPhone, scanner: DoorPhone): Promise<void> {
  const ticket = await newTicket('Fay');
  await until(() => {
    const { tickets } = digestOf(hearer) ?? {};
    expect(tickets).toBe(digestOf(scanner)?.tickets);
    expect(tickets).toBeGreaterThan(0);
  });
  await agreeWith(hearer, scanner);
  hearer.requests.length = 0;
  const scansOf = ({ gateway, state }: DoorPhone) =>
    gateway.scansPosition(state.events[0]?.number ?? 0)?.count;
  const before = scansOf(hearer) ?? 0;
  const { decision } = await scanner.gateway.scan({ text: ticket.code, how: 'camera' }, shiftIn());
  await until(() => expect(scansOf(hearer)).toBe(before + 1));
  // Who the people are is sealed, and comes whenever it comes: no verdict waits for it.
  const asked = () => hearer.requests.filter((request) => /^GET (?!.*\/pages\/detail$)/.test(request));
  expect(asked()).toEqual([]);
  const heard = () => hearer.gateway.consider(decision.ticket ?? '', shiftIn())?.reason;
  await organiser.send(`PUT /events/${eventId}/tickets/${ticket.id}/state`, { state: 'cancelled' });
  await until(() => expect(heard()).toBe('cancelled'));
  expect(asked()).toEqual([]);
}

test('two phones from pairing to the end of their service', async () => {
  const [ann, bea, cem, dan] = [
    await newTicket('Ann'),
    await newTicket('Bea'),
    await newTicket('Cem'),
    await newTicket('Dan'),
  ];
  const north = await pairedPhone('North');
  const south = await pairedPhone('South');

  // Without network one phone lets Ann in, and the app is killed and started again.
  north.cut();
  expect(await scan(north, ann.code)).toMatchObject({ result: 'admit', recorded: true });
  await north.restart();
  await until(() => expect(north.phone.gateway.get()).not.toBeNull());
  expect(north.state).toMatchObject({ pairing: 'active', unsent: 1 });
  expect(north.state.events[0]?.complete).toBe(true);
  expect(await scan(north, ann.code)).toMatchObject({ result: 'refuse', reason: 'already_used' });

  // With network the other one knows.
  north.connect();
  await until(() => expect(north.state.unsent).toBe(0));
  await until(async () => expect(await scansAtServer()).toBe(2));
  await until(() => expect(south.gateway.scansPosition(south.state.events[0]?.number ?? 0)?.count).toBe(2));
  expect(await scan(south, ann.code)).toMatchObject({ result: 'refuse', reason: 'already_used' });

  // Both let Bea in, neither knowing of the other: one conflict, told to both.
  north.cut();
  south.cut();
  expect(await scan(north, bea.code)).toMatchObject({ result: 'admit' });
  expect(await scan(south, bea.code)).toMatchObject({ result: 'admit' });
  north.connect();
  south.connect();
  for (const phone of [north, south]) {
    await until(() => expect(phone.state.conflicts).toHaveLength(1));
    expect(phone.state.conflicts[0]).toMatchObject({ mine: true, listId });
  }

  // A ticket that is cancelled meanwhile is refused.
  expect(await scan(south, cem.code)).toMatchObject({ result: 'admit' });
  await organiser.send(`PUT /events/${eventId}/tickets/${dan.id}/state`, { state: 'cancelled' });
  await until(async () => expect(await scan(south, dan.code)).toMatchObject({ reason: 'cancelled' }));
  await until(() => expect(south.state.unsent).toBe(0));

  await agreeWith(north, south);
  await hearsWithoutAsking(south, north);
  await agreeWith(north, south);
  await alterDisk(south);
  const seen = new Set<string>();
  await south.restart();
  const ends = south.phone.state.subscribe(() => seen.add(digestOf(south)?.agreement ?? ''));
  await until(() => expect(seen).toContain('differs'));
  await agreeWith(north, south);
  ends();
  expect(await south.gateway.rowsToSend(10, 0)).toMatchObject({ firstSeq: 1 });

  // A revoked phone hands over what it has, and forgets the rest.
  north.cut();
  const eve = await newTicket('Eve');
  expect((await scan(north, eve.code)).recorded).toBe(true);
  const before = await scansAtServer();
  await organiser.send(`POST /events/${eventId}/devices/${(await deviceNamed('North')).id}/revoke`);
  north.connect();
  await until(() => expect(north.state.revocation).toMatchObject({ unsent: 0, wiped: true }));
  expect(north.state).toMatchObject({ pairing: 'revoked', events: [], shift: null });
  expect((await scan(north, cem.code)).recorded).toBe(false);
  expect(await scansAtServer()).toBe(before + 1);
  expect((await deviceNamed('North')).wipedAt).not.toBeNull();
  expect(await north.phone.leave()).toBe(true);
  expect(north.state.pairing).toBe('unpaired');
  expect([...north.faults, ...south.faults]).toEqual([]);
}, 240_000);

test('a link pairs one phone, once, and says why not', async () => {
  const link = await offerLink('East');
  const first = new DoorPhone(gatehouse.url);
  const second = new DoorPhone(gatehouse.url);
  phones.push(first, second);
  first.cut();
  expect(await first.phone.pair(link)).toEqual({ ok: false, reason: 'offline' });
  first.connect();
  expect(await first.phone.pair('https://example.org')).toEqual({ ok: false, reason: 'not_a_link' });
  expect(await first.phone.pair(link)).toEqual({ ok: true });
  expect(await first.phone.pair(link)).toEqual({ ok: true });
  expect(await second.phone.pair(link)).toEqual({ ok: false, reason: 'used' });
  const devices = await organiser.send<Device[]>(`GET /events/${eventId}/devices`);
  expect(devices.filter(({ name }) => name === 'East')).toHaveLength(1);
});
