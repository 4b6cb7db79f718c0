import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Answer, ask, type Question } from './stack/ask.js';
import { runToEnd } from './stack/child.js';
import { freePorts } from './stack/free-ports.js';
import { type Nginx, startNginx } from './stack/nginx.js';

interface Arrival {
  readonly instance: number;
  readonly connection: number | undefined;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** What reached the servers behind nginx since the test began. */
let arrived: Arrival[] = [];
let instances: Server[] = [];
let ports: number[] = [];
let folder = '';
let authority = '';
let nginx: Nginx;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-nginx-test-'));
  ports = await freePorts(4);
  const [plain, secure, first = 0, second = 0] = ports;
  await runToEnd({
    name: 'setup',
    command: ['node', 'deploy/setup.mjs', '--host', 'localhost', '--folder', folder],
  });
  authority = readFileSync(join(folder, 'deploy/secrets/authority.crt'), 'utf8');
  instances = await Promise.all([first, second].map(startInstance));
  nginx = await startNginx({
    NGINX_HTTP: `127.0.0.1:${plain}`,
    NGINX_HTTPS: `127.0.0.1:${secure}`,
    NGINX_ORIGIN: 'https://localhost',
    NGINX_CERTIFICATE: join(folder, 'deploy/secrets/certificate'),
    NGINX_CERTIFICATE_KEY: join(folder, 'deploy/secrets/certificate_key'),
    NGINX_API_1: `127.0.0.1:${first}`,
    NGINX_API_2: `127.0.0.1:${second}`,
    NGINX_API_RATE: '6000',
    NGINX_API_BURST: '100',
  });
});

afterAll(async () => {
  await nginx?.[Symbol.asyncDispose]();
  for (const instance of instances) instance.close().closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  arrived = [];
});

/** Breaks the connection at `/api/broken`, and at `/api/half-broken` when it is the first to be asked. */
function startInstance(port: number, instance: number): Promise<Server> {
  const server = createServer((incoming, response) => {
    const { method = '', headers, url } = incoming;
    arrived.push({ instance, connection: incoming.socket.remotePort, method, headers });
    if (url === '/api/broken' || (url === '/api/half-broken' && arrived.length === 1))
      return void incoming.socket.destroy();
    const isPicture = url?.endsWith('.png');
    response.setHeader('content-type', isPicture ? 'image/png' : 'application/json');
    response.end(JSON.stringify('x'.repeat(4000)));
  });
  server.on('upgrade', (_incoming, socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello');
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

function visit(path: string, question: Question = {}) {
  return ask(`https://localhost:${ports[1]}${path}`, { authority, ...question });
}

test('says anew who asks and believes nothing that the caller says of that', async () => {
  await visit('/api/v1/anything', {
    from: '127.0.0.9',
    headers: {
      'x-forwarded-for': '203.0.113.1',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '1',
      'x-real-ip': '203.0.113.1',
      forwarded: 'for=203.0.113.1',
    },
  });
  const headers = arrived[0]?.headers ?? {};
  const about = Object.entries(headers).filter(([name]) => /^(?:host|x-real-ip|x?-?forwarded.*)$/.test(name));
  expect(Object.fromEntries(about)).toEqual({
    host: 'localhost',
    'x-forwarded-for': '127.0.0.9',
    'x-forwarded-host': 'localhost',
    'x-forwarded-proto': 'https',
  });
});

test('asks the other instance when a connection breaks while reading', async () => {
  const answer = await visit('/api/half-broken');
  expect(answer.status).toBe(200);
  expect(new Set(arrived.map(({ instance }) => instance))).toEqual(new Set([0, 1]));
});

test.each(['POST', 'PATCH'])('never sends a %s twice', async (method) => {
  const answer = await visit('/api/half-broken', { method, body: '{}' });
  expect(answer.status).toBe(503);
  expect(arrived).toHaveLength(1);
});

test('hands a WebSocket through', async () => {
  const answer = await new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    request({
      host: '127.0.0.1',
      port: ports[1],
      servername: 'localhost',
      ca: authority,
      path: '/api/v1/live',
      headers,
    })
      .once('upgrade', ({ statusCode }, socket, head) => {
        const take = (text: Buffer) => {
          resolve([statusCode, text.toString()]);
          socket.destroy();
        };
        if (head.length > 0) take(head);
        else socket.once('data', take);
      })
      .once('response', ({ statusCode }) => reject(new Error(`answered ${statusCode}`)))
      .once('error', reject)
      .end();
  });
  expect(answer).toEqual([101, 'hello']);
});

test('keeps its connections to an instance', async () => {
  for (let index = 0; index < 12; index += 1) await visit('/api/v1/anything');
  // At most one from each of nginx's two worker processes to each of the two instances.
  expect(new Set(arrived.map(({ connection }) => connection)).size).toBeLessThanOrEqual(4);
});

test('packs text and leaves pictures alone', async () => {
  const headers = { 'accept-encoding': 'gzip' };
  expect((await visit('/api/v1/anything', { headers })).headers['content-encoding']).toBe('gzip');
  expect((await visit('/portal/picture.png', { headers })).headers['content-encoding']).toBeUndefined();
});

test('refuses a body of more than 8 MiB with a problem', async () => {
  const answer = await visit('/api/v1/anything', {
    method: 'POST',
    headers: { 'content-length': `${8 * 1024 * 1024 + 1}` },
  });
  expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'platform.too_large']);
  expect(arrived).toEqual([]);
});

