import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, EmbeddedDatabaseError, startEmbeddedDatabase } from './index.js';
import { canEnter, isRoot, type OsUser } from './os-user.js';
import { startOf, waitUntilGone } from './process-info.js';

const here = dirname(fileURLToPath(import.meta.url));
const serverFolder = join(here, '../../../..');
const settings = { fsync: 'off' };
const started: EmbeddedDatabase[] = [];
const folders: string[] = [];
let compiled = '';

beforeAll(() => {
  // The scripts that get killed are plain Node, so they need JavaScript that finds the packages of the server.
  mkdirSync(join(serverFolder, 'dist'), { recursive: true });
  compiled = mkdtempSync(join(serverFolder, 'dist', 'embedded-test-'));
  chmodSync(compiled, 0o755);
  const tsc = join(serverFolder, '../node_modules/typescript/bin/tsc');
  const project = join(serverFolder, 'tsconfig.json');
  const args = [tsc, '-p', project, '--outDir', compiled, '--composite', 'false', '--incremental', 'false'];
  spawnSync(process.execPath, args);
  writeFileSync(
    join(compiled, 'run.mjs'),
    `import { startEmbeddedDatabase } from './platform/database/embedded/index.js';
    try {
      const database = await startEmbeddedDatabase({ folder: process.argv[2], settings: { fsync: 'off' }, log() {} });
      process.on('SIGTERM', () => database.stop());
      console.log(database.superuserUrl);
    } catch (error) {
      console.log(error.name, error.message);
    }`,
  );
  return () => rmSync(compiled, { recursive: true, force: true });
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((database) => database.stop()));
  for (const folder of folders.splice(0)) {
    const elsewhere = recordedLocation(folder);
    if (elsewhere) rmSync(elsewhere, { recursive: true, force: true });
    rmSync(dirname(folder), { recursive: true, force: true });
  }
});

test('makes a UTF-8 database behind a password, and a restart keeps its data', async () => {
  const folder = newFolder();
  const first = await start(folder);
  const [encoding] = await query(first, 'show server_encoding');
  expect(encoding).toEqual({ server_encoding: 'UTF8' });
  expect(await query(first, "select lower('ÄÇ') as folded")).toEqual([{ folded: 'äç' }]);
  await query(first, 'create table kept as select 42 as answer');
  await first.stop();

  const second = await start(folder);
  expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
  const withoutPassword = second.superuserUrl.replace(/:[0-9a-f]{64}@/, ':wrong@');
  await expect(query({ superuserUrl: withoutPassword }, 'select 1')).rejects.toThrow(/password/);
});

test('answers with parallel workers too', async () => {
  const database = await start(newFolder());
  const superuserUrl = `${database.superuserUrl}?options=-c%20debug_parallel_query%3Don`;
  expect(await query({ superuserUrl }, 'select count(*) > 0 as some from pg_class')).toEqual([
    { some: true },
  ]);
});

test('listens on 127.0.0.1 only and leaves no process behind', async () => {
  const folder = newFolder();
  const database = await start(folder);
  expect(await query(database, "select current_setting('listen_addresses') as addresses")).toEqual([
    { addresses: '127.0.0.1' },
  ]);
  const pid = postmasterPid(folder);
  expect(startOf(pid)).toBeDefined();
  await database.stop();
  expect(startOf(pid)).toBeUndefined();
  expect(existsSync(join(folder, 'gatehouse.lock'))).toBe(false);
});

test('stops what a killed Gatehouse left running, and keeps its data', async () => {
  const folder = newFolder();
  const parent = await startInOtherProcess(folder);
  const orphan = postmasterPid(folder);
  await query(parent, 'create table kept as select 1 as answer');
  process.kill(parent.pid, 'SIGKILL');
  expect(await waitUntilGone(parent.pid, 5_000)).toBe(true);
  expect(startOf(orphan)).toBeDefined();

  const next = await start(folder);
  expect(startOf(orphan)).toBeUndefined();
  expect(await query(next, 'select answer from kept')).toEqual([{ answer: 1 }]);
});

