import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClosedDatabase, connectDatabase } from '@gatehouse/server/platform/database/connect.js';
import { startEmbeddedDatabase } from '@gatehouse/server/platform/database/embedded/index.js';
import { migrate } from '@gatehouse/server/platform/database/migrate.js';
import { ensureDatabase, provision } from '@gatehouse/server/platform/database/provision.js';
import { createBareTables, insertAll, insertLog } from './bare.js';
import { type Mix, type PreparedBatch, prepareBatches } from './batches.js';
import { compare, type Load, type Unit } from './measure.js';
import { type BenchGatehouse, startBench } from './start.js';

const rounds = 3;

interface Case extends Mix {
  readonly name: string;
  readonly load: Load;
  readonly insert: typeof insertLog;
}

const two = { units: 20, concurrency: 2 };
const eight = { units: 24, concurrency: 8 };
const allNew = { known: 0, again: 0 };

const cases: readonly Case[] = [
  { name: 'inserting the log, 2 phones at once', load: two, insert: insertLog, ...allNew },
  { name: 'the log, 8 phones', load: eight, insert: insertLog, ...allNew },
  { name: 'the log; 5 % known, 1 % twice', load: eight, insert: insertLog, known: 0.05, again: 0.01 },
  { name: 'log and scans, 8 phones', load: eight, insert: insertAll, ...allNew },
];

/**
 * What taking a batch in costs: HTTP, signature, exactly once, row-level security and review, as a share of what
 * inserting its rows bare costs: the same bytes in the same columns, into a table with a primary key and nothing else.
 * That is first the log alone, then all that is kept of a batch: the log, and the scans spread out of it.
 */
export async function benchSync(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  // Root's PostgreSQL runs under another account: what that cannot enter lies elsewhere, and would stay there.
  chmodSync(folder, 0o711);
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
    await createBareTables(owner);
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
  const baseline = inTurn(prepared.map((batch) => () => one.insert(owner, organisationId, batch)));
  const subject = inTurn(prepared.map((batch) => () => send(url, batch)));
  await compare(`1,000 rows, of ${one.name}`, { baseline, subject }, one.load);
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
