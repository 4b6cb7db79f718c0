import { sql, type Transaction } from 'kysely';
import type { ClosedDatabase } from '../database/connect.js';
import { LeakGuard } from './leak-guard.js';

/** A transaction without tables, bound to one scope. A module opens it with `$extendTables`. */
// biome-ignore lint/complexity/noBannedTypes: kysely's word for "no tables yet"
export type ClosedTransaction = Transaction<{}>;

/** Who is asking. Both parts empty: only the global tables of sign-in are visible. */
export interface Scope {
  readonly organisationId?: string;
  readonly personId?: string;
}

/** What waits for the commit of each open transaction. */
const waiting = new WeakMap<ClosedTransaction, (() => void)[]>();

/** Runs `work` when the transaction has committed; never if it did not. `work` must not throw. */
export function afterCommit(trx: ClosedTransaction, work: () => void): void {
  const works = waiting.get(trx);
  if (!works) throw new Error('This is not the transaction that the tenancy gave out.');
  works.push(work);
}

export interface Tenancy {
  /**
   * Runs `work` in one transaction that sees the scope's organisation and nothing else. There is no other way
   * to get a database handle. The transaction is dead when `work` has settled.
   */
  run<T>(scope: Scope, work: (trx: ClosedTransaction) => Promise<T>): Promise<T>;
  /**
   * The same for reading alone, however much: every query of it sees the database as it was at one moment, and
   * none waits for a lock.
   */
  snapshot<T>(scope: Scope, work: (trx: ClosedTransaction) => Promise<T>): Promise<T>;
  /** The organisation behind a slug (a subdomain, the path of a public page). */
  findOrganisation(slug: string): Promise<string | undefined>;
  /** Every organisation of the installation, at most 1,000, by its slug; for the public front page. */
  listOrganisations(): Promise<string[]>;
  /** Reserves the slug and decides which database holds the new organisation. False when the slug is taken. */
  place(trx: ClosedTransaction, organisationId: string, slug: string): Promise<boolean>;
}

type PlacementTable = {
  'platform.placement': { organisationId: string; slug: string };
};

/** @param db pool of `gatehouse_app`; the placement table names one database today, and this is it */
export function createTenancy(db: ClosedDatabase): Tenancy {
  return {
    async run(scope, work) {
      const works: (() => void)[] = [];
      const result = await db.transaction().execute((trx) =>
        runInScope(trx, scope, (given) => {
          waiting.set(given, works);
          return work(given);
        }),
      );
      for (const one of works) one();
      return result;
    },

    snapshot: (scope, work) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((trx) => runInScope(trx, scope, work)),

    async findOrganisation(slug) {
      const row = await db
        .$extendTables<PlacementTable>()
        .selectFrom('platform.placement')
        .select('organisationId')
        .where('slug', '=', slug)
        .executeTakeFirst();
      return row?.organisationId;
    },

    async listOrganisations() {
      const rows = await db
        .$extendTables<PlacementTable>()
        .selectFrom('platform.placement')
        .select('organisationId')
        .orderBy('slug')
        .limit(1000)
        .execute();
      return rows.map((row) => row.organisationId);
    },

    async place(trx, organisationId, slug) {
      const result = await trx
        .$extendTables<PlacementTable>()
        .insertInto('platform.placement')
        .values({ organisationId, slug })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
  };
}

async function runInScope<T>(
  trx: ClosedTransaction,
  scope: Scope,
  work: (trx: ClosedTransaction) => Promise<T>,
): Promise<T> {
  await sql`select set_config('gatehouse.organisation', ${scope.organisationId ?? ''}, true),
    set_config('gatehouse.person', ${scope.personId ?? ''}, true)`.execute(trx);
  const guard = new LeakGuard();
  try {
    return await work(trx.withPlugin(guard) as ClosedTransaction);
  } finally {
    guard.close();
  }
}
