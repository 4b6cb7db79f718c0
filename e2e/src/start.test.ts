import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder, processesOn, type TemporaryFolder } from './folders.js';
import { clone, Gatehouse, type GatehouseOptions, type Started, startGatehouse } from './gatehouse.js';
import { isSoak } from './soak.js';

const nobody = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;
const canMount = isRoot && tryMount();

let folder: TemporaryFolder;
let mounts: string[] = [];
let processes: Gatehouse[] = [];

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(async () => {
  for (const one of processes) await one.stop();
  for (const mount of mounts) spawnSync('umount', ['-l', mount]);
  [processes, mounts] = [[], []];
  await folder[Symbol.asyncDispose]();
});

test('the first start tells all that a newcomer needs; later ones keep the data and the secret', async () => {
  const first = await start({ program: 'start', data: folder.path });
  expect(first.stdout.split('\n').map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
    `Gatehouse runs at ${first.url}`,
    'sign in',
    'mail',
    'portal',
    'scanner',
    'API',
    'log',
    '',
  ]);
  expect(first.stderr).toBe('');
  expect(first.password).toMatch(/^[\w-]{16}$/);
  const password = first.password ?? '';
  await createEvent(first, password);
  await onePostgres(folder.path);

  // A start that has to be killed has no exit code.
  expect(await first.stop()).toBe(0);
  await nobodyOn(folder.path);

  const second = await start({ program: 'start', data: folder.path });
  expect(second.password).toBeUndefined();
  expect(second.stdout + (await readFile(join(folder.path, 'gatehouse.log'), 'utf8'))).not.toContain(
    password,
  );
  expect(await eventNames(second, password)).toContain('Kept for good');

  process.kill(second.pid, 'SIGKILL');
  await second.ended;
  await onePostgres(folder.path);
  const third = await start({ program: 'start', data: folder.path });
  expect(await eventNames(third, password)).toContain('Kept for good');
  await onePostgres(folder.path);
  expect(await third.stop()).toBe(0);
  await nobodyOn(folder.path);
});

test('Ctrl-C in the middle of a start leaves nothing behind', async () => {
  const gatehouse = begin({ data: folder.path });
  await expect.poll(() => processesOn(folder.path), { interval: 20 }).toHaveLength(1);
  gatehouse.signal('SIGINT');
  expect(await gatehouse.ended).toBe(0);
  // What was being started is told to end, and takes its moment.
  await nobodyOn(folder.path);
});

test('a taken port', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.on('listening', resolve));
  const address = holder.address();
  const port = String(typeof address === 'object' ? address?.port : 0);
  const line = await refusal({ program: 'start', data: folder.path, env: { PORT: port } });
  expect(line).toContain(`Port ${port} is taken`);
  holder.close();
});

test('a wrong variable', async () => {
  const line = await refusal({ program: 'start', data: folder.path, env: { PORT: 'eighty' } });
  expect(line).toBe('PORT is wrong: expected port to listen on.');
});

test('a data folder that is a file', async () => {
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  expect(await refusal({ program: 'start', data: file })).toContain(file);
});

test.runIf(isRoot)('a data folder in which an ordinary user may not write', async () => {
  const where = await openClone();
  const data = join(folder.path, 'closed');
  mkdirSync(data, { mode: 0o755 });
  expect(await refusal({ program: 'start', data, user: nobody, clone: where })).toMatch(/permission/i);
});

test.runIf(canMount)('a full disk', async () => {
  const data = mountAt('full', ['-t', 'tmpfs', '-o', 'size=12m,mode=755', 'tmpfs']);
  expect(await refusal({ program: 'start', data })).toBe(
    `The disk is full: the database cannot write to ${data}/postgres.`,
  );
});

test.runIf(isSoak && isRoot)(
  'an ordinary user starts it in a clone that belongs to somebody else',
  async () => {
    const where = await openClone();
    const data = join(folder.path, 'home/data');
    mkdirSync(dirname(data));
    chmodSync(dirname(data), 0o777);
    const gatehouse = await start({ program: 'start', data, user: nobody, clone: where });
    expect((await fetch(`${gatehouse.url}/api/v1/ready`)).status).toBe(200);
    expect(await gatehouse.stop()).toBe(0);
    await nobodyOn(folder.path);
  },
);