test('keeps the address of a ticket out of every log, whatever becomes of it', async () => {
  const token = 'Zm9yZ2VkLXRva2Vu';
  const answers: Answer[] = [];
  // As often as it takes: a slow machine asks hardly faster than the limit lets it.
  while (!answers.some(({ status }) => status === 429)) {
    const visits = Array.from({ length: 20 }, () => visit(`/t/${token}`, { from: '127.0.0.8' }));
    answers.push(...(await Promise.all(visits)));
  }
  const refused = answers.find(({ status }) => status === 429);
  expect(answers[0]?.status).toBe(200);
  expect([refused?.headers['content-type'], refused?.body]).toEqual([
    'text/html; charset=utf-8',
    expect.stringContaining('<h1>'),
  ]);
  await visit('/t/sw.js');
  const paths = () => nginx.readAccessLog().map(({ path }) => path);
  await expect.poll(() => paths().filter((path) => path === '/t/-')).toHaveLength(answers.length);
  await expect.poll(paths).toContain('/t/sw.js');
  const lines = nginx.readAccessLog();
  const statuses = lines.filter(({ path }) => path === '/t/-').map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['200', '429']));
  expect(JSON.stringify(lines) + nginx.child.output).not.toContain(token);
});

test('speaks HTTP/2', async () => {
  const protocol = await new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: ports[1] ?? 0, servername: 'localhost', ca: authority };
    const socket = connect({ ...options, ALPNProtocols: ['h2', 'http/1.1'] }, () => {
      resolve(socket.alpnProtocol);
      socket.destroy();
    });
    socket.once('error', reject);
  });
  expect(protocol).toBe('h2');
});

test('with nobody behind it, says so to programs by a problem and to people by a page', async () => {
  await Promise.all(
    instances.map((instance) => {
      instance.closeAllConnections();
      return new Promise((resolve) => instance.close(resolve));
    }),
  );
  const problem = await visit('/api/v1/anything');
  expect([problem.status, problem.headers['content-type']]).toEqual([503, 'application/problem+json']);
  expect(JSON.parse(problem.body)).toMatchObject({ code: 'platform.unavailable', status: 503 });
  const page = await visit('/portal/');
  expect([page.status, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
  expect(page.body).toContain('<h1>');
  const ticket = await visit('/t/Zm9yZ2VkLXRva2Vu');
  expect([ticket.status, ticket.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
  await expect.poll(() => nginx.child.output).toContain('/api/v1/anything');
  expect(nginx.child.output).not.toContain('Zm9yZ2VkLXRva2Vu');
});
