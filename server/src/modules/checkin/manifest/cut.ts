import { setTimeout as sleep } from 'node:timers/promises';
import { CORE_RECORD_BYTES, comparePositions, type Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readTicketsPosition } from './feed-position.js';
import { addressesOf, asKept, type KeptSegment, keepSegments } from './keep-segments.js';
import { packApart } from './pack-apart.js';
import { readTicketList } from './read-list.js';
import type { ManifestTables } from './tables.js';

export interface EventKey {
  readonly organisationId: string;
  readonly eventId: string;
}

/** Which segments hold the event's whole list, as of a position of its tickets feed. */
export interface Cut extends Position {
  /** How many rows the core table has. */
  readonly tickets: number;
  /** SHA-256 of each segment, in the order of their index. */
  readonly core: readonly Buffer[];
  readonly media: readonly Buffer[];
  readonly links: readonly Buffer[];
  /** All counting scans as of a position of the scans feed; cut at other times than the list. */
  readonly history: readonly Buffer[];
  readonly scansStart: number;
  readonly scansCount: number;
}

type CutList = Omit<Cut, 'history' | 'scansStart' | 'scansCount'>;

export interface CutDeps {
  readonly tenancy: Tenancy;
  readonly ticketing: Ticketing;
  /** A cut that nobody waited for any more is there. */
  readonly onLate: (key: EventKey) => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
}

/** Pages of so few records weigh less than the segments that would replace them. */
const fewestChanges = 1000;
const shareOfChanges = 0.25;
/** Long enough for a list of 100,000 tickets, and far shorter than a phone waits for an answer. */
const patienceMs = 8000;
const lookAgainMs = 250;

/**
 * Cuts an event's ticket list into segments where there are none yet, where those there are belong to an earlier
 * life of the database, and where a quarter of the tickets has changed since.
 */
export interface Cutter {
  /** Cuts where it is due, however long it takes. Those who ask at once share one cut. */
  ensure(key: EventKey): Promise<void>;
  /** Cuts where anything at all has changed since. */
  anew(key: EventKey): Promise<void>;
  /**
   * The same for who waits for an answer: after eight seconds the cut goes on alone, and `onLate` hears of its end.
   * @returns whether there is a cut that serves: the present one, or the one before it
   */
  soon(key: EventKey): Promise<boolean>;
  /** Settles when nothing is being cut. */
  idle(): Promise<void>;
}

type Due = 'no' | 'outdated' | 'missing';

export function createCutter(deps: CutDeps): Cutter {
  const running = new Map<string, Promise<void>>();

  function start(key: EventKey, share = shareOfChanges): Promise<void> {
    const cut =
      running.get(key.eventId) ?? cutInTurn(deps, key, share).finally(() => running.delete(key.eventId));
    running.set(key.eventId, cut);
    return cut;
  }

  return {
    async ensure(key) {
      if ((await readDue(deps, key)) !== 'no') await start(key);
    },
    async anew(key) {
      if ((await readDue(deps, key, 0)) !== 'no') await start(key, 0);
    },
    async soon(key) {
      const due = await readDue(deps, key);
      if (due === 'no') return true;
      const cut = start(key);
      if (await endsIn(cut, patienceMs)) return true;
      cut.then(() => deps.onLate(key)).catch(deps.onFault);
      return due === 'outdated';
    },
    async idle() {
      await Promise.allSettled(running.values());
    },
  };
}

/** @throws what the work throws while it is waited for */
async function endsIn(work: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const tooLate = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), tooLate]);
  } finally {
    timer.abort();
  }
}

export function readCut(trx: ClosedTransaction, eventId: string): Promise<Cut | undefined> {
  return trx
    .$extendTables<ManifestTables>()
    .selectFrom('checkin.cut')
    .select(['start', 'count', 'tickets', 'core', 'media', 'links', 'history', 'scansStart', 'scansCount'])
    .where('eventId', '=', eventId)
    .executeTakeFirst();
}

/** @param share of the list that must have changed; 0: any change */
function readDue({ tenancy, ticketing }: CutDeps, key: EventKey, share = shareOfChanges): Promise<Due> {
  return tenancy.run(key, async (trx) => {
    const cut = await readCut(trx, key.eventId);
    const now = await readTicketsPosition(trx, ticketing, key.eventId);
    if (cut?.start !== now.start) return 'missing';
    if (share === 0) return now.count > cut.count ? 'outdated' : 'no';
    const fewest = Math.max(fewestChanges, cut.tickets * share);
    // A ticket that changed often has as many positions behind the cut and counts once.
    if (now.count - cut.count < fewest) return 'no';
    return (await ticketing.countChanged(trx, key.eventId, cut)) >= fewest ? 'outdated' : 'no';
  });
}

/** While another process cuts the list, this one waits for it. */
async function cutInTurn(deps: CutDeps, key: EventKey, share: number): Promise<void> {
  while (!(await cutList(deps, key))) {
    await sleep(lookAgainMs);
    if ((await readDue(deps, key, share)) === 'no') return;
  }
}

/**
 * The snapshot stays open while the list is packed, because with it goes the lock that keeps others from doing the
 * same work; it writes nothing and nobody waits for it.
 * @returns false when another process cuts it now
 */
async function cutList({ tenancy, ticketing }: CutDeps, key: EventKey): Promise<boolean> {
  const made = await tenancy.snapshot(key, async (trx) => {
    if (!(await tryLockCut(trx, key.eventId))) return null;
    const { position, ...list } = await readTicketList(trx, ticketing, key.eventId);
    const tickets = list.core.length / CORE_RECORD_BYTES;
    return { position, tickets, ...(await packApart(list)) };
  });
  if (made === null) return false;
  const { position, tickets } = made;
  const [core, media, links] = [made.core.map(asKept), made.media.map(asKept), made.links.map(asKept)];
  const addresses = { core: addressesOf(core), media: addressesOf(media), links: addressesOf(links) };
  const cut = { ...position, tickets, ...addresses };
  await tenancy.run(key, (trx) => keepCut(trx, key, { cut, segments: [...core, ...media, ...links] }));
  return true;
}

/** A cut never goes back: of two that were made at once the one of the later position stays. */
async function keepCut(
  trx: ClosedTransaction,
  key: EventKey,
  { cut, segments }: { cut: CutList; segments: readonly KeptSegment[] },
): Promise<void> {
  await lockManifest(trx, key.eventId);
  const before = await readCut(trx, key.eventId);
  if (before && comparePositions(before, cut) > 0) return;
  const { core, media, links } = cut;
  await keepSegments(trx, key, segments, [...core, ...media, ...links, ...(before?.history ?? [])]);
  const lists = { core: [...core], media: [...media], links: [...links] };
  await trx
    .$extendTables<ManifestTables>()
    .insertInto('checkin.cut')
    .values({ ...key, ...cut, ...lists, ...noHistory })
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'eventId']).doUpdateSet({ ...cut, ...lists }),
    )
    .execute();
}

const noHistory = { history: [], scansStart: 0, scansCount: 0, night: null };

/** Held by one process at a time, to the end of its transaction. */
async function tryLockCut(trx: ClosedTransaction, eventId: string): Promise<boolean> {
  const name = `checkin.cut ${eventId}`;
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`.execute(trx);
  return rows[0]?.locked ?? false;
}

/** Cuts and roots of one event follow each other, also where there is no row yet that could be locked. */
export async function lockManifest(trx: ClosedTransaction, eventId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`checkin.root ${eventId}`}, 0))`.execute(trx);
}
