import { decodeRoot } from '@gatehouse/shared/manifest';
import { helpCode, readinessCode } from '@gatehouse/shared/protocol';
import { splitBlob } from '@gatehouse/shared/signing';
import { createDemoEvent } from '../src/demo/create-demo-event.js';
import { demoEvents } from '../src/demo/demo-events.js';
import { addScans } from './add-scans.js';
import { addRareRows, addTickets } from './add-tickets.js';
import { dataOf } from './answers.js';
import { describe, fillPath, type Operation, operationsOf } from './api-description.js';
import { doorIds } from './door-ids.js';
import { type Phone, pairPhone } from './phones.js';
import {
  type Actor,
  addActor,
  createActor,
  newEvent,
  password,
  startTestApp,
  type TestApp,
} from './test-app.js';

/** An organisation with members of very different rights. */
export interface Tenant {
  readonly owner: Actor;
  readonly door: Actor;
  /** A member whose role may do nothing. */
  readonly sponsor: Actor;
  /** A phone of the first event. */
  readonly phone: Phone;
  /** One id of this organisation for every path parameter of the API, and values for queries that phones must send. */
  readonly ids: ReadonlyMap<string, string>;
}

export interface TwoOrganisations extends AsyncDisposable {
  readonly gatehouse: TestApp;
  readonly operations: readonly Operation[];
  readonly a: Tenant;
  readonly b: Tenant;
}

/** Two organisations that hold the same, made through the API, with all their mails sent by a real worker. */
export async function startTwoOrganisations(): Promise<TwoOrganisations> {
  const gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all' });
  const operations = operationsOf(describe(gatehouse.app));
  const a = await createTenant(gatehouse, operations, 'alpha');
  const b = await createTenant(gatehouse, operations, 'bravo');
  await allSettled(gatehouse);
  return {
    gatehouse,
    operations,
    a,
    b,
    [Symbol.asyncDispose]: () => gatehouse[Symbol.asyncDispose](),
  };
}

async function createTenant(
  { app, database, url }: TestApp,
  operations: readonly Operation[],
  slug: string,
): Promise<Tenant> {
  const owner = await createActor(app, slug);
  const { organisationId, email } = owner;
  const door = await addActor(app, organisationId, { email: `door@${slug}.example`, role: 'door' });
  const sponsor = await addActor(app, organisationId, { email: `sponsor@${slug}.example`, role: 'sponsor' });
  for (const event of demoEvents(new Date())) await createDemoEvent(app, { email, password }, event);
  await owner.request({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'idempotency-key': 'first' },
    payload: newEvent(`Once at ${slug}`),
  });
  const [first] = dataOf(await owner.request({ method: 'GET', url: '/api/v1/events' }));
  await addTickets(owner, first.id);
  await addRareRows(owner, first.id, database);
  await addRotation(owner, first.id);
  await addSeries(owner, first.id);
  const settings = { preset: { sound: true }, locked: ['sound'], kioskPin: '2580' };
  const at = `/api/v1/events/${first.id}/door-settings`;
  dataOf(await owner.request({ method: 'PUT', url: at, payload: settings }));
  const names = {
    method: 'PATCH',
    url: `/api/v1/events/${first.id}`,
    payload: { namesOnPhones: true },
  } as const;
  dataOf(await owner.request(names));
  const phone = await addPhone(app, owner, first.id);
  const { photoHash, rowHash } = await addScans({ url, database }, { owner, phone, eventId: first.id });
  await changeDoorKey(owner, phone, first.id);
  const known = await doorIds(phone, first.id);
  known
    .set('rowHash', rowHash)
    .set('photoName', photoHash)
    .set('callId', await callForHelp(owner, phone, first));
  const ids = await findIds(owner, operations, known);
  return { owner, door, sponsor, phone, ids };
}

/** A list that asks for the changing codes, and the secret that they are made with. */
async function addRotation(owner: Actor, eventId: string): Promise<void> {
  const at = `/api/v1/events/${eventId}`;
  const list = { name: 'Changing codes', classes: [], rotation: 'preferred' };
  dataOf(await owner.request({ method: 'POST', url: `${at}/access-lists`, payload: list }), 201);
  dataOf(await owner.request({ method: 'POST', url: `${at}/rotation-secret` }), 201);
}

/** Another date, and a pass that is good at both. */
async function addSeries(owner: Actor, eventId: string): Promise<void> {
  const at = `/api/v1/events/${eventId}/series`;
  const times = { startsAt: '2031-07-01T18:00:00Z', endsAt: null };
  const date = await owner.request({ method: 'POST', url: `${at}/dates`, payload: times });
  const payload = { name: 'Both days', dateIds: [eventId, dataOf(date, 201).id] };
  dataOf(await owner.request({ method: 'POST', url: `${at}/passes`, payload }), 201);
}

