import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '@gatehouse/server/platform/database/embedded/index.js';
import { ask } from './ask.js';
import { Child, runToEnd, waitUntil } from './child.js';
import { type ComposeService, readCompose, readSettings } from './compose-file.js';
import { freePorts } from './free-ports.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { type Nginx, startNginx } from './nginx.js';

export type Instance = 'api-1' | 'api-2' | 'worker';
type Program = Instance | 'redis';

/** What docker-compose.yml describes, running on this machine: its commands, its variables, its secrets. */
export interface Stack extends AsyncDisposable {
  /** Where browsers go. */
  readonly origin: string;
  /** The same over plain HTTP. */
  readonly plainOrigin: string;
  /** What a browser must trust, PEM. */
  readonly authority: string;
  readonly superuserUrl: string;
  readonly mail: MailServer;
  readonly nginx: Nginx;
  /** Address of a process past nginx. */
  urlOf(instance: Instance): string;
  program(name: Program): Child;
  /** Starts a program that has ended and waits until it is well. */
  start(name: Program): Promise<void>;
  /** Runs another command with the variables of a service, as `docker compose run` does. @returns what it printed */
  run(service: Instance, command: readonly string[]): Promise<string>;
  /** Runs the health check of a container. @throws Error when it is not well */
  checkHealth(instance: Instance): Promise<void>;
  /** Whether a process has kept anything on disk, which would be lost with its container. */
  hasKeptData(): boolean;
}

/** Everything between host names in containers and ports on this machine. */
interface Places {
  readonly folder: string;
  readonly ports: Readonly<Record<'database' | 'redis' | 'mail' | 'http' | 'https' | Instance, number>>;
}

export async function startStack(): Promise<Stack> {
  const opened: AsyncDisposable[] = [];
  const dispose = async () => {
    for (const part of opened.splice(0).reverse()) await part[Symbol.asyncDispose]();
  };
  try {
    return await startOn(opened, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function startOn(opened: AsyncDisposable[], dispose: () => Promise<void>): Promise<Stack> {
  const superuserUrl = await openDatabase(opened);
  const places = await prepare(opened, superuserUrl);
  const { folder, ports } = places;
  const origin = `https://localhost:${ports.https}`;
  const compose = readCompose({ ...readSettings(join(folder, '.env')), PUBLIC_URL: origin });
  const service = (name: string) => placed(compose(name), places);
  const mail = await startMailServer(ports.mail);
  opened.push(mail);
  const programs = new Map<Program, Child>();
  opened.push({ [Symbol.asyncDispose]: () => stopAll(programs) });
  const start = async (name: Program) => {
    const child = new Child({ name, ...instanceOf(name, service(name), places) });
    programs.set(name, child);
    await waitUntilWell(name, child, places);
  };
  const { command, environment } = service('migrate');
  await Promise.all([runToEnd({ name: 'migrate', command, env: environment }), start('redis')]);
  await Promise.all((['api-1', 'api-2', 'worker'] as const).map(start));
  const nginx = await startNginx(service('nginx').environment);
  opened.push(nginx);
  const environmentOf = (name: Instance) => instanceOf(name, service(name), places).env;
  return {
    origin,
    plainOrigin: `http://localhost:${ports.http}`,
    authority: readFileSync(join(folder, 'deploy/secrets/authority.crt'), 'utf8'),
    superuserUrl,
    mail,
    nginx,
    urlOf: (instance) => `http://127.0.0.1:${ports[instance]}`,
    program(name) {
      const child = programs.get(name);
      if (!child) throw new Error(`${name} has not been started.`);
      return child;
    },
    start,
    run: (name, words) => runToEnd({ name: words.join(' '), command: words, env: environmentOf(name) }),
    async checkHealth(name) {
      const words = service(name).healthCheck.map((word) => word.replace(':8420', `:${ports[name]}`));
      await runToEnd({ name: `health of ${name}`, command: words });
    },
    hasKeptData: () => existsSync(join(folder, 'data')),
    [Symbol.asyncDispose]: dispose,
  };
}

/** Redis last, because a worker that ends hands its jobs back. */
async function stopAll(programs: Map<Program, Child>): Promise<void> {
  const redis = programs.get('redis');
  programs.delete('redis');
  await Promise.all([...programs.values()].map((child) => child[Symbol.asyncDispose]()));
  await redis?.[Symbol.asyncDispose]();
}

/** A PostgreSQL of its own, because migrating sets the passwords of roles that all databases of a server share. */
async function openDatabase(opened: AsyncDisposable[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-stack-'));
  // Root's PostgreSQL runs under another account: what that cannot enter lies elsewhere, and would stay there.
  chmodSync(folder, 0o711);
  opened.push(removal(folder));
  const database = await startEmbeddedDatabase({ folder, log: () => undefined, settings: { fsync: 'off' } });
  opened.push({ [Symbol.asyncDispose]: () => database.stop() });
  return database.superuserUrl;
}

/** Runs the setup script as an operator would, then leads its addresses to this machine. */
async function prepare(opened: AsyncDisposable[], superuserUrl: string): Promise<Places> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-stack-'));
  opened.push(removal(folder));
  const words = ['--host', 'localhost', '--env', 'staging', '--folder', folder];
  await runToEnd({ name: 'setup', command: ['node', 'deploy/setup.mjs', ...words] });
  const [redis = 0, mail = 0, http = 0, https = 0, first = 0, second = 0, worker = 0] = await freePorts(7);
  const database = Number(new URL(superuserUrl).port);
  const ports = { database, redis, mail, http, https, 'api-1': first, 'api-2': second, worker };
  const places = { folder, ports };
  const secret = (name: string) => join(folder, 'deploy/secrets', name);
  for (const name of ['database_url', 'database_owner_url', 'database_system_url', 'smtp_url'])
    writeFileSync(secret(name), onThisMachine(readFileSync(secret(name), 'utf8'), places));
  writeFileSync(secret('database_superuser_url'), superuserUrl);
  return places;
}

function removal(folder: string): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }) };
}

