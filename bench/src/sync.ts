import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ClosedDatabase, connectDatabase } from '@gatehouse/server/platform/database/connect.js';
import { startEmbeddedDatabase } from '@gatehouse/server/platform/database/embedded/index.js';
import { migrate } from '@gatehouse/server/platform/database/migrate.js';
import { ensureDatabase, provision } from '@gatehouse/server/platform/database/provision.js';
import { encodeRow, NO_PREVIOUS, rowHash, scanProof } from '@gatehouse/shared/log';
import { signBatch } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { fillTickets, newCrowd } from './crowd.js';
import { compare, type Unit } from './measure.js';
import { type BenchPhone, pairPhone } from './phone.js';
import { type BenchGatehouse, startBench } from './start.js';

const rowsOfBatch = 1_000;
const load = { units: 10, concurrency: 2 };
/** Three rounds, each with its warm-up. */
const batches = 3 * (load.units + 1);

/** What taking a batch in costs: HTTP, signature, exactly once, row-level security and review, of the bare rows. */
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
    const prepared = await prepareBatches(gatehouse);
    const owner = connectDatabase({ url: urlOf('owner'), poolSize: 2, onError: () => undefined });
    await sql`create schema bench`.execute(owner);
    await sql`create table bench.row (device_id uuid, seq bigint, hash bytea, bytes bytea,
      primary key (device_id, seq))`.execute(owner);
    const name = 'a batch of 1,000 rows through HTTP, of a bare INSERT';
    const baseline = inTurn(prepared.map((batch) => () => insertBare(owner, batch)));
    const subject = inTurn(prepared.map((batch) => () => send(gatehouse.url, batch)));
    await compare(name, { baseline, subject }, load);
    await owner.destroy();
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
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

interface Prepared {
  readonly phone: BenchPhone;
  readonly rows: readonly Uint8Array[];
  readonly packed: Buffer;
}

/** A phone for each batch, with a ticket for each row. */
async function prepareBatches(gatehouse: BenchGatehouse): Promise<Prepared[]> {
  const { app, organisationId, send: ask } = gatehouse;
  const crowd = await newCrowd(gatehouse);
  const at = `/api/v1/events/${crowd.eventId}`;
  const classes = [0, 1, 2, 3, 4, 5, 6, 7];
  const list = (await ask('POST', `${at}/access-lists`, { name: 'Main', classes })) as { id: string };
  await fillTickets(gatehouse, crowd, batches * rowsOfBatch + 1);
  const hashes = await app.platform.tenancy.run({ organisationId }, (trx) =>
    sql<{ hash: Buffer }>`select hash from ticketing.ticket order by random()`.execute(trx),
  );
  const prepared: Prepared[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const phone = await pairPhone(gatehouse, crowd.eventId);
    const tickets = hashes.rows.slice(batch * rowsOfBatch, (batch + 1) * rowsOfBatch).map(({ hash }) => hash);
    const rows = writeRows(phone.deviceId, { event: crowd.publicNumber, list: list.id, tickets });
    const content = rows.map((bytes) => ({ bytes, details: null }));
    const { deviceId: device, sign } = phone;
    const head = { device, nonce: randomBytes(16), positions: [], firstSeq: 1 };
    prepared.push({ phone, rows, packed: gzipSync(await signBatch({ ...head, rows: content }, sign)) });
  }
  return prepared;
}

const none = { start: 0, count: 0 };

function writeRows(
  device: string,
  { event, list, tickets }: { event: number; list: string; tickets: readonly Uint8Array[] },
): Uint8Array[] {
  const rows: Uint8Array[] = [];
  const session = randomBytes(8);
  for (const [index, ticketHash] of tickets.entries()) {
    const seq = index + 1;
    const at = Date.now() + seq * 1_000;
    const previous = rows.at(-1);
    rows.push(
      encodeRow({
        ...{ kind: 'scan', id: crypto.randomUUID(), device, seq, event, list, gate: null },
        ...{ direction: 'in', how: 'camera', persons: 1, ticketHash, generation: 1 },
        proof: scanProof({ codeHash: ticketHash, device, seq }),
        ...{ result: 'admit', effect: 'entry', reason: 'ok', names: null, details: null },
        time: {
          ...{ wall: at, session, monotonic: seq * 1_000, estimate: at },
          ...{ earliest: at - 300, latest: at + 800, unsure: false },
        },
        held: { root: none, tickets: none, scans: none, stale: false },
        previous: previous ? rowHash(previous) : NO_PREVIOUS,
      }),
    );
  }
  return rows;
}

function insertBare(owner: ClosedDatabase, { phone, rows }: Prepared): Promise<unknown> {
  return sql`insert into bench.row select ${phone.deviceId}::uuid, row.* from unnest(
    ${rows.map((_, index) => index + 1)}::bigint[], ${rows.map((bytes) => Buffer.from(rowHash(bytes)))}::bytea[],
    ${rows.map((bytes) => Buffer.from(bytes))}::bytea[]) as row`.execute(owner);
}

async function send(url: string, { phone, packed }: Prepared): Promise<void> {
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
