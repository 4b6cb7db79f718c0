import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import {
  bytesToUuid,
  crockfordSymbols,
  crockfordText,
  UUID_BYTES,
  uuidToBytes,
} from '@gatehouse/shared/bytes';
import { PAIRING_CODE_SYMBOLS, readPairingCode } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import type { DeviceTables } from '../tables.js';
import type { DoorKeys } from './door-keys.js';
import type { PairingName } from './pairing-secrets.js';
import { type PairingDeps, pairingUrl } from './pairings.js';

export interface PairingCodes {
  /** What somebody types who cannot scan the link; the same for the same pairing. */
  codeOf(pairing: PairingName): string;
  /** Under what a code is kept. Whoever reads the table, or measures how long a look takes, learns no code. */
  tagOf(code: string): Buffer;
  /** The table belongs to no organisation, so what it holds opens with the code alone. */
  seal(code: string, pairing: PairingName): Buffer;
  /** @throws when it was not sealed for this code */
  open(code: string, sealed: Buffer): PairingName;
}

/** Each key seals one name, and always the same one. */
const NONCE = Buffer.alloc(12);
const GCM_TAG_BYTES = 16;

/** @param masterKey 32 bytes; codes that were made with another one are found nowhere */
export function createPairingCodes(masterKey: Uint8Array): PairingCodes {
  const keyFor = (purpose: string) => new Uint8Array(hkdfSync('sha256', masterKey, '', purpose, 32));
  const codeKey = keyFor('gatehouse pairing code 1');
  const tagKey = keyFor('gatehouse pairing code tag 1');
  const nameKey = keyFor('gatehouse pairing code name 1');
  const keyOf = (code: string) => createHmac('sha256', nameKey).update(code).digest();
  return {
    codeOf({ organisationId, pairingId }) {
      const hmac = createHmac('sha256', codeKey);
      const digest = hmac.update(uuidToBytes(organisationId)).update(uuidToBytes(pairingId)).digest();
      return crockfordText(crockfordSymbols(digest, PAIRING_CODE_SYMBOLS));
    },
    tagOf: (code) => createHmac('sha256', tagKey).update(code).digest(),
    seal(code, { organisationId, pairingId }) {
      const cipher = createCipheriv('aes-256-gcm', keyOf(code), NONCE);
      const name = Buffer.concat([uuidToBytes(organisationId), uuidToBytes(pairingId)]);
      return Buffer.concat([cipher.update(name), cipher.final(), cipher.getAuthTag()]);
    },
    open(code, sealed) {
      const cipher = createDecipheriv('aes-256-gcm', keyOf(code), NONCE, { authTagLength: GCM_TAG_BYTES });
      cipher.setAuthTag(sealed.subarray(-GCM_TAG_BYTES));
      const name = Buffer.concat([cipher.update(sealed.subarray(0, -GCM_TAG_BYTES)), cipher.final()]);
      return {
        organisationId: bytesToUuid(name.subarray(0, UUID_BYTES)),
        pairingId: bytesToUuid(name.subarray(UUID_BYTES)),
      };
    },
  };
}

/** Lets the code of a pairing be found for as long as the pairing counts. */
export async function keepPairingCode(
  trx: ClosedTransaction,
  codes: PairingCodes,
  kept: PairingName & { readonly expiresAt: Date },
): Promise<void> {
  const code = codes.codeOf(kept);
  const db = trx.$extendTables<DeviceTables>();
  // An hour longer than it counts, so that a late one is told apart from a wrong one.
  await db
    .deleteFrom('checkin.pairingCode')
    .where('expiresAt', '<', sql<Date>`now() - interval '1 hour'`)
    .execute();
  const sealedName = codes.seal(code, kept);
  await db
    .insertInto('checkin.pairingCode')
    .values({ tag: codes.tagOf(code), sealedName, expiresAt: kept.expiresAt })
    .execute();
}

export interface CodeDeps extends Pick<PairingDeps, 'secrets' | 'publicUrl'> {
  readonly tenancy: Tenancy;
  readonly codes: PairingCodes;
  readonly doorKeys: DoorKeys;
}

/**
 * The link that a typed code stands for. It may be asked for again while it counts, because an answer can be lost; the
 * link itself pairs once.
 * @throws AppError checkin.pairing_unknown, pairing_expired
 */
export async function linkOfCode(deps: CodeDeps, text: string): Promise<string> {
  const code = readPairingCode(text);
  if (code === null) throw new AppError(checkinErrors.pairingUnknown);
  const tag = deps.codes.tagOf(code);
  const found = await deps.tenancy.run({}, (trx) =>
    trx
      .$extendTables<DeviceTables>()
      .selectFrom('checkin.pairingCode')
      .select('sealedName')
      .select(sql<boolean>`expires_at <= clock_timestamp()`.as('expired'))
      .where('tag', '=', tag)
      .executeTakeFirst(),
  );
  if (!found) throw new AppError(checkinErrors.pairingUnknown);
  if (found.expired) throw new AppError(checkinErrors.pairingExpired);
  const pairing = deps.codes.open(code, found.sealedName);
  const { organisationId } = pairing;
  const { publicKey } = await deps.tenancy.run({ organisationId }, (trx) =>
    deps.doorKeys(trx, organisationId),
  );
  return pairingUrl(deps, pairing, Buffer.from(publicKey).toString('base64url'));
}
