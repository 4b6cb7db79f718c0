import type { TimeEstimate } from '@gatehouse/shared/clock';
import type { DoorKeys } from '@gatehouse/shared/manifest';
import type { EventPositions } from '@gatehouse/shared/protocol';
import { type Sign, signP256, type Verify } from '@gatehouse/shared/signing';
import type { PhoneDatabase } from '../database.js';
import { type DeviceState, readDeviceState } from '../identity/device-state.js';
import { digestBy, type EventName } from '../manifest/fetch-list.js';
import type { Lists } from '../manifest/lists.js';
import type { People } from '../people/people.js';
import type { EventDigest, ListRefusal } from '../phone.js';
import type { Ports } from '../ports.js';
import type { Readable } from '../readable.js';
import type { Secrets } from '../secrets/secrets.js';
import { type ComparedLog, type CompareOptions, createComparer } from './compare.js';
import { createDeviceApi, type DeviceApi } from './device-api.js';
import { createDownloader, type ScansShelf, scansHeld } from './download.js';
import { createHelpSync, type HelpShelf } from './help.js';
import type { Failure } from './http.js';
import { type LiveMessage, openLive } from './live.js';
import { createLoop, noLoop, type Round } from './loop.js';
import { createNeeds, type Needs } from './needs.js';
import { createPhotoUploader, type PhotoShelf } from './photos.js';
import { type Pushed, takePushedInTurn } from './pushed.js';
import { createSaidPositions } from './said-positions.js';
import { createUploader, type Outbox } from './upload.js';

/** At most four batches a second. */
const UPLOAD_GAP_MS = 250;
const NEWS_GAP_MS = 250;
/** Rows and news come first: a picture takes the line for a while. */
const PHOTO_GAP_MS = 1_000;
/** A comparison paces itself as well. */
const COMPARE_GAP_MS = 1_000;
/** How often a phone that waits for its confirmation asks. */
const STATE_GAP_MS = 2_000;
/** Without any other reason. */
const LOOK_EVERY_MS = 30_000;
const STATE_EVERY_MS = 300_000;

/** What of the log concerns the server. */
export interface SyncedLog extends Outbox, ScansShelf, PhotoShelf, ComparedLog {
  now(): TimeEstimate;
  readonly unsent: Readable<number>;
  readonly unsentPhotos: Readable<number>;
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
  readonly secrets: Secrets;
  readonly people: People;
  readonly help: HelpShelf;
  readonly database: PhoneDatabase;
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
  /** What this phone holds, and whether the server holds the same. */
  digest(event: number, digest: EventDigest): void;
}

