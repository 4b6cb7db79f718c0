import { sql } from 'kysely';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { hashRefreshToken } from '../refresh-tokens.js';
import type { RevokedBecause } from '../rules.js';
import type { IdentityTables } from '../tables.js';

/** Ends the session behind the token at once, access tokens included. An unknown token is already signed out. */
export async function signOut(tenancy: Tenancy, refreshToken: string): Promise<void> {
  await tenancy.run({}, async (trx) => {
    const token = await trx
      .$extendTables<IdentityTables>()
      .selectFrom('identity.refreshToken')
      .select('sessionId')
      .where('hash', '=', hashRefreshToken(refreshToken))
      .executeTakeFirst();
    if (token) await revokeSession(trx, token.sessionId, 'signed_out');
  });
}

export async function revokeSession(
  trx: ClosedTransaction,
  sessionId: string,
  because: RevokedBecause,
): Promise<void> {
  await trx
    .$extendTables<IdentityTables>()
    .updateTable('identity.session')
    .set({ revokedAt: sql`now()`, revokedBecause: because })
    .where('id', '=', sessionId)
    .where('revokedAt', 'is', null)
    .execute();
}
