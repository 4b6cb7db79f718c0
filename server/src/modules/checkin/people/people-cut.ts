import { setTimeout as sleep } from 'node:timers/promises';
import { comparePositions, type Position } from '@gatehouse/shared/manifest';
import type { PeopleKind } from '@gatehouse/shared/people';
import { sql } from 'kysely';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import { type EventKey, lockManifest, readCut, readTicketsPosition } from '../manifest/index.js';
import { deletePeople, keepPeople, type PeopleCut, readPeopleCut } from './kept-people.js';
import { packPeopleApart } from './pack-people-apart.js';
import { deleteSearchKey, ensureSearchKey, readSearchKey, readSearchKeyId } from './search-key.js';

export interface PeopleDeps {
  readonly tenancy: Tenancy;
  readonly events: Events;
  readonly ticketing: Ticketing;
  readonly sealer: Sealer;
}

export interface PeopleCutDeps extends PeopleDeps {
  /** Files that nobody waited for any more are there. */
  readonly onLate: (key: EventKey) => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
}

/** A root need not wait for people, because no verdict does; but a short list has them with its first root. */
const patienceMs = 1500;
/** Pages of so few records weigh less than the files that would replace them. */
const fewestChanges = 1000;
const shareOfChanges = 0.25;
/** Of a longer list the details would take a phone tens of megabytes. */
export const mostTicketsWithDetails = 100_000;
/** About 2 MB of JSON. */
const rowsAtOnce = 5000;
const encoder = new TextEncoder();
const kinds: readonly PeopleKind[] = ['detail', 'search'];

/** Packs who holds an event's tickets for its phones, apart from the list of the tickets themselves. */
export interface PeopleCutter {
  /** Cuts what is due, however long it takes. Those who ask at once share one cut. */
  ensure(key: EventKey): Promise<void>;
  /** The same for who waits for an answer: after a moment it goes on alone, and `onLate` hears of its end. */
  soon(key: EventKey): Promise<void>;
  /** Settles when nothing is being cut. */
  idle(): Promise<void>;
}

type Due = 'no' | 'cut' | 'drop';

export function createPeopleCutter(deps: PeopleCutDeps): PeopleCutter {
  const running = new Map<string, Promise<void>>();

  function start(key: EventKey): Promise<void> {
    const cut = running.get(key.eventId) ?? cutAll(deps, key).finally(() => running.delete(key.eventId));
    running.set(key.eventId, cut);
    return cut;
  }

  return {
    async ensure(key) {
      if (await isAnyDue(deps, key)) await start(key);
    },
    async soon(key) {
      if (!(await isAnyDue(deps, key))) return;
      const cut = start(key);
      const isLate = await Promise.race([cut.then(() => false), sleep(patienceMs, true, { ref: false })]);
      if (isLate) cut.then(() => deps.onLate(key)).catch(deps.onFault);
    },
    async idle() {
      await Promise.allSettled(running.values());
    },
  };
}

async function isAnyDue({ tenancy, ...deps }: PeopleCutDeps, key: EventKey): Promise<boolean> {
  return tenancy.run(key, async (trx) => {
    for (const kind of kinds) if ((await readDue(trx, deps, { key, kind })) !== 'no') return true;
    return false;
  });
}

type DueDeps = Pick<PeopleDeps, 'events' | 'ticketing'>;

async function readDue(
  trx: ClosedTransaction,
  deps: DueDeps,
  { key, kind }: { readonly key: EventKey; readonly kind: PeopleKind },
): Promise<Due> {
  const { eventId } = key;
  const cut = await readPeopleCut(trx, eventId, kind);
  if (!(await areWanted(trx, deps, { eventId, kind })))
    return cut || (kind === 'search' && (await readSearchKeyId(trx, eventId))) ? 'drop' : 'no';
  const now = await readTicketsPosition(trx, deps.ticketing, eventId);
  if (!cut || cut.start !== now.start) return 'cut';
  if (kind === 'search' && !cut.keyId?.equals((await readSearchKeyId(trx, eventId)) ?? Buffer.of()))
    return 'cut';
  const fewest = Math.max(fewestChanges, cut.people * shareOfChanges);
  if (now.count - cut.count < fewest) return 'no';
  return (await deps.ticketing.countChanged(trx, eventId, cut)) >= fewest ? 'cut' : 'no';
}

