import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { gather } from './gather.js';
import { LiveConnection, type LiveSocket, type LiveState } from './live-connection.js';
import { type LiveChange, readMessage } from './read-message.js';

/** The server's end of the socket. */
class Door {
  readonly tickets: string[] = [];
  refuses = false;
  readonly server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: () => !this.refuses,
  }).on('connection', (_socket, request) => {
    this.tickets.push(new URL(request.url ?? '', 'http://door').searchParams.get('ticket') ?? '');
  });

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/live`;
  }

  say(message: unknown): void {
    for (const socket of this.server.clients) socket.send(JSON.stringify(message));
  }

  hangUp(): void {
    for (const socket of this.server.clients) socket.terminate();
  }
}

let door: Door;

beforeEach(async () => {
  door = new Door();
  await once(door.server, 'listening');
});
afterEach(() => {
  door.hangUp();
  door.server.close();
});

/** A connection whose waiting is noted and ended by hand. */
function connect(options: { readonly random?: number; readonly ticket?: () => Promise<string> } = {}) {
  const states: LiveState[] = [];
  const heard: LiveChange[] = [];
  const waits: { readonly ms: number; readonly run: () => void }[] = [];
  let issued = 0;
  const connection = new LiveConnection(
    {
      ticket: options.ticket ?? (async () => `t${++issued}`),
      // The package's events are its own classes; their members that count are those of a browser.
      open: (ticket) => withErrors(new WebSocket(`${door.url}?ticket=${ticket}`)),
      after: (ms, run) => {
        const wait = { ms, run };
        waits.push(wait);
        return () => waits.splice(0, waits.length, ...waits.filter((other) => other !== wait));
      },
      random: () => options.random ?? 0.5,
    },
    { onState: (state) => states.push(state), onChange: (changed) => heard.push(...changed) },
  );
  const passTime = () => waits.splice(0).map(({ run }) => run());
  return { connection, states, heard, waits, passTime };
}

/** In Node an error that nobody listens to ends the process. */
function withErrors(socket: WebSocket): LiveSocket {
  socket.on('error', () => undefined);
  return socket as unknown as LiveSocket;
}

it('hears what has changed, and passes over what it does not know', async () => {
  const { connection, heard } = connect();
  connection.start();
  await expect.poll(() => connection.state).toBe('open');
  door.say({ device: 'revoked' });
  door.say({ changed: [{ event: 'e1', number: 7, what: ['scans', 'weather'] }, { event: 5 }] });
  await expect.poll(() => heard).toEqual([{ event: 'e1', what: ['scans'] }]);
  connection.pause();
});

it('comes back with a new ticket, after a longer time with each failure', async () => {
  const { connection, states, waits, passTime } = connect();
  connection.start();
  await expect.poll(() => connection.state).toBe('open');
  door.refuses = true;
  door.hangUp();
  const pauses: number[] = [];
  while (pauses.length < 7) {
    if (pauses.length > 0) passTime();
    await expect.poll(() => connection.state).toBe('waiting');
    pauses.push(waits.at(-1)?.ms ?? 0);
  }
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  door.refuses = false;
  passTime();
  await expect.poll(() => connection.state).toBe('open');
  expect(door.tickets).toEqual(['t1', 't8']);
  expect(states.at(-1)).toBe('open');
  // It has stood for a while: the next end is the first failure again.
  passTime();
  door.hangUp();
  await expect.poll(() => connection.state).toBe('waiting');
  expect(waits.at(-1)?.ms).toBe(500);
  connection.pause();
});

it('tries again when it gets no ticket', async () => {
  const { connection, waits } = connect({ ticket: () => Promise.reject(new Error('offline')), random: 0 });
  connection.start();
  await expect.poll(() => connection.state).toBe('waiting');
  expect(waits.map(({ ms }) => ms)).toEqual([0]);
  connection.pause();
  expect(waits).toEqual([]);
});

it('lets go while nobody looks, whatever was under way', async () => {
  let give: (ticket: string) => void = () => undefined;
  const ticket = () => new Promise<string>((resolve) => (give = resolve));
  const { connection, states } = connect({ ticket });
  connection.start();
  connection.pause();
  give('late');
  await Promise.resolve();
  expect(states).toEqual(['connecting', 'paused']);
  expect(door.tickets).toEqual([]);
});

it('reads nothing into what is no message', () => {
  for (const text of ['', 'null', '[]', '{"changed":7}', '{"changed":[null,{"event":"e"}]}', undefined])
    expect(readMessage(text)).toEqual([]);
});

it('passes changes on at once, then in bundles', async () => {
  const bundles: string[][] = [];
  const gatherer = gather<string>(20, (items) => bundles.push([...items]));
  gatherer.add(['a']);
  gatherer.add(['b']);
  gatherer.add(['b', 'c']);
  expect(bundles).toEqual([['a']]);
  await expect.poll(() => bundles).toEqual([['a'], ['b', 'c']]);
  gatherer.stop();
  gatherer.add([]);
  expect(bundles).toHaveLength(2);
});