test.runIf(isSoak && canMount)('root starts it in a clone that nobody else may enter', async () => {
  await using closed = await makeFolder(0o700);
  const where = join(closed.path, 'clone');
  mkdirSync(where);
  mount(where, ['--bind', clone]);
  const data = join(closed.path, 'data');
  const gatehouse = await start({ program: 'start', data, clone: where });
  const elsewhere = /^\/.*$/m.exec(await readFile(join(data, 'postgres/LOCATION'), 'utf8'))?.[0] ?? '';
  try {
    expect((await fetch(`${gatehouse.url}/api/v1/ready`)).status).toBe(200);
    await onePostgres(elsewhere);
    expect(await gatehouse.stop()).toBe(0);
    await nobodyOn(elsewhere);
  } finally {
    await gatehouse.stop();
    spawnSync('umount', ['-l', where]);
    if (elsewhere.startsWith('/var/lib/gatehouse/')) await rm(elsewhere, { recursive: true });
  }
});

function begin(options: GatehouseOptions): Gatehouse {
  const gatehouse = new Gatehouse(options);
  processes.push(gatehouse);
  return gatehouse;
}

async function start(options: GatehouseOptions): Promise<Started> {
  const gatehouse = await startGatehouse(options);
  processes.push(gatehouse);
  return gatehouse;
}

/** Starts what cannot start. @returns the one line that says why */
async function refusal(options: GatehouseOptions): Promise<string> {
  const gatehouse = begin(options);
  expect(await gatehouse.ended).toBe(1);
  expect(gatehouse.stdout).toBe('');
  expect(gatehouse.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(gatehouse.stderr).not.toMatch(/ {4}at |node:internal|Error:/);
  await nobodyOn(folder.path);
  return gatehouse.stderr.trimEnd();
}

/** The processes of PostgreSQL carry the name of the first one until they have taken their own. */
async function onePostgres(path: string): Promise<void> {
  await expect.poll(() => processesOn(path)).toHaveLength(1);
}

/** A process that has ended is listed until the kernel has cleared it away. */
async function nobodyOn(path: string): Promise<void> {
  await expect.poll(() => processesOn(path)).toEqual([]);
}

async function tokenFor(gatehouse: Started, password: string): Promise<Record<string, string>> {
  const answer = await fetch(`${gatehouse.url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: gatehouse.email, password }),
  });
  const { data } = (await answer.json()) as { data: { accessToken: string } };
  return { authorization: `Bearer ${data.accessToken}`, 'content-type': 'application/json' };
}

async function createEvent(gatehouse: Started, password: string): Promise<void> {
  const answer = await fetch(`${gatehouse.url}/api/v1/events`, {
    method: 'POST',
    headers: await tokenFor(gatehouse, password),
    body: JSON.stringify({
      name: 'Kept for good',
      place: 'Here',
      timeZone: 'Europe/Berlin',
      startsAt: '2027-06-12T18:00:00.000Z',
    }),
  });
  expect(answer.status).toBe(201);
}

async function eventNames(gatehouse: Started, password: string): Promise<string[]> {
  const headers = await tokenFor(gatehouse, password);
  const answer = await fetch(`${gatehouse.url}/api/v1/events`, { headers });
  const { data } = (await answer.json()) as { data: { name: string }[] };
  return data.map(({ name }) => name);
}

/** The clone at a path that an ordinary user can reach. */
async function openClone(): Promise<string> {
  const reachable = spawnSync(process.execPath, ['--check', join(clone, 'scripts/start.mjs')], nobody);
  if (reachable.status === 0) return clone;
  return mountAt('clone', ['--bind', clone]);
}

function mountAt(name: string, how: readonly string[]): string {
  const path = join(folder.path, name);
  mkdirSync(path);
  mount(path, how);
  return path;
}

function mount(path: string, how: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', [...how, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  mounts.push(path);
}

/** Containers often may not mount anything. */
function tryMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', path]);
  spawnSync('umount', [path]);
  rmdirSync(path);
  return status === 0;
}