async function areWanted(
  trx: ClosedTransaction,
  { events }: Pick<PeopleDeps, 'events'>,
  { eventId, kind }: { readonly eventId: string; readonly kind: PeopleKind },
): Promise<boolean> {
  if (kind === 'search') return (await events.read(trx, eventId)).namesOnPhones;
  return ((await readCut(trx, eventId))?.tickets ?? 0) <= mostTicketsWithDetails;
}

async function cutAll(deps: PeopleCutDeps, key: EventKey): Promise<void> {
  for (const kind of kinds) {
    const due = await deps.tenancy.run(key, (trx) => readDue(trx, deps, { key, kind }));
    if (due === 'drop') await drop(deps, key, kind);
    if (due === 'cut') await cutKind(deps, key, kind);
  }
}

/** It is looked at again under the lock: the organiser may have allowed names again meanwhile. */
function drop(deps: PeopleCutDeps, key: EventKey, kind: PeopleKind): Promise<void> {
  return deps.tenancy.run(key, async (trx) => {
    await lockManifest(trx, key.eventId);
    if ((await readDue(trx, deps, { key, kind })) !== 'drop') return;
    if (kind === 'search') await deleteSearchKey(trx, key.eventId);
    await deletePeople(trx, key.eventId, kind);
  });
}

/**
 * While another process cuts the same, this one does nothing: that one tells phones of it. The snapshot stays open
 * while people are packed, because with it goes the lock.
 */
async function cutKind(deps: PeopleCutDeps, key: EventKey, kind: PeopleKind): Promise<void> {
  if (kind === 'search') await deps.tenancy.run(key, (trx) => ensureSearchKey(trx, key, deps.sealer));
  const made = await deps.tenancy.snapshot(key, async (trx) => {
    if (!(await tryLock(trx, key.eventId, kind))) return null;
    const position = await readTicketsPosition(trx, deps.ticketing, key.eventId);
    const pages = await readPages(trx, deps.ticketing, key.eventId);
    const searchKey = kind === 'search' ? await readSearchKey(trx, key, deps.sealer) : undefined;
    if (kind === 'search' && searchKey === undefined) return null;
    const sealKeys = await deps.ticketing.openSealKeys(trx, key);
    const secret = searchKey ? new Uint8Array(searchKey.secret) : null;
    const packed = await packPeopleApart({ kind, pages, sealKeys, secret, form: 'files' });
    return { position, packed, keyId: searchKey?.id ?? null };
  });
  if (made === null) return;
  const { position, packed, keyId } = made;
  const cut: PeopleCut = {
    ...position,
    people: packed.people,
    keyId,
    files: packed.files.map(({ sha256 }) => Buffer.from(sha256)),
  };
  await deps.tenancy.run(key, async (trx) => {
    await lockManifest(trx, key.eventId);
    const before = await readPeopleCut(trx, key.eventId, kind);
    // A cut never goes back, and what was forbidden meanwhile is not kept.
    if (before && before.keyId?.equals(keyId ?? Buffer.of()) !== false && isNewer(before, cut)) return;
    if (kind === 'search' && !keyId?.equals((await readSearchKeyId(trx, key.eventId)) ?? Buffer.of())) return;
    await keepPeople(trx, key, { kind, cut, files: packed.files });
  });
}

function isNewer(before: Position, cut: Position): boolean {
  return comparePositions(before, cut) > 0;
}

async function readPages(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  eventId: string,
): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for (let after: Position | undefined = { start: 0, count: 0 }; after !== undefined; ) {
    const { json, goOn } = await ticketing.readHolders(trx, eventId, { after, limit: rowsAtOnce });
    pages.push(encoder.encode(json));
    after = goOn;
  }
  return pages;
}

async function tryLock(trx: ClosedTransaction, eventId: string, kind: PeopleKind): Promise<boolean> {
  const name = `checkin.people_cut ${kind} ${eventId}`;
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`.execute(trx);
  return rows[0]?.locked ?? false;
}
