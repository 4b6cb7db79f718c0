import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { identityErrors } from '../errors.js';
import { verifyPassword } from '../passwords.js';
import { hashRefreshToken, newRefreshToken } from '../refresh-tokens.js';
import { failuresBeforeLock, lockMinutes, sessionDays } from '../rules.js';
import type { IdentityTables } from '../tables.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Where the session was opened from, for the person's own list of sessions. */
export interface Device {
  readonly userAgent: string;
  readonly address: string;
}

export interface OpenedSession {
  readonly personId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

/**
 * Opens a session. The try is counted before the password is looked at, so many tries at once are all counted.
 * @throws AppError identity.locked, identity.wrong_credentials
 */
export async function signIn(
  tenancy: Tenancy,
  credentials: Credentials,
  device: Device,
): Promise<OpenedSession> {
  const emailHash = createHash('sha256').update(credentials.email.trim().toLowerCase()).digest();
  const failures = await tenancy.run({}, (trx) => countTry(trx, emailHash));
  if (failures > failuresBeforeLock) throw new AppError(identityErrors.locked);
  const person = await tenancy.run({}, (trx) => findPerson(trx, credentials.email));
  const matches = await verifyPassword(person?.passwordHash, credentials.password);
  if (!person || !matches || person.status !== 'active') throw new AppError(identityErrors.wrongCredentials);
  return tenancy.run({ personId: person.id }, async (trx) => {
    await trx
      .$extendTables<IdentityTables>()
      .deleteFrom('identity.signInAttempt')
      .where('emailHash', '=', emailHash)
      .execute();
    return openSession(trx, person.id, device);
  });
}

async function countTry(trx: ClosedTransaction, emailHash: Buffer): Promise<number> {
  const row = await trx
    .$extendTables<IdentityTables>()
    .insertInto('identity.signInAttempt')
    .values({ emailHash, failures: 1, lastAt: sql`now()` })
    .onConflict((conflict) =>
      conflict.column('emailHash').doUpdateSet({
        failures: sql`case when sign_in_attempt.last_at < now() - make_interval(mins => ${lockMinutes})
          then 1 else sign_in_attempt.failures + 1 end`,
        lastAt: sql`case when sign_in_attempt.failures > ${failuresBeforeLock}
          and sign_in_attempt.last_at >= now() - make_interval(mins => ${lockMinutes})
          then sign_in_attempt.last_at else now() end`,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  return row.failures;
}

function findPerson(trx: ClosedTransaction, email: string) {
  return trx
    .$extendTables<IdentityTables>()
    .selectFrom('identity.person')
    .select(['id', 'passwordHash', 'status'])
    .where(sql`lower(email)`, '=', email.trim().toLowerCase())
    .executeTakeFirst();
}

async function openSession(trx: ClosedTransaction, personId: string, device: Device): Promise<OpenedSession> {
  const db = trx.$extendTables<IdentityTables>();
  const session = await db
    .insertInto('identity.session')
    .values({
      personId,
      userAgent: device.userAgent.slice(0, 300),
      address: device.address,
      expiresAt: sql`now() + make_interval(days => ${sessionDays})`,
      revokedAt: null,
      revokedBecause: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const refreshToken = newRefreshToken();
  await db
    .insertInto('identity.refreshToken')
    .values({ hash: hashRefreshToken(refreshToken), sessionId: session.id, usedAt: null, replacedBy: null })
    .execute();
  return { personId, sessionId: session.id, refreshToken };
}
