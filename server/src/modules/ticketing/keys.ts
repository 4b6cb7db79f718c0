import type { Sign } from '@gatehouse/shared/signing';
import { AppError } from '../../platform/errors/app-error.js';
import { publish } from '../../platform/outbox/outbox.js';
import { ed25519Signer, newEd25519Key } from '../../platform/secrets-at-rest/ed25519-keys.js';
import type { Sealer } from '../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { doorChanged } from '../events/index.js';
import { ticketingErrors } from './errors.js';
import type { EventKey, LockedFeed } from './feed.js';
import { keysPerEvent } from './rules.js';
import type { TicketingTables } from './tables.js';

/** A key in use: its number and what it signs with. */
export interface TicketSigner {
  readonly kid: number;
  readonly sign: Sign;
}

/** A key whose codes are good with or without a row. */
export interface ActiveKey {
  readonly kid: number;
  readonly usableFrom: Date;
  readonly sealedPrivateKey: Buffer;
}

/** Oldest first. */
export function readActiveKeys(
  trx: ClosedTransaction,
  { eventId, test }: { readonly eventId: string; readonly test: boolean },
): Promise<ActiveKey[]> {
  return selectKeys(trx, eventId)
    .where('status', '=', 'active')
    .where('test', '=', test)
    .orderBy('kid')
    .execute();
}

/** The newest one that phones have known for long enough. @param active oldest first */
export function signingKey<Key extends Pick<ActiveKey, 'usableFrom'>>(
  active: readonly Key[],
  now: Date,
): Key | undefined {
  return active.findLast(({ usableFrom }) => usableFrom <= now);
}

/** The key that signs tickets now, made on first use. Test tickets have keys of their own. */
export async function activeSigner(
  trx: ClosedTransaction,
  feed: LockedFeed,
  options: { sealer: Sealer; test: boolean },
): Promise<TicketSigner> {
  const { sealer, test } = options;
  const now = new Date();
  const row = signingKey(await readActiveKeys(trx, { eventId: feed.eventId, test }), now);
  return row ? openKey(sealer, feed, row) : addKey(trx, feed, { sealer, test, usableFrom: now });
}

/**
 * The key that signed a code, to sign it again.
 * @throws AppError ticketing.dead_key, platform.sealed_secret
 */
export async function signerOf(
  trx: ClosedTransaction,
  key: EventKey,
  options: { sealer: Sealer; kid: number },
): Promise<TicketSigner> {
  const row = await selectKeys(trx, key.eventId).where('kid', '=', options.kid).executeTakeFirstOrThrow();
  if (row.status === 'dead') throw new AppError(ticketingErrors.deadKey);
  return openKey(options.sealer, key, row);
}

/** The secrets of all keys whose codes may still be good. @throws AppError platform.sealed_secret */
export async function openKeys(
  trx: ClosedTransaction,
  key: EventKey,
  sealer: Sealer,
): Promise<{ readonly kid: number; readonly secret: Uint8Array }[]> {
  const rows = await selectKeys(trx, key.eventId).where('status', '!=', 'dead').execute();
  return rows.map(({ kid, sealedPrivateKey }) => ({
    kid,
    // A copy of its own, because it is handed to another thread.
    secret: new Uint8Array(sealer.open(sealedPrivateKey, contextOf(key, kid))),
  }));
}

/**
 * Makes the next key of the event, which phones hear of at once.
 * @param options `usableFrom`: when it begins to sign
 * @throws AppError ticketing.keys_exhausted
 */
export async function addKey(
  trx: ClosedTransaction,
  feed: LockedFeed,
  options: { sealer: Sealer; test: boolean; usableFrom: Date },
): Promise<TicketSigner> {
  const { organisationId, eventId } = feed;
  const db = trx.$extendTables<TicketingTables>();
  const last = await db
    .selectFrom('ticketing.key')
    .select((select) => select.fn.max('kid').as('kid'))
    .where('eventId', '=', eventId)
    .executeTakeFirst();
  const kid = (last?.kid ?? -1) + 1;
  if (kid >= keysPerEvent) throw new AppError(ticketingErrors.keysExhausted);
  const { publicKey, secret } = newEd25519Key();
  await db
    .insertInto('ticketing.key')
    .values({
      organisationId,
      eventId,
      kid,
      test: options.test,
      status: 'active',
      usableFrom: options.usableFrom,
      publicKey,
      sealedPrivateKey: options.sealer.seal(secret, contextOf(feed, kid)),
    })
    .execute();
  await publish(trx, doorChanged, { organisationId, payload: { eventId } });
  return { kid, sign: ed25519Signer(secret) };
}

function selectKeys(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.key')
    .select(['kid', 'status', 'usableFrom', 'sealedPrivateKey'])
    .where('eventId', '=', eventId);
}

function openKey(
  sealer: Sealer,
  key: EventKey,
  row: { kid: number; sealedPrivateKey: Buffer },
): TicketSigner {
  return { kid: row.kid, sign: ed25519Signer(sealer.open(row.sealedPrivateKey, contextOf(key, row.kid))) };
}

function contextOf({ organisationId, eventId }: EventKey, kid: number): string[] {
  return ['ticketing.key', organisationId, eventId, String(kid)];
}
