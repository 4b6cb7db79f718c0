import { type Position, signRoot } from '@gatehouse/shared/manifest';
import { readLifeStart } from '../../../platform/database/life.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { DoorKey, DoorKeys } from '../devices/door-keys.js';
import type { PeopleCutter } from '../people/index.js';
import { hasBridge, keepBridge } from './bridges.js';
import { type Cutter, type EventKey, lockManifest } from './cut.js';
import { type ContentDeps, digestOf, type RootContent, readRootContent } from './root-content.js';
import type { ManifestTables } from './tables.js';

const HOUR_MS = 3_600_000;

/**
 * A phone that was loaded the day before and hears nothing any more has a root that is not too old for a festival of
 * two nights.
 */
const lifeMs = 72 * HOUR_MS;
/** Early enough that a phone which is in reach once a day never shows an old root. */
const renewAfterMs = lifeMs / 3;
/** A phone that nobody has seen for so long is lost; what names people on it goes. */
const wipeAfterMs = 14 * 24 * HOUR_MS;

export interface StoredRoot {
  /** When the life of the database began that it belongs to, unix seconds. */
  readonly start: number;
  /** Which root of the event it is in that life, from 1. */
  readonly count: number;
  readonly digest: Buffer;
  readonly issuedAt: Date;
  /** As it was signed. */
  readonly bytes: Buffer;
}

export interface RootDeps extends ContentDeps {
  readonly tenancy: Tenancy;
  readonly doorKeys: DoorKeys;
  readonly cutter: Pick<Cutter, 'soon'>;
  readonly people: Pick<PeopleCutter, 'soon'>;
  /** Tells phones and portals, once the transaction is kept, that the event has a new root. */
  readonly announce: (trx: ClosedTransaction, key: EventKey) => Promise<void>;
}

/**
 * The event's present root. A new one is signed when something that roots say has changed, when a third of its life
 * has passed, when another door key signs, and in a new life of the database; those who ask at once get the same one.
 * @returns undefined while the first segments of a long list are being cut: ask again
 * @throws AppError platform.not_found, platform.sealed_secret
 */
export type CurrentRoot = (key: EventKey) => Promise<StoredRoot | undefined>;

export function createRoots(deps: RootDeps): CurrentRoot {
  return async (key) => {
    await deps.tenancy.run(key, (trx) => deps.events.read(trx, key.eventId));
    if (!(await deps.cutter.soon(key))) return undefined;
    await deps.people.soon(key);
    return (await deps.tenancy.run(key, (trx) => findGoodRoot(trx, deps, key))) ?? signNext(deps, key);
  };
}

export function readStoredRoot(trx: ClosedTransaction, eventId: string): Promise<StoredRoot | undefined> {
  return trx
    .$extendTables<ManifestTables>()
    .selectFrom('checkin.root')
    .select(['start', 'count', 'digest', 'issuedAt', 'bytes'])
    .where('eventId', '=', eventId)
    .executeTakeFirst();
}

/** Whether the root's age or life alone ask for another one. */
export function isDue(root: Pick<StoredRoot, 'start' | 'issuedAt'>, lifeStart: number): boolean {
  return root.start !== lifeStart || Date.now() - root.issuedAt.getTime() > renewAfterMs;
}

async function findGoodRoot(
  trx: ClosedTransaction,
  deps: RootDeps,
  key: EventKey,
): Promise<StoredRoot | undefined> {
  const stored = await readStoredRoot(trx, key.eventId);
  if (!stored || isDue(stored, await readLifeStart(trx))) return undefined;
  const { publicKey } = await deps.doorKeys(trx, key.organisationId);
  return digestOf(await readRootContent(trx, deps, key), publicKey).equals(stored.digest)
    ? stored
    : undefined;
}

/** Everything is read again under the lock: who waited for it finds what the one before has signed. */
function signNext(deps: RootDeps, key: EventKey): Promise<StoredRoot> {
  return deps.tenancy.run(key, async (trx) => {
    await lockManifest(trx, key.eventId);
    const stored = await readStoredRoot(trx, key.eventId);
    const start = await readLifeStart(trx);
    const content = await readRootContent(trx, deps, key);
    const doorKey = await deps.doorKeys(trx, key.organisationId);
    const digest = digestOf(content, doorKey.publicKey);
    if (stored && !isDue(stored, start) && digest.equals(stored.digest)) return stored;
    const next = stored?.start === start ? stored.count + 1 : 1;
    const bridge = await addBridge(trx, deps, { key, content, doorKey, position: { start, count: next } });
    const count = bridge ? next + 1 : next;
    const issuedAt = new Date();
    const bytes = await sign({ content, position: { start, count }, issuedAt, doorKey });
    const row = { start, count, digest, issuedAt, bytes };
    await trx
      .$extendTables<ManifestTables>()
      .insertInto('checkin.root')
      .values({ ...key, ...row })
      .onConflict((conflict) => conflict.columns(['organisationId', 'eventId']).doUpdateSet(row))
      .execute();
    await deps.announce(trx, key);
    return row;
  });
}

/**
 * Before the first root of a successor stands one by the key before it that names the successor: a phone that was away
 * all the while takes the two in this order.
 * @returns whether there is a new one
 */
async function addBridge(
  trx: ClosedTransaction,
  { doorKeys }: RootDeps,
  next: { key: EventKey; content: RootContent; doorKey: DoorKey; position: Position },
): Promise<boolean> {
  const { key, position } = next;
  const retired = await doorKeys.retired(trx, key.organisationId);
  if (!retired || (await hasBridge(trx, key.eventId, retired.number))) return false;
  const content = { ...next.content, successor: next.doorKey.publicKey };
  const bytes = await sign({ content, position, issuedAt: new Date(), doorKey: retired });
  await keepBridge(trx, key, { signedBy: retired.number, ...position, bytes });
  return true;
}

async function sign(next: {
  content: RootContent;
  position: Position;
  issuedAt: Date;
  doorKey: DoorKey;
}): Promise<Buffer> {
  const { content, position, doorKey } = next;
  const issuedAt = next.issuedAt.getTime();
  const times = { issuedAt, notAfter: issuedAt + lifeMs, wipeAfter: issuedAt + wipeAfterMs };
  return Buffer.from(await signRoot({ ...content, position, ...times }, doorKey.sign));
}
