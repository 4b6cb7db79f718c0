import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClosedDatabase, connectDatabase } from '@gatehouse/server/platform/database/connect.js';
import { startEmbeddedDatabase } from '@gatehouse/server/platform/database/embedded/index.js';
import { migrate } from '@gatehouse/server/platform/database/migrate.js';
import { ensureDatabase, provision } from '@gatehouse/server/platform/database/provision.js';
import { sql } from 'kysely';
import { type Mix, type PreparedBatch, prepareBatches } from './batches.js';
import { compare, type Load, type Unit } from './measure.js';
import { type BenchGatehouse, startBench } from './start.js';

const rounds = 3;

interface Case extends Mix {
  readonly name: string;
  readonly load: Load;
}

const cases: readonly Case[] = [
  { name: '2 phones at once', load: { units: 20, concurrency: 2 }, known: 0, again: 0 },
  { name: '8 phones at once', load: { units: 24, concurrency: 8 }, known: 0, again: 0 },
  { name: '8, 5 % known, 1 % admitted twice', load: { units: 24, concurrency: 8 }, known: 0.05, again: 0.01 },
];

/**
 * What taking a batch in costs: HTTP, signature, exactly once, row-level security and review, as a share of what
 * inserting its rows bare costs: the same bytes in the same columns, into a table with a primary key and nothing else.
 */
export async function benchSync(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const database = await startEmbeddedDatabase({ folder: join(folder, 'postgres'), log: () => undefined });
  try {
    const urlOf = await prepareDatabase(database.superuserUrl);
    const env = {
      DATABASE_URL: urlOf('app'),
      DATABASE_SYSTEM_URL: urlOf('system'),
      GATEHOUSE_PROCESS: 'api',
    };
    await using gatehouse = await startBench(env);
    const owner = connectDatabase({ url: urlOf('owner'), poolSize: 8, onError: () => undefined });
    await sql`create schema bench`.execute(owner);
    await sql`create table bench.log_row (like checkin.log_row including defaults,
      primary key (organisation_id, device_id, seq))`.execute(owner);
    for (const one of cases) await measure(gatehouse, owner, one);
    await owner.destroy();
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(gatehouse: BenchGatehouse, owner: ClosedDatabase, one: Case): Promise<void> {
  const { organisationId, url } = gatehouse;
  // Each round has its warm-up.
  const count = rounds * (one.load.units + Math.ceil(one.load.units / 10));
  const prepared = await prepareBatches(gatehouse, { count, ...one });
  const baseline = inTurn(prepared.map((batch) => () => insertBare(owner, organisationId, batch)));
  const subject = inTurn(prepared.map((batch) => () => send(url, batch)));
  await compare(`a batch of 1,000 rows, of a bare INSERT: ${one.name}`, { baseline, subject }, one.load);
}

type Role = 'app' | 'system' | 'owner';

async function prepareDatabase(superuserUrl: string): Promise<(role: Role) => string> {
  await ensureDatabase(superuserUrl, 'gatehouse');
  const address = new URL(superuserUrl);
  address.pathname = '/gatehouse';
  const password = randomBytes(12).toString('hex');
  await provision(address.href, { owner: password, app: password, system: password });
  const urlOf = (role: Role) => {
    const url = new URL(address);
    [url.username, url.password] = [`gatehouse_${role}`, password];
    return url.href;
  };
  await migrate(urlOf('owner'));
  return urlOf;
}

/** Each call does the next of them. */
function inTurn(units: readonly Unit[]): Unit {
  let next = 0;
  return () => {
    const unit = units[next++];
    if (!unit) throw new Error('There are not enough batches.');
    return unit();
  };
}

/** As one would write it: the driver's own arrays, all columns of the log. */
function insertBare(owner: ClosedDatabase, organisationId: string, batch: PreparedBatch): Promise<unknown> {
  const { rows } = batch;
  const none = rows.map(() => null);
  const no = rows.map(() => false);
  return sql`insert into bench.log_row (organisation_id, device_id, seq, hash, bytes, details, fork, broken,
      quarantine, lost_from, lost_to)
    select ${organisationId}::uuid, ${batch.phone.deviceId}::uuid, row.* from unnest(
      ${rows.map(({ seq }) => seq)}::bigint[], ${rows.map(({ hash }) => hash)}::bytea[],
      ${rows.map(({ bytes }) => bytes)}::bytea[], ${none}::bytea[], ${no}::boolean[], ${no}::boolean[],
      ${none}::text[], ${none}::bigint[], ${none}::bigint[]) as row`.execute(owner);
}

async function send(url: string, { phone, packed }: PreparedBatch): Promise<void> {
  const answer = await fetch(`${url}/api/v1/device/sync`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${phone.accessToken}`,
      'content-type': 'application/octet-stream',
      'content-encoding': 'gzip',
    },
    body: packed,
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`The batch was answered with ${answer.status}.`);
}
