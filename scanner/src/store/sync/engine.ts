import type { DoorKeys } from '@gatehouse/shared/manifest';
import type { EventPositions } from '@gatehouse/shared/protocol';
import { type Sign, signP256, type Verify } from '@gatehouse/shared/signing';
import { type DeviceState, readDeviceState } from '../identity/device-state.js';
import type { Lists } from '../manifest/lists.js';
import type { ListRefusal } from '../phone.js';
import type { Ports } from '../ports.js';
import type { Readable } from '../readable.js';
import { createDeviceApi, type DeviceApi } from './device-api.js';
import { createDownloader, type ScansShelf, scansHeld } from './download.js';
import type { Failure } from './http.js';
import { type LiveMessage, openLive } from './live.js';
import { createLoop, type Loop, type Round } from './loop.js';
import { createNeeds } from './needs.js';
import { createUploader, type Outbox } from './upload.js';

/** At most four batches a second. */
const UPLOAD_GAP_MS = 250;
const NEWS_GAP_MS = 250;
/** How often a phone that waits for its confirmation asks. */
const STATE_GAP_MS = 2_000;
/** Without any other reason. */
const LOOK_EVERY_MS = 30_000;
const STATE_EVERY_MS = 300_000;

/** What of the log concerns the server. */
export interface SyncedLog extends Outbox, ScansShelf {
  readonly unsent: Readable<number>;
}

export interface EngineOptions {
  readonly ports: Ports;
  readonly identity: {
    readonly organisationId: string;
    readonly deviceId: string;
    readonly sign: Sign;
    readonly doorKeys: () => DoorKeys;
  };
  readonly verify: Verify;
  readonly log: SyncedLog;
  readonly lists: Lists;
  /** What the server said last of this phone. */
  readonly deviceState: () => DeviceState | null;
  readonly tell: EngineNews;
}

/** What the engine finds out. */
export interface EngineNews {
  /** The server answered, or did not. */
  online(isOnline: boolean): void;
  deviceState(state: DeviceState): Promise<void>;
  /** A receipt covers what was sent. */
  synced(): void;
  needsUpdate(): void;
  list(event: number, refusal: ListRefusal | null): void;
  /** Nothing newer is known of this event. */
  current(event: number): void;
  fault(error: unknown): void;
}

/** Everything between a paired phone and the server. Sending and fetching do not wait for each other. */
export interface Engine {
  readonly api: DeviceApi;
  /** Sends and asks now; settles when one round of each is over. */
  now(): Promise<void>;
  /** Sends one batch more, for a phone that hands over; nothing else runs by then. */
  stop(): Promise<void>;
}

export function startEngine(options: EngineOptions): Engine {
  const { ports, log, lists, tell } = options;
  const api = watched(createDeviceApi(ports, options.identity), tell);
  const needs = createNeeds();
  const events = () => (isActive() ? (options.deviceState()?.events ?? []) : []);
  const isActive = () => options.deviceState()?.status === 'active';
  const pace = { monotonic: ports.monotonic, random: ports.random, onFault: tell.fault };

  const onRefused = (why: 'needs_update' | Failure) => {
    if (why === 'needs_update') tell.needsUpdate();
    else if (why.reason === 'refused') stateLoop.hurry();
  };
  const onPositions = (positions: readonly EventPositions[]) => {
    tell.synced();
    for (const position of positions) needs.compare(position, heldOf(options, position.event));
    newsLoop.wake();
  };
  const { identity, verify } = options;
  const uploader = createUploader({
    ports,
    api,
    outbox: log,
    ...identity,
    verify,
    positions: () => lists.events().map((event) => ({ event, ...heldOf(options, event) })),
    onPositions,
    onRefused,
  });
  const source = { api, lists, verify, doorKeys: identity.doorKeys };
  const feedback = { onRefused, onList: tell.list, onCurrent: tell.current };
  const downloader = createDownloader({ ...source, ...feedback, scans: log, needs, events });

  const uploadLoop = createLoop({
    ...pace,
    gapMs: UPLOAD_GAP_MS,
    work: async () => (options.deviceState()?.status === 'waiting' ? 'idle' : uploader.work()),
  });
  const stateLoop = createLoop({ ...pace, gapMs: STATE_GAP_MS, work: () => askState(api, tell, onKnown) });
  const newsLoop = createLoop({
    ...pace,
    gapMs: NEWS_GAP_MS,
    work: async () => {
      const round = await downloader.news();
      partsLoop.wake();
      return round;
    },
  });
  const partsLoop = createLoop({ ...pace, gapMs: NEWS_GAP_MS, work: () => downloader.parts() });
  const loops = [stateLoop, uploadLoop, newsLoop, partsLoop];

  function onKnown(): void {
    uploadLoop.wake();
    newsLoop.wake();
  }

  function onMessage(message: LiveMessage): void {
    if ('device' in message) return stateLoop.hurry();
    for (const { number, what } of message.changed) {
      for (const feed of ['root', 'tickets', 'scans'] as const)
        if (what.includes(feed)) needs.add(number, feed);
      if (what.includes('conflicts')) needs.add(number, 'scans');
      if (what.includes('devices')) stateLoop.wake();
    }
    newsLoop.hurry();
  }

  const live = openLive({
    ports,
    api,
    onMessage,
    onOpen: () => look(),
    onFault: tell.fault,
  });

  function look(): void {
    uploader.ask();
    for (const loop of loops) loop.hurry();
    live.hurry();
  }

  const endings = [
    log.unsent.subscribe(() => log.unsent.get() > 0 && uploadLoop.wake()),
    ports.onWakeUp(look),
    every(LOOK_EVERY_MS, () => {
      uploader.ask();
      uploadLoop.wake();
      newsLoop.wake();
    }),
    every(STATE_EVERY_MS, () => stateLoop.wake()),
  ];
  look();

  return {
    api,
    async now() {
      uploader.ask();
      live.hurry();
      // What a batch answers says what there is to fetch.
      await Promise.all([stateLoop.round(), uploadLoop.round()]);
      await newsLoop.round();
      await partsLoop.round();
    },
    async stop() {
      for (const end of endings) end();
      live.stop();
      await Promise.all(loops.map((loop: Loop) => loop.stop()));
    },
  };
}

/** What this phone holds of an event. */
function heldOf(options: EngineOptions, event: number): Omit<EventPositions, 'event'> {
  const { lists, log: scans } = options;
  const nothing = { start: 0, count: 0 };
  return {
    root: lists.newestOf(event)?.position ?? nothing,
    tickets: lists.manifestOf(event)?.tickets ?? nothing,
    scans: scansHeld({ lists, scans }, event),
  };
}

async function askState(api: DeviceApi, tell: EngineNews, onKnown: () => void): Promise<Round> {
  const answer = await api.ask({ path: '/api/v1/device/state', expects: 'json' });
  const state = answer.ok ? readDeviceState(answer.bytes) : null;
  if (state === null) return 'failed';
  await tell.deviceState(state);
  if (state.status === 'waiting') return 'again';
  onKnown();
  return 'idle';
}

/** What came back, or did not, is the only thing that says whether there is a network. */
function watched(api: DeviceApi, tell: EngineNews): DeviceApi {
  return {
    async ask(wish) {
      const answer = await api.ask(wish);
      tell.online(answer.ok || answer.reason !== 'unreachable');
      return answer;
    },
  };
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

/** Signs with the key that the browser keeps. */
export function deviceSign({ subtle }: Crypto, key: CryptoKey): Sign {
  return signP256(subtle as unknown as Parameters<typeof signP256>[0], key);
}