/** So that a key has retired and leads phones to the next one. */
async function changeDoorKey(owner: Actor, phone: Phone, eventId: string): Promise<void> {
  for (const step of ['announce', 'change_over']) {
    const payload = { step, current: 1 };
    dataOf(await owner.request({ method: 'PUT', url: '/api/v1/door-key', payload }));
  }
  const root = await phone.request({ method: 'GET', url: `/api/v1/device/events/${eventId}/root` });
  if (root.statusCode !== 200) throw new Error(`The root was answered with ${root.statusCode}.`);
}

/** A confirmed phone, and a ticket for its socket that nobody uses. */
export async function addPhone(app: TestApp['app'], owner: Actor, eventId: string): Promise<Phone> {
  const phone = await pairPhone({ app, owner, eventId });
  dataOf(await phone.request({ method: 'POST', url: '/api/v1/device/live-tickets' }));
  await tellReadiness(phone);
  await tellDigest(phone, eventId);
  return phone;
}

/**
 * For each `…/{xId}` the id of the first item that the list above it has, the shortest paths first.
 * @param known ids that are settled already
 */
export async function findIds(
  owner: Actor,
  operations: readonly Operation[],
  known: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map(known);
  const portal = operations.filter((operation) => !operation.forPhones);
  const paths = [...new Set(portal.map((operation) => operation.path))].sort();
  for (const path of paths) {
    const [, list, parameter] = /^(.*)\/\{(\w+)\}$/.exec(path) ?? [];
    if (list === undefined || parameter === undefined || ids.has(parameter)) continue;
    const answer = await owner.request({ method: 'GET', url: fillPath(list, ids) });
    const [first] = answer.json<{ data: { id: string }[] }>().data;
    if (!first) throw new Error(`${list} is empty, so no id is known for ${parameter}.`);
    ids.set(parameter, first.id);
  }
  return ids;
}

const patienceMs = 20_000;

/** Waits until every event is handled, so that nothing moves in the background any more. */
async function allSettled({ database }: TestApp): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const [row] = await database.query<{ count: number }>(
      'select count(*)::int as count from platform.outbox where settled_at is null',
    );
    if (row?.count === 0) return;
    if (Date.now() > end) throw new Error(`${row?.count} events were not handled in ${patienceMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Makes the row of what a phone found out about itself. */
async function tellReadiness({ deviceId, keys, request }: Phone): Promise<void> {
  const findings = [{ check: 'heard', level: 'good', value: null }] as const;
  const code = await readinessCode({ device: deviceId, at: Date.now(), findings }, keys.sign);
  const answer = await request({ method: 'PUT', url: '/api/v1/device/readiness', payload: { code } });
  if (answer.statusCode !== 204) throw new Error(answer.body);
}

/** Makes the row of what a phone said that it holds: a digest of nothing, where the server holds tickets. */
async function tellDigest({ request }: Phone, eventId: string): Promise<void> {
  const at = `/api/v1/device/events/${eventId}`;
  const blob = (await request({ method: 'GET', url: `${at}/root` })).rawPayload;
  const root = decodeRoot(splitBlob(blob).body);
  if (!root.ok) throw new Error(root.reason);
  const { position, tickets } = root.value;
  const digest = '0'.repeat(64);
  const payload = {
    tickets: { ...tickets, digest },
    scans: { start: position.start, count: 0, digest },
  };
  const said = dataOf(await request({ method: 'PUT', url: `${at}/digest`, payload }));
  if (said.tickets !== 'differs') throw new Error(`The tickets are said to be ${said.tickets}.`);
}

/** @returns the id of the call */
async function callForHelp(
  owner: Actor,
  { deviceId, keys, request }: Phone,
  event: { id: string },
): Promise<string> {
  const { publicNumber } = dataOf(await owner.request({ method: 'GET', url: `/api/v1/events/${event.id}` }));
  const call = { id: crypto.randomUUID(), device: deviceId, event: publicNumber, at: Date.now() };
  const at = { ticket: null, listId: null, gateId: null, direction: 'in', result: 'refuse' } as const;
  const code = await helpCode({ ...call, ...at, reason: 'unknown', note: '' }, keys.sign);
  const answer = await request({ method: 'PUT', url: '/api/v1/device/help', payload: { code } });
  if (answer.statusCode !== 204) throw new Error(answer.body);
  return call.id;
}
