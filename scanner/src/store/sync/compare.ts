import {
  addDigests,
  digestHex,
  digestManifest,
  digestScans,
  NO_DIGEST,
  type SegmentDigests,
  type SetDigest,
  shownDigest,
} from '@gatehouse/shared/digest';
import { comparePositions, type Position } from '@gatehouse/shared/manifest';
import type { ScansPage } from '@gatehouse/shared/protocol';
import type { KeptScans } from '../log/scans-feed.js';
import type { EventName, ListSource } from '../manifest/fetch-list.js';
import { refetchList } from '../manifest/refetch-list.js';
import type { EventDigest } from '../phone.js';
import { askScansPage } from './ask-page.js';
import type { DeviceApi } from './device-api.js';
import { scansHeld } from './download.js';
import { dataOf } from './http.js';
import type { Round } from './loop.js';
import type { Needs } from './needs.js';

/** At most this share of the time goes into digests. */
const MOST_SHARE = 1 / 50;
const LEAST_GAP_MS = 5_000;
/** A list that still differs after it was fetched anew is not fetched again for so long. */
const REFETCH_GAP_MS = 600_000;
const NOT_FOUND = 404;

/** The log, as far as it is compared. */
export interface ComparedLog {
  scansPosition(event: number): Position | null;
  scansHeld(event: number): Promise<KeptScans | null>;
  retakeScans(event: number, pages: readonly ScansPage[]): Promise<boolean>;
}

export interface CompareOptions extends ListSource {
  readonly log: ComparedLog;
  readonly needs: Pick<Needs, 'add' | 'has'>;
  readonly events: () => readonly EventName[];
  readonly whenIdle: () => Promise<void>;
  readonly monotonic: () => number;
  readonly tell: (event: number, digest: EventDigest) => void;
}

type Agreement = EventDigest['agreement'];

interface HeldFeed {
  readonly position: Position;
  readonly digest: SetDigest;
}

interface HeldFeeds {
  readonly tickets: HeldFeed;
  readonly scans: HeldFeed;
}

interface Compared {
  readonly tickets: Agreement;
  readonly scans: Agreement;
}

/** What is remembered of an event between two rounds. */
interface Memory {
  held: HeldFeeds | null;
  agreement: Agreement;
  notBefore: number;
  noRefetchBefore: number;
}

const nothingSaid: Compared = { tickets: 'unknown', scans: 'unknown' };

/**
 * Sums up what this phone holds whenever that has changed and nothing else is to be done, and asks the server whether
 * it holds the same. Where it does not, everything is fetched anew; rows of this phone are not touched by that.
 */
export function createComparer(options: CompareOptions): () => Promise<Round> {
  const memories = new Map<number, Memory>();
  const known: SegmentDigests = new WeakMap();

  function memoryOf(event: number): Memory {
    const memory = memories.get(event) ?? {
      held: null,
      agreement: 'unknown',
      notBefore: 0,
      noRefetchBefore: 0,
    };
    memories.set(event, memory);
    return memory;
  }

  async function digestOf(event: EventName, memory: Memory): Promise<HeldFeeds | null> {
    const from = options.monotonic();
    const held = await sumUp(options, event.number, known);
    const now = options.monotonic();
    memory.notBefore = now + Math.max(LEAST_GAP_MS, (now - from) / MOST_SHARE);
    return held;
  }

  /** @returns after how many milliseconds there is something to compare; 0: there is no more to do */
  async function compare(event: EventName): Promise<number> {
    const memory = memoryOf(event.number);
    if (options.needs.has(event.number)) return 0;
    const isSettled = memory.agreement === 'same' && isHeldStill(options, event.number, memory.held);
    if (isSettled) return 0;
    const tooEarlyMs = memory.notBefore - options.monotonic();
    if (tooEarlyMs > 0) return tooEarlyMs;
    await compareNow(event, memory);
    return 0;
  }

  async function compareNow(event: EventName, memory: Memory): Promise<void> {
    const compared = await ask(event, memory);
    const differs = compared.tickets === 'differs' || compared.scans === 'differs';
    if (!differs || options.monotonic() < memory.noRefetchBefore) return;
    memory.noRefetchBefore = options.monotonic() + REFETCH_GAP_MS;
    if (compared.tickets === 'differs') await refetchTickets(options, event);
    if (compared.scans === 'differs') await refetchScans(options, event);
    await ask(event, memory);
  }

  async function ask(event: EventName, memory: Memory): Promise<Compared> {
    const held = await digestOf(event, memory);
    if (held === null) return nothingSaid;
    const wasSame = memory.agreement === 'same' && isSame(memory.held, held);
    const compared = wasSame ? null : await askServer(options.api, event, held);
    memory.held = held;
    if (compared !== null) memory.agreement = together(compared);
    options.tell(event.number, describe(held, memory.agreement));
    return compared ?? nothingSaid;
  }

  return async () => {
    const waits: number[] = [];
    for (const event of options.events()) waits.push(await compare(event));
    const soonest = Math.min(...waits.filter((ms) => ms > 0));
    return Number.isFinite(soonest) ? { retryMs: soonest } : 'idle';
  };
}