function onThisMachine(text: string, { folder, ports }: Places): string {
  return text
    .replace('/run/secrets/', `${join(folder, 'deploy/secrets')}/`)
    .replace(/\b(api-1|api-2|database|redis|mail):\d+/, (_whole, name: keyof Places['ports']) => {
      return `127.0.0.1:${ports[name]}`;
    })
    .replace(/^(?:0\.0\.0\.0|10\.83\.42\.10)$/, '127.0.0.1');
}

function placed({ command, environment, healthCheck }: ComposeService, places: Places): ComposeService {
  const values = Object.entries(environment).map(([name, value]) => [name, onThisMachine(value, places)]);
  const { http, https } = places.ports;
  return {
    command,
    healthCheck,
    environment: {
      ...Object.fromEntries(values),
      ...('NGINX_HTTP' in environment
        ? { NGINX_HTTP: `127.0.0.1:${http}`, NGINX_HTTPS: `127.0.0.1:${https}` }
        : {}),
    },
  };
}

/** A service as a process of this machine: what containers keep apart by their walls gets ports and folders. */
function instanceOf(name: Program, { command, environment }: ComposeService, { folder, ports }: Places) {
  if (name === 'redis') {
    const words = ['--port', `${ports.redis}`, '--bind', '127.0.0.1', '--dir', folder];
    return { command: [...command, ...words], env: environment };
  }
  const env = { ...environment, PORT: `${ports[name]}`, GATEHOUSE_DATA: join(folder, 'data') };
  return { command, env };
}

async function waitUntilWell(name: Program, child: Child, { ports }: Places): Promise<void> {
  let ended: number | string | undefined;
  void child.ended.then((result) => {
    ended = result;
  });
  await waitUntil(`${name} is well: ${child.output}`, async () => {
    if (ended !== undefined) throw new Error(`${name} ended with ${ended}: ${child.output}`);
    if (name === 'redis') return child.output.includes('Ready to accept connections');
    const answer = await ask(`http://127.0.0.1:${ports[name]}/api/v1/ready`).catch(() => undefined);
    return answer?.status === 200;
  });
}
