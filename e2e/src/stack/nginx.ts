import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, root, waitUntil } from './child.js';
import type { Variables } from './compose-file.js';

/** A line of the access log. */
export interface AccessLine {
  readonly requestId: string;
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly upstream: string;
  readonly upstreamStatus: string;
}

export interface Nginx extends AsyncDisposable {
  readonly child: Child;
  /** The lines so far. nginx writes one after it has answered, so whoever looks for one polls. */
  readAccessLog(): AccessLine[];
}

/** Debian's nginx with the configuration of the container. @param environment that of the service, for this machine */
export async function startNginx(environment: Variables): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-nginx-'));
  const log = join(folder, 'access.log');
  const template = readFileSync(join(root, 'deploy/nginx/gatehouse.conf.template'), 'utf8');
  writeFileSync(
    join(folder, 'gatehouse.conf'),
    renderTemplate(template, { ...environment, NGINX_ACCESS_LOG: log }),
  );
  writeFileSync(join(folder, 'nginx.conf'), mainFile());
  const command = ['nginx', '-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
  const child = new Child({ name: 'nginx', command });
  const nginx: Nginx = {
    child,
    readAccessLog: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        // What follows the last line break is nothing, or the beginning of a line that is being written.
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    let ended = false;
    void child.ended.then(() => {
      ended = true;
    });
    const port = Number(environment['NGINX_HTTPS']?.split(':').at(-1));
    await waitUntil('nginx listens', () => ended || listens(port));
    if (ended) throw new Error(`nginx does not start: ${child.output}`);
    return nginx;
  } catch (error) {
    await nginx[Symbol.asyncDispose]();
    throw error;
  }
}

/** What the nginx image does with `envsubst`. */
function renderTemplate(template: string, environment: Variables): string {
  return template.replace(/\$\{(NGINX_\w+)\}/g, (whole, name: string) => environment[name] ?? whole);
}

/** The part that the image brings itself: everything outside of the `http` block's files. */
function mainFile(): string {
  // Started by root, nginx would drop to a user who cannot enter the folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${kind};`)
    .join(' ');
  return `${user} daemon off; worker_processes 2; pid nginx.pid; error_log stderr warn;
    events { worker_connections 512; }
    http { ${temporary} include gatehouse.conf; }`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