function together({ tickets, scans }: Compared): Agreement {
  if (tickets === 'differs' || scans === 'differs') return 'differs';
  return tickets === 'same' && scans === 'same' ? 'same' : 'unknown';
}

function describe({ tickets, scans }: HeldFeeds, agreement: Agreement): EventDigest {
  return {
    digest: shownDigest(addDigests(tickets.digest, scans.digest)),
    tickets: tickets.position.count,
    scans: scans.position.count,
    agreement,
  };
}

function isSame(before: HeldFeeds | null, now: HeldFeeds): boolean {
  return (
    before !== null &&
    comparePositions(before.tickets.position, now.tickets.position) === 0 &&
    comparePositions(before.scans.position, now.scans.position) === 0 &&
    digestHex(before.tickets.digest) === digestHex(now.tickets.digest) &&
    digestHex(before.scans.digest) === digestHex(now.scans.digest)
  );
}

/** Whether the positions are the ones that were summed up. */
function isHeldStill(
  { lists, log }: Pick<CompareOptions, 'lists' | 'log'>,
  event: number,
  held: HeldFeeds | null,
): boolean {
  const tickets = lists.manifestOf(event)?.tickets;
  if (held === null || tickets === undefined) return false;
  const scans = scansHeld({ lists, scans: log }, event);
  return (
    comparePositions(tickets, held.tickets.position) === 0 &&
    comparePositions(scans, held.scans.position) === 0
  );
}

/** @returns null while a part of the list is missing */
async function sumUp(
  { lists, log, whenIdle }: CompareOptions,
  event: number,
  known: SegmentDigests,
): Promise<HeldFeeds | null> {
  const manifest = lists.manifestOf(event);
  if (manifest === null || !lists.isComplete(event)) return null;
  const tickets = await inPieces(digestManifest(manifest, known), whenIdle);
  if (tickets === null) return null;
  const kept = await log.scansHeld(event);
  const { start } = manifest.root.position;
  // In a new life of the server's database the feed begins again.
  const isOfNow = kept !== null && kept.position.start >= start;
  const scans = isOfNow ? await inPieces(digestScans(kept), whenIdle) : NO_DIGEST;
  const position = isOfNow ? kept.position : { start, count: 0 };
  return { tickets: { position: manifest.tickets, digest: tickets }, scans: { position, digest: scans } };
}

async function inPieces<T>(work: Generator<undefined, T>, whenIdle: () => Promise<void>): Promise<T> {
  for (;;) {
    await whenIdle();
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Without an answer, and from a server that knows nothing of digests, nothing is said. */
async function askServer(api: DeviceApi, event: EventName, held: HeldFeeds): Promise<Compared> {
  const feed = ({ position, digest }: HeldFeed) => ({ ...position, digest: digestHex(digest) });
  const body = JSON.stringify({ tickets: feed(held.tickets), scans: feed(held.scans) });
  const path = `/api/v1/device/events/${event.id}/digest`;
  const answer = await api.ask({ path, method: 'PUT', body, expects: 'json' });
  if (!answer.ok) return nothingSaid;
  const { tickets, scans } = (dataOf(answer.bytes) ?? {}) as Partial<Record<keyof Compared, unknown>>;
  return { tickets: agreementOf(tickets), scans: agreementOf(scans) };
}

function agreementOf(said: unknown): Agreement {
  return said === 'same' || said === 'differs' ? said : 'unknown';
}

async function refetchTickets(options: CompareOptions, event: EventName): Promise<void> {
  const fetched = await refetchList(options, event);
  // Parts that the server no longer has are named by no root of today.
  const isGone = !fetched.ok && fetched.reason === 'refused' && fetched.status === NOT_FOUND;
  if (!fetched.ok && (fetched.reason === 'root_first' || isGone)) options.needs.add(event.number, 'root');
}

/** All pages of the scans feed, before any of them counts. */
async function refetchScans(options: CompareOptions, event: EventName): Promise<void> {
  const { log, lists } = options;
  const { start } = scansHeld({ lists, scans: log }, event.number);
  const pages: ScansPage[] = [];
  for (let from = 0; ; ) {
    const asked = await askScansPage(options, event, { start, count: from });
    if (!asked.ok) return;
    if (asked.value === null) break;
    const { page } = asked.value;
    if (page.to <= from || page.start !== start) return;
    pages.push(page);
    from = page.to;
  }
  await log.retakeScans(event.number, pages);
}
