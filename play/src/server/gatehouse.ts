import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { until } from './wait.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A Gatehouse of its own on a fresh embedded database, whose clocks stand where the scenario's do. */
export interface PlayedServer {
  readonly url: string;
  readonly credentials: { readonly email: string; readonly password: string };
  /** @param now milliseconds since 1970 */
  setClock(now: number): Promise<void>;
  /** As after a restored backup, of which nothing is missing. */
  beginLife(): Promise<void>;
  /** Until nothing is left that the server does after an answer. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** @param env of this process, from which it gets only what programs need to run */
export async function startServer(env: Environment): Promise<PlayedServer> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-play-'));
  // Started by root, PostgreSQL runs under an account of its own, which has to reach its data here.
  await chmod(data, 0o755);
  const child = spawnServer(data, env);
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  try {
    await until('the start of Gatehouse', () => {
      if (child.exitCode !== null) throw new Error(`Gatehouse did not start: ${printed}`);
      return /^ {2}log /m.test(printed);
    });
    const database = await openDatabase(data);
    return running({ child, database, printed, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly database: pg.Client;
  readonly printed: string;
  stop(): Promise<void>;
}

function running({ child, database, printed, stop }: Running): PlayedServer {
  const [, email = '', password = ''] = /^ {2}sign in +(\S+) +(.+)$/m.exec(printed) ?? [];
  return {
    url: /^Gatehouse runs at (\S+)$/m.exec(printed)?.[1] ?? '',
    credentials: { email, password },
    async setClock(now) {
      await database.query('update play.clock set now = to_timestamp($1::double precision / 1000)', [now]);
      const taken = new Promise((resolve) => child.once('message', resolve));
      child.send({ now });
      await taken;
    },
    async beginLife() {
      await database.query(`insert into platform.database_life (started_at)
        select max(started_at) + interval '1 minute' from platform.database_life`);
    },
    quiet: () =>
      until('the server to settle', async () => {
        const left = await database.query('select 1 from platform.outbox where settled_at is null limit 1');
        return left.rowCount === 0;
      }),
    async stop() {
      await database.end();
      await stop();
    },
  };
}

function spawnServer(data: string, env: Environment): ChildProcess {
  const root = rootOf(dirname(fileURLToPath(import.meta.url)));
  const clock = join(root, 'play/src/server/server-clock.mjs');
  return spawn(process.execPath, ['--import', clock, join(root, 'server/dist/main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: env['PATH'],
      HOME: env['HOME'],
      GATEHOUSE_DATA: data,
      PORT: '0',
      LOG_FILE: join(data, 'gatehouse.log'),
      RATE_LIMIT_PER_MINUTE: '100000',
    },
  });
}

/** The clone, from this file's place in it or from its bundle's. */
function rootOf(folder: string): string {
  return existsSync(join(folder, 'pnpm-workspace.yaml')) ? folder : rootOf(dirname(folder));
}

/**
 * The database has a clock of its own. Of what it dates only the changes of tickets decide anything at the door;
 * those take the scenario's time.
 */
async function openDatabase(data: string): Promise<pg.Client> {
  const home = join(data, 'postgres');
  const password = (await readFile(join(home, 'password'), 'utf8')).trim();
  const [, , , port] = (await readFile(join(home, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  const database = new pg.Client(`postgres://postgres:${password}@127.0.0.1:${port}/gatehouse`);
  database.on('error', () => undefined);
  await database.connect();
  await database.query(`create schema play; grant usage on schema play to public;
    create table play.clock (now timestamptz not null); insert into play.clock values (now());
    create function play.now() returns timestamptz language sql stable security definer
      as 'select now from play.clock';
    alter table ticketing.ticket_change alter column at set default play.now()`);
  return database;
}