test('recovers when Gatehouse and PostgreSQL were both killed', async () => {
  const folder = newFolder();
  const parent = await startInOtherProcess(folder);
  process.kill(parent.pid, 'SIGKILL');
  process.kill(postmasterPid(folder), 'SIGKILL');
  expect(await waitUntilGone(parent.pid, 5_000)).toBe(true);
  expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('refuses a folder that another living Gatehouse holds, and does not disturb it', async () => {
  const folder = newFolder();
  const parent = await startInOtherProcess(folder);
  await expect(start(folder)).rejects.toThrow(
    new EmbeddedDatabaseError(
      `The data folder ${folder} is in use by another Gatehouse (process ${parent.pid}).`,
    ),
  );
  expect(await query(parent, 'select 1 as one')).toEqual([{ one: 1 }]);
  process.kill(parent.pid, 'SIGTERM');
  await waitUntilGone(parent.pid, 20_000);
});

test('waits for a Gatehouse that is just stopping', async () => {
  const folder = newFolder();
  const parent = await startInOtherProcess(folder);
  process.kill(parent.pid, 'SIGTERM');
  expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('takes over a lock whose number was given to another process since', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  writeFileSync(join(folder, 'gatehouse.lock'), `${process.pid}\nan earlier start\n`);
  expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('starts beside a stranger that was given the number of an earlier PostgreSQL', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  const data = join(folder, 'data');
  const stranger = spawn('sleep', ['60'], { uid: statSync(data).uid, stdio: 'ignore' });
  writeFileSync(join(data, 'postmaster.pid'), `${stranger.pid}\n${data}\n1700000000\n5432\n\n127.0.0.1\n`);
  try {
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('tells when PostgreSQL ends by itself', async () => {
  const folder = newFolder();
  const database = await start(folder);
  const told = new Promise<Error>((resolve) => database.onExit(resolve));
  process.kill(postmasterPid(folder), 'SIGKILL');
  const error = await told;
  expect(error).toBeInstanceOf(EmbeddedDatabaseError);
  expect(error.message).not.toContain('\n');
});

test('says in one line that the data are of another version', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '17\n');
  await expect(start(folder)).rejects.toThrow(
    new EmbeddedDatabaseError(
      `The database in ${folder} is of PostgreSQL 17, but this Gatehouse runs PostgreSQL 18.`,
    ),
  );
});

test('says in one line that the folder is none', async () => {
  const folder = newFolder();
  writeFileSync(folder, 'a file');
  await expect(start(folder)).rejects.toThrow(`The data folder ${folder} is not a folder.`);
});

test.skipIf(!existsSync('/dev/full'))('says in one line that the disk is full', async () => {
  const folder = newFolder();
  mkdirSync(folder);
  // The password is the first thing that is written, here onto a device that is always full.
  spawnSync('ln', ['-s', '/dev/full', join(folder, 'password')]);
  await expect(start(folder)).rejects.toThrow(`The disk is full: the database cannot write to ${folder}.`);
});

// Only root can become another user (for an ordinary user the other tests show the same), and in a clone below a
// closed folder no other user finds the programs.
const nobody = { uid: 65534, gid: 65534 };
test.skipIf(!isRoot() || !canEnter(serverFolder, nobody))(
  'runs as an ordinary user, and says so when that user may not write',
  async () => {
    const folder = newFolder();
    mkdirSync(folder);
    const script = join(compiled, 'run.mjs');
    const refused = spawnSync(process.execPath, [script, folder], { ...nobody, encoding: 'utf8' });
    expect(refused.stdout).toBe(
      `EmbeddedDatabaseError No permission to write to the data folder ${folder}.\n`,
    );

    spawnSync('chown', ['nobody', folder]);
    const database = await startInOtherProcess(folder, nobody);
    expect(statSync(join(folder, 'data')).uid).toBe(nobody.uid);
    expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
    process.kill(database.pid, 'SIGTERM');
    await waitUntilGone(database.pid, 20_000);
    // Root goes on with the ordinary user's data, under that user.
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
  },
);

// An ordinary user's PostgreSQL runs under the same account, so there is no folder closed to it.
test.skipIf(!isRoot())('puts the data elsewhere when the account of PostgreSQL cannot enter', async () => {
  const folder = newFolder();
  chmodSync(dirname(folder), 0o700);
  const first = await start(folder);
  await query(first, 'create table kept as select 7 as answer');
  await first.stop();
  const home = recordedLocation(folder);
  expect(home).toMatch(/^\/var\/lib\/gatehouse\//);
  expect(existsSync(join(folder, 'data'))).toBe(false);
  expect(await query(await start(folder), 'select answer from kept')).toEqual([{ answer: 7 }]);
  await expect(start(folder)).rejects.toThrow(/is in use by another Gatehouse/);
});

function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'));
  chmodSync(parent, 0o755);
  const folder = join(parent, 'postgres');
  folders.push(folder);
  return folder;
}

async function start(folder: string): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ folder, settings, log: () => undefined });
  started.push(database);
  return database;
}

/** Starts the database below a process of its own, which SIGTERM stops properly. */
async function startInOtherProcess(
  folder: string,
  user?: OsUser,
): Promise<{ pid: number; superuserUrl: string }> {
  const child = spawn(process.execPath, [join(compiled, 'run.mjs'), folder], {
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('The other process has no number.');
  return { pid: child.pid, superuserUrl: String(line).trim() };
}

function postmasterPid(folder: string): number {
  return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function recordedLocation(folder: string): string | undefined {
  const path = join(folder, 'LOCATION');
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8').split('\n')[1];
}

async function query(database: { superuserUrl: string }, sql: string): Promise<unknown[]> {
  const client = new pg.Client(database.superuserUrl);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
