import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { Sealer } from '../../../platform/secrets-at-rest/sealer.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import type { LogTables } from './log-tables.js';

const jpegStart = Buffer.from('ffd8ff', 'hex');

/** A picture as it was handed in. */
export interface SentPhoto {
  readonly organisationId: string;
  /** Its name, in hexadecimal. */
  readonly sha256: string;
  readonly body: unknown;
}

/**
 * Keeps a picture that an answer names; one whose answer was erased meanwhile is let go.
 * @throws AppError checkin.photo_unasked, checkin.photo_unreadable
 */
export async function keepPhoto(
  trx: ClosedTransaction,
  sealer: Sealer,
  { organisationId, sha256, body }: SentPhoto,
): Promise<void> {
  const hash = Buffer.from(sha256, 'hex');
  const answers = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.answer')
    .select('erasedAt')
    .where(sql<boolean>`photos @> array[${hash}::bytea]`)
    // Whoever erases the answer waits, and then finds the picture.
    .forShare()
    .execute();
  if (answers.length === 0) throw new AppError(checkinErrors.photoUnasked);
  const picture = requireJpeg(body, hash);
  if (answers.every(({ erasedAt }) => erasedAt !== null)) return;
  await trx
    .$extendTables<LogTables>()
    .insertInto('checkin.photo')
    .values({ organisationId, sha256: hash, sealed: sealer.seal(picture, contextOf(organisationId, hash)) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function requireJpeg(body: unknown, hash: Buffer): Buffer {
  const isMeant =
    Buffer.isBuffer(body) &&
    body.subarray(0, jpegStart.length).equals(jpegStart) &&
    createHash('sha256').update(body).digest().equals(hash);
  if (!isMeant) throw new AppError(checkinErrors.photoUnreadable);
  return body;
}

/** A picture that an answer at this event names. @throws AppError platform.not_found */
export async function readKeptPhoto(
  trx: ClosedTransaction,
  sealer: Sealer,
  { organisationId, eventId, sha256 }: { organisationId: string; eventId: string; sha256: string },
): Promise<Buffer> {
  const hash = Buffer.from(sha256, 'hex');
  const photo = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.photo')
    .select('sealed')
    .where('sha256', '=', hash)
    .where(
      sql<boolean>`exists (select from checkin.answer where event_id = ${eventId}::uuid and sealed is not null
        and photos @> array[${hash}::bytea])`,
    )
    .executeTakeFirst();
  return sealer.open(found(photo).sealed, contextOf(organisationId, hash));
}

function contextOf(organisationId: string, sha256: Buffer): string[] {
  return ['checkin.photo', organisationId, sha256.toString('hex')];
}
