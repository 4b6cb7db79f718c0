import { reviewEvent } from '@gatehouse/server/modules/checkin/log/review-event.js';
import {
  createTakeBatch,
  type SyncDeps,
  type TakeBatch,
} from '@gatehouse/server/modules/checkin/log/sync.js';
import { AppError } from '@gatehouse/server/platform/errors/app-error.js';
import { fromBase64Url, toHex } from '@gatehouse/shared/bytes';
import {
  decodeReceipt,
  decodeSyncAnswer,
  readTrustedKeys,
  TRUSTED_KEYS_HEADER,
} from '@gatehouse/shared/protocol';
import { splitBlob } from '@gatehouse/shared/signing';
import type { FarSide, Reply, SentRequest } from '../phone/link.js';
import { Process } from '../time/loop.js';
import type { Random } from '../time/random.js';
import { ticketsPage } from './event.js';
import type { MemorySide } from './ingest-deps.js';
import type { LogKeeper } from './log-keeper.js';
import type { StoredDevice } from './state.js';
import { strayedPosition, strayedRow } from './strayed.js';

const TOKEN_SECONDS = 900;

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

interface Instance {
  readonly process: Process;
  readonly deps: SyncDeps;
  readonly takeBatch: TakeBatch;
}

interface Socket {
  readonly organisationId: string;
  readonly push: (text: string) => void;
  readonly drop: () => void;
}

/** The device API of a world: the routes are thin here, what they lead to is the server's own. */
export class SimServer implements FarSide {
  readonly side: MemorySide;
  readonly log: LogKeeper;
  /** What nobody expected of the server. */
  readonly errors: unknown[] = [];
  /** What one organisation was told of another; null: nothing. */
  strayed: string | null = null;
  /** Phone → how far its log is whole, as the last receipt for it says. */
  readonly promised = new Map<string, number>();
  /** How many processes answer, each with turns of its own. */
  #wanted = 1;
  readonly #random: Random;
  readonly #instances: Instance[] = [];
  readonly #sockets = new Set<Socket>();
  /** Link → the phone that answered it. */
  readonly #pairings = new Map<string, string>();

  constructor({ log, ...side }: Omit<MemorySide, 'tell'> & { readonly log: LogKeeper }, random: Random) {
    this.side = { ...side, tell: (eventId, what) => this.tell(eventId, what) };
    this.log = log;
    this.#random = random;
    this.start(1);
  }

  start(howMany: number): void {
    this.#wanted = howMany;
    while (this.#instances.length < howMany) {
      const process = new Process('server');
      const deps = this.log.depsOf(this.side, process);
      this.#instances.push({ process, deps, takeBatch: createTakeBatch(deps) });
    }
  }

