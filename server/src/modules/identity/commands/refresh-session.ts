import { sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { identityErrors } from '../errors.js';
import { hashRefreshToken, newRefreshToken } from '../refresh-tokens.js';
import { lostAnswerSeconds } from '../rules.js';
import type { IdentityTables } from '../tables.js';
import type { OpenedSession } from './sign-in.js';
import { revokeSession } from './sign-out.js';

type Verdict = 'renew' | 'renew-lost-answer' | 'reused' | 'over';

/**
 * Exchanges a refresh token for its successor. A token that was used before ends the whole session, because
 * either the thief or the owner holds a copy; only a lost answer is forgiven (see `lostAnswerSeconds`).
 * @throws AppError identity.session_ended
 */
export async function refreshSession(tenancy: Tenancy, refreshToken: string): Promise<OpenedSession> {
  const hash = hashRefreshToken(refreshToken);
  const session = await tenancy.run({}, async (trx) => {
    const found = await lockToken(trx, hash);
    if (!found || found.verdict === 'over') return undefined;
    if (found.verdict === 'reused') {
      await revokeSession(trx, found.sessionId, 'token_reused');
      return undefined;
    }
    const forgiven = found.verdict === 'renew-lost-answer';
    if (forgiven && found.replacedBy) await spend(trx, found.replacedBy, null);
    const successor = newRefreshToken();
    await trx
      .$extendTables<IdentityTables>()
      .insertInto('identity.refreshToken')
      .values({
        hash: hashRefreshToken(successor),
        sessionId: found.sessionId,
        usedAt: null,
        replacedBy: null,
      })
      .execute();
    // Without a successor on record a third use is no lost answer any more.
    await spend(trx, hash, forgiven ? null : hashRefreshToken(successor));
    return { personId: found.personId, sessionId: found.sessionId, refreshToken: successor };
  });
  if (!session) throw new AppError(identityErrors.sessionEnded);
  return session;
}

/** Refreshes of one session follow each other; what is true is read after the one before has committed. */
async function lockToken(trx: ClosedTransaction, hash: Buffer) {
  const db = trx.$extendTables<IdentityTables>();
  await db
    .selectFrom('identity.session')
    .select('id')
    .where('id', 'in', db.selectFrom('identity.refreshToken').select('sessionId').where('hash', '=', hash))
    .forUpdate()
    .execute();
  return db
    .selectFrom('identity.refreshToken as token')
    .innerJoin('identity.session as session', 'session.id', 'token.sessionId')
    .innerJoin('identity.person as person', 'person.id', 'session.personId')
    .leftJoin('identity.refreshToken as successor', 'successor.hash', 'token.replacedBy')
    .select(['token.sessionId', 'session.personId', 'token.replacedBy'])
    .select(
      sql<Verdict>`case
        when session.revoked_at is not null or session.expires_at <= now() or person.status <> 'active' then 'over'
        when token.used_at is null then 'renew'
        when token.used_at > now() - make_interval(secs => ${lostAnswerSeconds})
          and successor.hash is not null and successor.used_at is null then 'renew-lost-answer'
        else 'reused' end`.as('verdict'),
    )
    .where('token.hash', '=', hash)
    .executeTakeFirst();
}

async function spend(trx: ClosedTransaction, hash: Buffer, replacedBy: Buffer | null): Promise<void> {
  await trx
    .$extendTables<IdentityTables>()
    .updateTable('identity.refreshToken')
    .set({ usedAt: sql`coalesce(used_at, now())`, replacedBy })
    .where('hash', '=', hash)
    .execute();
}
