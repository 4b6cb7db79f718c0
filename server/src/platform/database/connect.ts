import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';

/** A database handle without tables: a module opens it with `$extendTables` for the tables that it owns. */
// biome-ignore lint/complexity/noBannedTypes: kysely's word for "no tables yet"
export type ClosedDatabase = Kysely<{}>;

export interface ConnectOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Told about connections that break while idle; the pool replaces them by itself. */
  readonly onError: (error: Error) => void;
}

// bigint columns hold sequence numbers and counts, all far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens a pool; the first query connects. Ending it is the caller's: `database.destroy()`. */
export function connectDatabase(options: ConnectOptions): ClosedDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'gatehouse',
  });
  pool.on('error', options.onError);
  // A connection can break while it is in use; without a listener of its own that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return databaseOver(pool);
}

/** The handle over a pool that somebody else made. */
export function databaseOver(pool: PostgresPool): ClosedDatabase {
  return new Kysely({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