  /** All that was not committed is gone, and nobody answers until it is started again. */
  async crash(): Promise<void> {
    const died = this.#instances.splice(0).map(({ process }) => process);
    for (const process of died) process.isAlive = false;
    for (const { drop } of [...this.#sockets]) drop();
    for (const process of died) await this.log.forget(process);
  }

  restart(): void {
    this.start(this.#wanted);
  }

  instance(): Process | null {
    return this.#instances.length === 0 ? null : this.#random.pick(this.#instances).process;
  }

  tell(eventId: string, what: readonly string[]): void {
    const event = this.side.database.state.events.get(eventId);
    if (event === undefined) return;
    const text = JSON.stringify({ changed: [{ number: event.number, what }] });
    for (const { organisationId, push } of this.#sockets)
      if (organisationId === event.organisationId) push(text);
  }

  /** As the worker does when something else has changed that reviews depend on. */
  async reviewAgain(eventId: string, tickets: readonly string[]): Promise<void> {
    const deps = this.log.depsOf(this.side, null);
    const event = this.side.database.state.events.get(eventId);
    if (event === undefined || !(await this.log.hasScans(deps, event))) return;
    const { organisationId } = event;
    await deps.tenancy.run({ organisationId }, async (trx) => {
      const [scans] = await deps.store(trx).lockScans(organisationId, [eventId]);
      if (!scans) return;
      const { scans: isNews } = await reviewEvent(trx, deps, { scans, fresh: [], tickets });
      if (isNews) await deps.live.publish(trx, { organisationId, eventId, what: ['scans'] });
    });
  }

  /** What the worker does for every organisation a while after a restore. */
  async moveFeeds(): Promise<void> {
    const deps = this.log.depsOf(this.side, null);
    const events = [...this.side.database.state.events.values()];
    for (const organisationId of new Set(events.map((event) => event.organisationId)))
      await this.log.moveFeeds(deps, organisationId);
    for (const { id } of events) this.tell(id, ['scans']);
  }

  tellDevice(deviceId: string): void {
    for (const { push } of this.#sockets) push(JSON.stringify({ device: deviceId }));
  }

  socket(url: string, push: (text: string) => void, drop: () => void): { close(): void } | null {
    const device = this.#device(new URL(url).searchParams.get('ticket') ?? '');
    if (this.#instances.length === 0 || device === null) return null;
    const socket = { organisationId: device.organisationId, push, drop };
    this.#sockets.add(socket);
    return { close: () => this.#sockets.delete(socket) };
  }

  async answer(request: SentRequest): Promise<Reply> {
    try {
      return await this.#route(request);
    } catch (error) {
      if (error instanceof Refusal) return problem(error.status, error.code);
      if (error instanceof AppError) return problem(error.definition.status, error.definition.code);
      this.errors.push(error);
      return problem(500, 'platform.internal');
    }
  }

  async #route(request: SentRequest): Promise<Reply> {
    const { method, path } = request;
    const name = `${method} ${path.replace('/api/v1/device/', '')}`;
    if (name === 'POST pair') return this.#pair(request);
    if (name === 'POST challenges') return data({ challenge: 'AAAAAAAAAAAAAAAAAAAAAA' });
    if (name === 'POST sessions') return this.#signIn(request);
    const device = this.#caller(request);
    if (name === 'GET state') return data(this.#stateOf(device));
    if (name === 'POST sync') return this.#sync(request, device);
    if (name === 'POST wiped' || name === 'PUT readiness') return data({});
    if (device.status !== 'active') throw new Refusal(403, 'checkin.not_active');
    if (name === 'POST live-tickets') return data({ ticket: device.id });
    const [, eventId = '', rest = ''] = /^GET events\/([^/]+)\/(.+)$/.exec(name) ?? [];
    return this.#ofEvent({ device, eventId, rest, query: request.query });
  }

  async #pair({ body }: SentRequest): Promise<Reply> {
    const said = JSON.parse(new TextDecoder().decode(body)) as Record<string, string>;
    const { organisationId = '', pairingId = '', signKey = '' } = said;
    const { database } = this.side;
    const known = this.#pairings.get(pairingId);
    const key = fromBase64Url(signKey) ?? new Uint8Array();
    if (known !== undefined) {
      const isSame = toHex(database.state.devices.get(known)?.signKey ?? new Uint8Array()) === toHex(key);
      if (isSame) return data({ deviceId: known, name: known });
      throw new Refusal(409, 'checkin.pairing_used');
    }
    const id = this.#random.uuid();
    const fields = {
      name: id.slice(0, 4),
      status: 'active',
      profile: 'supervisor',
      trustedSeq: null,
    } as const;
    const device: StoredDevice = { id, organisationId, ...fields, signKey: key, unsent: 0 };
    await this.log.addDevice(device);
    this.#pairings.set(pairingId, id);
    return data({ deviceId: id, name: device.name });
  }

  #signIn({ body }: SentRequest): Reply {
    const { deviceId = '' } = JSON.parse(new TextDecoder().decode(body)) as Record<string, string>;
    if (this.#device(deviceId) === null) throw new Refusal(403, 'checkin.unknown_device');
    const endsAt = this.side.database.loop.now + TOKEN_SECONDS * 1000;
    return data({ accessToken: `${deviceId} ${endsAt}`, expiresInSeconds: TOKEN_SECONDS });
  }

  #device(id: string): StoredDevice | null {
    return this.side.database.state.devices.get(id) ?? null;
  }

  #caller({ headers }: SentRequest): StoredDevice {
    const [, id = '', endsAt = '0'] = (headers['authorization'] ?? '').split(' ');
    const device = this.#device(id);
    if (device === null || Number(endsAt) < this.side.database.loop.now)
      throw new Refusal(401, 'platform.401');
    return device;
  }

  #stateOf({ id, name, status, profile, organisationId }: StoredDevice) {
    const events = [...this.side.database.state.events.values()]
      .filter((event) => status === 'active' && event.organisationId === organisationId)
      .map((event) => ({
        id: event.id,
        number: event.number,
        name: `Night ${event.number}`,
        place: '',
        timeZone: 'UTC',
        startsAt: new Date(event.startsAt).toISOString(),
        endsAt: null,
        gateId: null,
      }));
    return { deviceId: id, name, status, profile, gateId: null, organisationName: 'One', events };
  }

  async #sync({ body, headers }: SentRequest, device: StoredDevice): Promise<Reply> {
    const { takeBatch } = this.#instanceNow();
    const unsent = headers['x-unsent'] === undefined ? undefined : Number(headers['x-unsent']);
    const trusted = readTrustedKeys(headers[TRUSTED_KEYS_HEADER]);
    const carrier = { ...device, deviceId: device.id } as unknown as Parameters<TakeBatch>[0];
    const answer = await takeBatch(carrier, { blob: body, unsent, trusted });
    this.#notePromise(answer, device);
    return bytes(answer);
  }

  #notePromise(answer: Uint8Array, { organisationId }: StoredDevice): void {
    const decoded = decodeSyncAnswer(answer);
    if (decoded.ok)
      this.strayed ??= strayedPosition(this.side.database.state, organisationId, decoded.value.positions);
    const receipt = decoded.ok ? decodeReceipt(splitBlob(decoded.value.receipt).body) : null;
    if (receipt?.ok !== true) throw new Error('an answer has no receipt');
    this.promised.set(receipt.value.device, receipt.value.watermark);
  }

  async #ofEvent(asked: {
    device: StoredDevice;
    eventId: string;
    rest: string;
    query: URLSearchParams;
  }): Promise<Reply> {
    const { device, eventId, rest, query } = asked;
    const { state } = this.side.database;
    const event = state.events.get(eventId);
    if (event === undefined || event.organisationId !== device.organisationId)
      throw new Refusal(404, 'platform.not_found');
    const after = { start: Number(query.get('start')), from: Number(query.get('from')) };
    const isFirst = after.start === 0 && after.from === 0;
    const { sign } = this.side.doorKeyOf(event.organisationId);
    if (rest === 'root') {
      if (event.root === null) throw new Refusal(404, 'platform.not_found');
      return bytes(event.root.blob);
    }
    if (rest.startsWith('segments/')) {
      const part = event.root?.parts.get(rest.slice('segments/'.length));
      if (part === undefined) throw new Refusal(404, 'platform.not_found');
      return bytes(part);
    }
    if (rest === 'pages/tickets') {
      if (!isFirst && after.start !== event.feed.start) throw new Refusal(409, 'checkin.other_life');
      const page = await ticketsPage(event, after.from, sign);
      return page === null ? nothing : bytes(page);
    }
    if (rest === 'pages/scans') {
      const page = await this.log.readPage(this.#instanceNow().deps, event, after);
      if (page !== null && this.#isShared()) this.strayed ??= strayedRow(state, device.organisationId, page);
      return page === null ? nothing : bytes(page);
    }
    throw new Refusal(404, 'platform.not_found');
  }

  /** More than one organisation has events here. */
  #isShared(): boolean {
    const owners = [...this.side.database.state.events.values()].map(({ organisationId }) => organisationId);
    return new Set(owners).size > 1;
  }

  /** The one that answers just now. */
  #instanceNow(): Instance {
    const instance = this.#instances.find(({ process }) => process === this.side.database.loop.current);
    if (instance === undefined) throw new Refusal(503, 'platform.gone');
    return instance;
  }
}

const nothing: Reply = { status: 204, type: 'application/json', body: new Uint8Array() };

function bytes(body: Uint8Array): Reply {
  return { status: 200, type: 'application/octet-stream', body };
}

function data(value: unknown): Reply {
  const body = new TextEncoder().encode(JSON.stringify({ data: value }));
  return { status: 200, type: 'application/json', body };
}

function problem(status: number, code: string): Reply {
  const body = new TextEncoder().encode(JSON.stringify({ code }));
  return { status, type: 'application/problem+json', body };
}
