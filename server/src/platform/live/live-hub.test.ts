import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { closeCodes } from './live-connection.js';
import { type HubLimits, hubLimits, LiveHub } from './live-hub.js';

let server: WebSocketServer;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

const organisationId = crypto.randomUUID();
const newPhone = () => ({ organisationId, id: crypto.randomUUID(), device: true, events: [] });

/** A hub and one socket of a phone, as the phone holds it. */
async function connect(limits: Partial<HubLimits>, phone = newPhone(), before?: (hub: LiveHub) => void) {
  const hub = new LiveHub({ ...hubLimits, ...limits });
  before?.(hub);
  server.once('connection', (socket) => hub.open(phone, socket));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const messages: string[] = [];
  client.on('message', (data) => messages.push(String(data)));
  const closed = once(client, 'close').then(([code]) => code as number);
  await once(client, 'open');
  return { hub, client, messages, closed };
}

test('a phone that was revoked while its socket opened is told so at once', async () => {
  const phone = newPhone();
  const { hub, messages, closed } = await connect({}, phone, (before) =>
    before.onDeviceChange({ organisationId, deviceId: phone.id, change: 'revoked' }),
  );
  expect(await closed).toBe(closeCodes.revoked);
  expect(messages).toEqual(['{"device":"revoked"}']);
  await hub.stop();
});

test('what happens to another phone, or to one of the same id elsewhere, is nobody else’s business', async () => {
  const phone = newPhone();
  const { hub, messages, client } = await connect({}, phone);
  hub.onDeviceChange({ organisationId, deviceId: crypto.randomUUID(), change: 'revoked' });
  hub.onDeviceChange({ organisationId: crypto.randomUUID(), deviceId: phone.id, change: 'revoked' });
  hub.onDeviceChange({ organisationId, deviceId: phone.id, change: 'changed' });
  await once(client, 'message');
  expect(messages).toEqual(['{"device":"changed"}']);
  await hub.stop();
});

test('a socket that answers no ping is cut off, and one that does stays', async () => {
  const { hub, client, closed } = await connect({ pingSeconds: 0.25 });
  let pings = 0;
  await new Promise<void>((resolve) => {
    client.on('ping', () => {
      pings += 1;
      if (pings === 4) resolve();
    });
  });
  expect(client.readyState).toBe(WebSocket.OPEN);
  expect(server.clients.size).toBe(1);
  client.pause();
  const [socket] = server.clients;
  if (!socket) throw new Error('The socket is gone.');
  await once(socket, 'close');
  client.resume();
  expect(await closed).toBe(1006);
  await hub.stop();
});

test('a socket that was open for too long comes again', async () => {
  const { hub, closed } = await connect({ pingSeconds: 0.05, longestSeconds: 0.1 });
  expect(await closed).toBe(closeCodes.again);
  await hub.stop();
});

test('a process that has enough sockets says so', async () => {
  const { hub } = await connect({ sockets: 1 });
  expect(hub.isFull()).toBe(true);
  const { hub: empty } = await connect({ sockets: 2 });
  expect(empty.isFull()).toBe(false);
  await Promise.all([hub.stop(), empty.stop()]);
});