/** Everything between a paired phone and the server. Sending and fetching do not wait for each other. */
export interface Engine {
  readonly api: DeviceApi;
  /** Sends and asks now; settles when one round of each is over. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

export function startEngine(options: EngineOptions): Engine {
  const { ports, log, tell } = options;
  const api = watched(createDeviceApi(ports, options.identity), tell);
  const needs = createNeeds();
  const work = createWork(options, api, needs);
  const loops = createLoops(ports, work);
  work.connect({ ...wakesOf(loops), live: () => live.hurry(), isLive: () => live.isOpen() });
  const takeNews = takePushedInTurn(
    { ...options, ...options.identity, scans: log, needs, onFault: ports.onFault },
    afterPushed(loops, needs, tell),
  );

  function onMessage(message: LiveMessage): void {
    if (isAboutPhones(message)) loops.state.hurry();
    if (isAboutHelp(message)) work.wantHelp();
    if ('device' in message) loops.news.hurry();
    else takeNews(message.changed);
  }

  function look(): void {
    work.ask();
    for (const each of Object.values(loops)) each.hurry();
    live.hurry();
  }

  const live = openLive({
    ports,
    api,
    scope: () => liveScope(options.deviceState()),
    onMessage,
    onOpen: look,
  });
  function lookInPassing(): void {
    work.ask();
    loops.upload.wake();
    loops.news.wake();
    loops.compare.wake();
    if (waitsForHelp(options)) loops.help.wake();
  }

  const endings = [
    log.unsent.subscribe(() => log.unsent.get() > 0 && loops.upload.wake()),
    options.help.calls.subscribe(() => options.help.unsent() !== null && loops.help.wake()),
    ports.onWakeUp(look),
    every(LOOK_EVERY_MS, lookInPassing),
    every(STATE_EVERY_MS, loops.state.wake),
  ];
  look();

  return {
    api,
    async now() {
      work.ask();
      live.hurry();
      // What a batch answers says what there is to fetch.
      await Promise.all([loops.state.round(), loops.upload.round()]);
      work.said.lookNow();
      await loops.news.round();
      await loops.parts.round();
      // Behind a history that came as parts.
      if (options.lists.events().some((event) => needs.has(event))) await loops.news.round();
      await loops.photos.round();
      await loops.help.round();
    },
    async stop() {
      for (const end of endings) end();
      live.stop();
      await Promise.all(Object.values(loops).map((each) => each.stop()));
      work.said.stop();
    },
  };
}

/** What there is to do once pages of the socket were taken. */
function afterPushed(loops: ReturnType<typeof createLoops>, needs: Needs, tell: EngineNews) {
  return ({ asks, taken, hasTickets }: Pushed): void => {
    if (asks) loops.news.hurry();
    for (const event of taken) if (!needs.has(event)) tell.current(event);
    if (hasTickets) loops.parts.wake();
    if (taken.length > 0) loops.compare.wake();
  };
}

function wakesOf(loops: ReturnType<typeof createLoops>): Omit<Wakes, 'live' | 'isLive'> {
  return {
    askState: loops.state.hurry,
    askNews: loops.news.wake,
    upload: loops.upload.wake,
    uploadNow: loops.upload.hurry,
    parts: loops.parts.wake,
    photos: loops.photos.wake,
    compare: loops.compare.wake,
    help: loops.help.hurry,
  };
}

function createLoops(ports: Ports, work: ReturnType<typeof createWork>) {
  const loop = (gapMs: number, run: () => Promise<Round>) =>
    createLoop({ ...ports, gapMs: ports.unpaced ? 0 : gapMs, work: run });
  return {
    state: loop(STATE_GAP_MS, work.state),
    upload: loop(UPLOAD_GAP_MS, work.upload),
    news: loop(NEWS_GAP_MS, work.news),
    parts: loop(NEWS_GAP_MS, work.parts),
    photos: loop(PHOTO_GAP_MS, work.photos),
    compare: ports.whenIdle === undefined ? noLoop : loop(COMPARE_GAP_MS, work.compare),
    help: loop(NEWS_GAP_MS, work.help),
  };
}

/** Somebody here looks out for calls, or for what becomes of one. */
function waitsForHelp({ deviceState, help }: EngineOptions): boolean {
  const isUnsettled = help.calls.get().some(({ state }) => state !== 'settled');
  return isUnsettled || deviceState()?.profile === 'supervisor';
}

function isAboutHelp(message: LiveMessage): boolean {
  return 'changed' in message && message.changed.some(({ what }) => what.includes('help'));
}

/** A socket tells of the events that the phone had when it opened. */
function liveScope(said: DeviceState | null): string | null {
  if (said?.status !== 'active') return null;
  return said.events
    .map(({ id }) => id)
    .toSorted()
    .join();
}

function isAboutPhones(message: LiveMessage): boolean {
  return 'device' in message || message.changed.some(({ what }) => what.includes('devices'));
}

/** Whom one kind of work gives reason to work. */
interface Wakes {
  readonly askState: () => void;
  readonly askNews: () => void;
  readonly live: () => void;
  readonly isLive: () => boolean;
  readonly upload: () => void;
  /** What made it fail is gone. */
  readonly uploadNow: () => void;
  readonly parts: () => void;
  readonly photos: () => void;
  readonly compare: () => void;
  readonly help: () => void;
}

/** One round of each kind of work. */
function createWork(options: EngineOptions, api: DeviceApi, needs: Needs) {
  const { ports, identity, verify, log, lists, secrets, people, database, tell } = options;
  let wakes: Wakes | null = null;
  const status = () => options.deviceState()?.status;

  const onRefused = noteRefusals(tell, () => wakes?.askState());
  const said = createSaidPositions((newest) => {
    for (const position of newest) needs.compare(position, heldOf(options, position.event));
    wakes?.askNews();
  });
  const onPositions = (positions: readonly EventPositions[]) => {
    tell.synced();
    // What was just received may be the rows that pictures wait for.
    wakes?.photos();
    said.say(positions, wakes?.isLive() === true);
  };
  // The door key changed while this phone was away: a root leads to the one that signs now.
  const onDistrust = () => {
    for (const { number } of options.deviceState()?.events ?? []) needs.add(number, 'root');
    wakes?.askNews();
  };
  const positions = () => lists.events().map((event) => ({ event, ...heldOf(options, event) }));
  const base = { api, verify, digest: digestBy(ports.crypto.subtle), onRefused };
  const heard = { positions, onPositions, onDistrust };
  const uploader = createUploader({ ports, ...base, ...identity, ...heard, outbox: log });
  const downloader = createDownloader({
    ...base,
    lists,
    secrets,
    people,
    database,
    now: () => log.now().estimate,
    doorKeys: identity.doorKeys,
    scans: log,
    needs,
    events: () => servedEvents(options),
    onList: tell.list,
    onHistory: () => wakes?.askNews(),
    onCurrent: tell.current,
  });
  const help = createHelpSync({ api, shelf: options.help, onRefused });

  return {
    connect(to: Wakes) {
      wakes = to;
    },
    ask() {
      uploader.ask();
      help.want();
    },
    upload: async (): Promise<Round> => (status() === 'waiting' ? 'idle' : uploader.work()),
    state: () => stateRound(api, tell, () => wakes),
    async news() {
      const before = identity.doorKeys();
      const round = await downloader.news();
      if (identity.doorKeys() !== before) wakes?.uploadNow();
      wakes?.parts();
      wakes?.compare();
      return round;
    },
    parts: downloader.parts,
    photos: createPhotoUploader({ api, shelf: log, onRefused }),
    compare: comparer(options, { ...base, needs, events: () => servedEvents(options) }),
    help: async (): Promise<Round> => (status() === 'active' ? help.work() : 'idle'),
    wantHelp() {
      help.want();
      wakes?.help();
    },
    said,
  } satisfies Record<string, unknown>;
}

function servedEvents({ deviceState }: EngineOptions): readonly EventName[] {
  const said = deviceState();
  return said?.status === 'active' ? said.events : [];
}

/** Where nothing can wait for the thread to be idle, nothing is compared. */
function comparer(
  { ports, lists, log, identity, tell }: EngineOptions,
  base: Pick<CompareOptions, 'api' | 'verify' | 'digest' | 'needs' | 'events'>,
): () => Promise<Round> {
  const { whenIdle, monotonic } = ports;
  if (whenIdle === undefined) return async () => 'idle';
  const { doorKeys } = identity;
  return createComparer({ ...base, whenIdle, monotonic, lists, log, doorKeys, tell: tell.digest });
}

/** A phone that is refused asks what became of it. */
function noteRefusals(tell: EngineNews, askState: () => void): (why: 'needs_update' | Failure) => void {
  return (why) => {
    if (why === 'needs_update') tell.needsUpdate();
    else if (why.reason === 'refused') askState();
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

/** What the phone learns of itself may let everything else begin. */
async function stateRound(api: DeviceApi, tell: EngineNews, wakes: () => Wakes | null): Promise<Round> {
  const round = await askState(api, tell);
  const others = wakes();
  if (round === 'idle') {
    others?.askNews();
    others?.upload();
    others?.help();
  }
  others?.live();
  return round;
}

async function askState(api: DeviceApi, tell: EngineNews): Promise<Round> {
  const answer = await api.ask({ path: '/api/v1/device/state', expects: 'json' });
  const state = answer.ok ? readDeviceState(answer.bytes) : null;
  if (state === null) return 'failed';
  await tell.deviceState(state);
  return state.status === 'waiting' ? 'again' : 'idle';
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
