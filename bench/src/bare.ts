import type { ClosedDatabase } from '@gatehouse/server/platform/database/connect.js';
import { type RawBuilder, sql } from 'kysely';
import type { PreparedBatch, WrittenRow } from './batches.js';

/** `bare`: a primary key and nothing else. `keyed`: the checks, unique keys and indexes of the real tables too. */
type Likeness = 'bare' | 'keyed';

/** The tables that a batch is kept in, with their columns and defaults; without row-level security and triggers. */
export async function createBareTables(owner: ClosedDatabase): Promise<void> {
  for (const likeness of ['bare', 'keyed'] as const) {
    await sql`create schema ${sql.id(likeness)}`.execute(owner);
    const keys =
      likeness === 'bare'
        ? sql`including defaults, primary key (organisation_id, device_id, seq)`
        : sql`including defaults including constraints including indexes`;
    for (const name of ['log_row', 'scan']) {
      const table = sql.table(`${likeness}.${name}`);
      await sql`create table ${table} (like ${sql.table(`checkin.${name}`)} ${keys})`.execute(owner);
      // Nobody has signed in here, and a look for whoever has would cost a tenth of the insert.
      await sql`alter table ${table} alter created_by drop default, alter updated_by drop default`.execute(
        owner,
      );
    }
  }
}

type Columns = Readonly<Record<string, Column>>;
type Column = readonly [type: string, value: (row: WrittenRow, batch: PreparedBatch) => unknown];

const logColumns: Columns = {
  seq: ['bigint', ({ seq }) => seq],
  hash: ['bytea', ({ hash }) => hash],
  bytes: ['bytea', ({ bytes }) => bytes],
  details: ['bytea', () => null],
  fork: ['boolean', () => false],
  broken: ['boolean', () => false],
  quarantine: ['text', () => null],
  lost_from: ['bigint', () => null],
  lost_to: ['bigint', () => null],
};

const scanColumns: Columns = {
  seq: ['bigint', ({ seq }) => seq],
  id: ['uuid', ({ id }) => id],
  kind: ['text', () => 'scan'],
  ticket_hash: ['bytea', ({ ticketHash }) => ticketHash],
  generation: ['smallint', () => 1],
  list_id: ['uuid', (_, { listId }) => listId],
  gate_id: ['uuid', () => null],
  direction: ['text', () => 'in'],
  how: ['text', () => 'camera'],
  persons: ['integer', () => 1],
  result: ['text', () => 'admit'],
  reason: ['text', () => 'ok'],
  effect: ['text', () => 'entry'],
  relation: ['text', () => null],
  named_id: ['uuid', () => null],
  estimate: ['bigint', ({ at }) => at],
  earliest: ['bigint', ({ at }) => at - 300],
  latest: ['bigint', ({ at }) => at + 800],
  unsure: ['boolean', () => false],
  reviewed: ['boolean', () => true],
  standing: ['text', () => 'stands'],
  sure: ['boolean', () => true],
  first_id: ['uuid', () => null],
  what: ['text', () => ''],
  inside: ['integer', () => 1],
  left_from_outside: ['integer', () => 0],
  peak: ['integer', () => 1],
  feed_start: ['bigint', () => 1_800_000_000],
  feed_count: ['bigint', ({ seq }) => seq],
};

export interface Into {
  readonly db: ClosedDatabase;
  readonly organisationId: string;
}

/** As one would write it: one statement, the driver's own arrays. */
function insertLogInto(
  likeness: Likeness,
  { db, organisationId }: Into,
  batch: PreparedBatch,
): Promise<unknown> {
  return sql`insert into ${sql.table(`${likeness}.log_row`)} (organisation_id, device_id, ${namesOf(logColumns)})
    select ${organisationId}::uuid, ${batch.phone.deviceId}::uuid, row.*
    from ${arraysOf(logColumns, batch)} as row`.execute(db);
}

/** The rows of the log and the scans that are spread out of them, in one transaction. */
function insertBothInto(
  likeness: Likeness,
  { db, organisationId }: Into,
  batch: PreparedBatch,
): Promise<unknown> {
  return db.transaction().execute(async (trx) => {
    await insertLogInto(likeness, { db: trx, organisationId }, batch);
    await sql`insert into ${sql.table(`${likeness}.scan`)} (organisation_id, event_id, device_id, ${namesOf(scanColumns)})
      select ${organisationId}::uuid, ${batch.eventId}::uuid, ${batch.phone.deviceId}::uuid, row.*
      from ${arraysOf(scanColumns, batch)} as row`.execute(trx);
  });
}

export function insertLog(into: Into, batch: PreparedBatch): Promise<unknown> {
  return insertLogInto('bare', into, batch);
}

export function insertAll(into: Into, batch: PreparedBatch): Promise<unknown> {
  return insertBothInto('bare', into, batch);
}

/** The same where every key, check and index has to be kept as well. */
export function insertAllKeyed(into: Into, batch: PreparedBatch): Promise<unknown> {
  return insertBothInto('keyed', into, batch);
}

function namesOf(columns: Columns): RawBuilder<unknown> {
  return sql.join(Object.keys(columns).map((name) => sql.ref(name)));
}

function arraysOf(columns: Columns, batch: PreparedBatch): RawBuilder<unknown> {
  const arrays = Object.values(columns).map(
    ([type, valueIn]) => sql`${batch.rows.map((row) => valueIn(row, batch))}::${sql.raw(type)}[]`,
  );
  return sql`unnest(${sql.join(arrays)})`;
}
