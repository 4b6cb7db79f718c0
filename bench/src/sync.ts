import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClosedDatabase, connectDatabase } from '@gatehouse/server/platform/database/connect.js';
import { startEmbeddedDatabase } from '@gatehouse/server/platform/database/embedded/index.js';
import { migrate } from '@gatehouse/server/platform/database/migrate.js';
import { ensureDatabase, provision } from '@gatehouse/server/platform/database/provision.js';
import { startApiApart } from './api-apart.js';
import { createBareTables, insertAll, insertAllKeyed, insertLog } from './bare.js';
import { type BenchDoor, type Mix, openDoor, prepareBatches, sendBatch } from './batches.js';
import { benchGateToGate } from './gate-to-gate.js';
import { compare, type Unit } from './measure.js';
import { benchReconnect } from './reconnect.js';
import { startBench } from './start.js';

const rounds = 3;
const phones = 50;

/** Of each phone; `BENCH_SCANS=10000` is the full size. */
const { BENCH_SCANS: asked = '1000' } = process.env;
const scans = Number(asked);
/** Who scans on while the others come back. */
const livePhones = 5;
const units = Math.max(8, Math.floor((phones * scans) / 1_000 / rounds));
/** Each round has its warm-up. */
const batches = rounds * (units + Math.ceil(units / 10));
const mix: Mix = { known: 0.05, again: 0.01 };

interface Case {
  readonly name: string;
  readonly insert: typeof insertLog;
}

const cases: readonly Case[] = [
  { name: 'inserting the log rows alone', insert: insertLog },
  { name: 'inserting all rows that are kept', insert: insertAll },
  { name: 'inserting all with the same keys and indexes', insert: insertAllKeyed },
];

const explanation = `Baselines: one INSERT ... SELECT unnest a table, a transaction a batch, 8 at a time, on the same server, of the new
rows with the bytes and columns that are kept; no row-level security, no trigger. "The log rows alone": one table,
a primary key. "All rows that are kept": the log and the scans spread out of it, each with a primary key and nothing
else. "With the same keys and indexes": those two with every check, unique key and index of the real tables.
The API runs in a process of its own; 8 phones send at a time, 5 % of their rows for the second time.`;

/**
 * What taking a batch in costs: HTTP, signature, exactly once, row-level security and review, as a share of what
 * inserting its rows costs, as `explanation` says. One in a hundred rows admits a ticket once more.
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
    await using api = await startApiApart(gatehouse);
    const owner = connectDatabase({ url: urlOf('owner'), poolSize: 8, onError: () => undefined });
    await createBareTables(owner);
    const tickets = (cases.length * batches + phones) * 1_000 + phones * scans + livePhones * 10_000;
    const door = await openDoor(gatehouse, { tickets, phones: phones + livePhones });
    console.log(explanation);
    const { organisationId } = gatehouse;
    for (const one of cases) await measure({ url: api.url, organisationId, door, owner }, one);
    await owner.destroy();
    await benchReconnect(api.url, door, { live: livePhones, scans });
    await benchGateToGate(api.url, door);
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ground {
  readonly url: string;
  readonly organisationId: string;
  readonly door: BenchDoor;
  readonly owner: ClosedDatabase;
}

async function measure({ url, organisationId, door, owner }: Ground, { name, insert }: Case): Promise<void> {
  const prepared = await prepareBatches(door, { count: batches, ...mix });
  const baseline = inTurn(prepared.map((batch) => () => insert({ db: owner, organisationId }, batch)));
  const subject = inTurn(prepared.map((batch) => () => sendBatch(url, batch)));
  await compare(`1,000 rows, of ${name}`, { baseline, subject }, { units, concurrency: 8 });
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
