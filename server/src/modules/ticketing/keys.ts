import { createPrivateKey, generateKeyPairSync, sign as signWith } from 'node:crypto';
import type { Sign } from '@gatehouse/shared/signing';
import { AppError } from '../../platform/errors/app-error.js';
import type { Sealer } from '../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { ticketingErrors } from './errors.js';
import type { EventKey, LockedFeed } from './feed.js';
import { keysPerEvent } from './rules.js';
import type { TicketingTables } from './tables.js';

/** A key in use: its number and what it signs with. */
export interface TicketSigner {
  readonly kid: number;
  readonly sign: Sign;
}

/** The active key of the event, made on first use. Test tickets have keys of their own. */
export async function activeSigner(
  trx: ClosedTransaction,
  feed: LockedFeed,
  options: { sealer: Sealer; test: boolean },
): Promise<TicketSigner> {
  const { sealer, test } = options;
  const row = await selectKeys(trx, feed.eventId)
    .where('status', '=', 'active')
    .where('test', '=', test)
    .executeTakeFirst();
  return row ? openKey(sealer, feed, row) : addKey(trx, feed, { sealer, test });
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

/**
 * Makes the next key of the event and lets it sign from now on. There must be no active one of its kind.
 * @throws AppError ticketing.keys_exhausted
 */
export async function addKey(
  trx: ClosedTransaction,
  feed: LockedFeed,
  options: { sealer: Sealer; test: boolean },
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
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const secret = rawKey(privateKey.export({ format: 'der', type: 'pkcs8' }));
  await db
    .insertInto('ticketing.key')
    .values({
      organisationId,
      eventId,
      kid,
      test: options.test,
      status: 'active',
      publicKey: rawKey(publicKey.export({ format: 'der', type: 'spki' })),
      sealedPrivateKey: options.sealer.seal(secret, contextOf(feed, kid)),
    })
    .execute();
  return { kid, sign: signerFrom(secret) };
}

function selectKeys(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.key')
    .select(['kid', 'status', 'sealedPrivateKey'])
    .where('eventId', '=', eventId);
}

function openKey(
  sealer: Sealer,
  key: EventKey,
  row: { kid: number; sealedPrivateKey: Buffer },
): TicketSigner {
  return { kid: row.kid, sign: signerFrom(sealer.open(row.sealedPrivateKey, contextOf(key, row.kid))) };
}

function contextOf({ organisationId, eventId }: EventKey, kid: number): string[] {
  return ['ticketing.key', organisationId, eventId, String(kid)];
}

/** Both encodings of an Ed25519 key (RFC 8410) end with its 32 bytes. */
function rawKey(der: Buffer): Buffer {
  return der.subarray(-32);
}

/** PKCS #8 in front of the 32 bytes of a private key. */
const pkcs8Header = Buffer.from('302e020100300506032b657004220420', 'hex');

function signerFrom(secret: Buffer): Sign {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Header, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  return async (message) => signWith(null, message, key);
}
