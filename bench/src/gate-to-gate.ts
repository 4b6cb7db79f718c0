import { setTimeout as delay } from 'node:timers/promises';
import { decodeRow } from '@gatehouse/shared/log';
import { openScansPage } from '@gatehouse/shared/protocol';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { WebSocket } from 'ws';
import { type BenchDoor, nextBatch, sendBatch } from './batches.js';
import { percentile, seconds } from './measure.js';
import type { BenchPhone } from './phone.js';

const scans = 40;
const pauseMs = 400;

/**
 * From the moment that one phone sends a scan until another phone, which hears of it on its socket, holds the signed
 * page with it: from then on it refuses the ticket. Finding a code in a picture and painting come on top.
 */
export async function benchGateToGate(url: string, door: BenchDoor): Promise<void> {
  const [one, other] = door.logs;
  if (!one || !other) throw new Error('There are not enough phones.');
  await using listener = await listen(url, door, other.phone);
  const times: number[] = [];
  for (const ticket of door.take(scans)) {
    const batch = await nextBatch(one, door, { tickets: [ticket] });
    const started = performance.now();
    const known = listener.waitFor(batch.rows[0]?.id ?? '');
    await sendBatch(url, batch);
    times.push((await known) - started);
    await delay(pauseMs);
  }
  const figures = `p50 ${seconds(percentile(times, 50))}, p95 ${seconds(percentile(times, 95))}`;
  console.log(`from one phone's scan to another phone's refusal: ${figures}`);
}

interface Listener extends AsyncDisposable {
  /** @returns when the page with the row was there, as `performance.now()` says it */
  waitFor(id: string): Promise<number>;
}

async function listen(url: string, door: BenchDoor, phone: BenchPhone): Promise<Listener> {
  const verify = await chooseEd25519(crypto.subtle);
  const ticket = await liveTicket(url, phone.accessToken);
  const socket = new WebSocket(
    `${url.replace(/^http/, 'ws').replace('localhost', '127.0.0.1')}/api/v1/live?ticket=${ticket}`,
  );
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<string, (at: number) => void>();
  let held = { start: 0, from: 0 };
  let reading = Promise.resolve();
  async function catchUp(): Promise<void> {
    let before = -1;
    while (held.from !== before) {
      before = held.from;
      await readPage();
    }
  }
  async function readPage(): Promise<void> {
    const answer = await phone.get(`/pages/scans?start=${held.start}&from=${held.from}`);
    if (answer.status === 204) return;
    const page = await openScansPage(answer.body, phone.doorKey, verify);
    if (!page.ok) throw new Error(`The page is ${page.reason}.`);
    held = { start: page.value.start, from: page.value.to };
    for (const { bytes } of page.value.rows) {
      const row = decodeRow(bytes);
      if (row.ok) waiting.get(row.value.id)?.(performance.now());
    }
  }
  await catchUp();
  socket.on('message', (data) => {
    if (String(data).includes(door.eventId)) reading = reading.then(catchUp);
  });
  return {
    waitFor: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    async [Symbol.asyncDispose]() {
      await reading;
      socket.terminate();
    },
  };
}

async function liveTicket(url: string, accessToken: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/device/live-tickets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return ((await answer.json()) as { data: { ticket: string } }).data.ticket;
}
