import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { encodeRow, NO_PREVIOUS, scanProof } from '@gatehouse/shared/log';
import { signBatch } from '@gatehouse/shared/protocol';
import { SHA256_BYTES } from '@gatehouse/shared/signing';
import { sql } from 'kysely';
import { fillTickets, newCrowd } from './crowd.js';
import { type BenchPhone, pairPhone } from './phone.js';
import type { BenchGatehouse } from './start.js';

/** What of a batch is not new. */
export interface Mix {
  /** The share of rows that were handed over before. */
  readonly known: number;
  /** The share of admissions of tickets that another phone has admitted. */
  readonly again: number;
}

export interface WrittenRow {
  readonly seq: number;
  readonly bytes: Buffer;
  readonly hash: Buffer;
  readonly id: string;
  readonly ticketHash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface PreparedBatch {
  readonly eventId: string;
  readonly listId: string;
  readonly phone: BenchPhone;
  /** Those that are new. */
  readonly rows: readonly WrittenRow[];
  /** As it is sent. */
  readonly packed: Buffer;
}

/** The door of an event of its own. */
export interface BenchDoor {
  readonly eventId: string;
  /** The event's public number. */
  readonly event: number;
  readonly list: string;
  readonly logs: readonly PhoneLog[];
  /** The hashes of the next tickets, in no order. */
  take(howMany: number): readonly Buffer[];
}

/** A phone with what it has written so far. */
export interface PhoneLog {
  readonly phone: BenchPhone;
  readonly session: Uint8Array;
  readonly rows: WrittenRow[];
}

const rowsOfBatch = 1_000;
/** Of a row with a short reason, with room. */
const rowBytes = 280;

export async function openDoor(
  gatehouse: BenchGatehouse,
  { tickets, phones }: { readonly tickets: number; readonly phones: number },
): Promise<BenchDoor> {
  const crowd = await newCrowd(gatehouse);
  const { eventId } = crowd;
  await fillTickets(gatehouse, crowd, tickets);
  const logs: PhoneLog[] = [];
  while (logs.length < phones)
    logs.push({ phone: await pairPhone(gatehouse, eventId), session: randomBytes(8), rows: [] });
  const hashes = await readHashes(gatehouse, eventId);
  let taken = 0;
  return {
    ...{ eventId, event: crowd.publicNumber, list: await addList(gatehouse, eventId), logs },
    take(howMany) {
      taken += howMany;
      if (taken > hashes.length) throw new Error('There are not enough tickets.');
      return hashes.slice(taken - howMany, taken);
    },
  };
}

/** Batches of 1,000 admissions, of the phones in turn. */
export async function prepareBatches(
  door: BenchDoor,
  { count, known, again }: Mix & { readonly count: number },
): Promise<PreparedBatch[]> {
  const prepared: PreparedBatch[] = [];
  let others: readonly Buffer[] = [];
  while (prepared.length < count) {
    const log = door.logs[prepared.length % door.logs.length];
    if (!log) break;
    const repeated = log.rows.slice(log.rows.length - rowsOfBatch * known);
    const own = door.take(rowsOfBatch - repeated.length - others.length);
    prepared.push(await nextBatch(log, door, { tickets: [...others, ...own], repeated }));
    others = own.slice(0, rowsOfBatch * again);
  }
  return prepared;
}

/** A batch of one more admission of each ticket. @param of `repeated`: rows that go along once more */
export async function nextBatch(
  log: PhoneLog,
  door: BenchDoor,
  of: { readonly tickets: readonly Buffer[]; readonly repeated?: readonly WrittenRow[] },
): Promise<PreparedBatch> {
  const rows = writeRows(log, door, of.tickets);
  const packed = await pack(log.phone, [...(of.repeated ?? []), ...rows]);
  return { eventId: door.eventId, listId: door.list, phone: log.phone, rows, packed };
}

export async function sendBatch(url: string, batch: PreparedBatch): Promise<void> {
  const { phone, packed } = batch;
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
  if (answer.status === 503) {
    // As a phone does that is asked to come again.
    await delay(1_000 * Number(answer.headers.get('retry-after') ?? 1));
    await sendBatch(url, batch);
  } else if (!answer.ok) throw new Error(`The batch was answered with ${answer.status}.`);
}

async function readHashes(
  { app, organisationId }: BenchGatehouse,
  eventId: string,
): Promise<readonly Buffer[]> {
  const { rows } = await app.platform.tenancy.run({ organisationId }, (trx) =>
    sql<{ hash: Buffer }>`select hash from ticketing.ticket where event_id = ${eventId}
      order by random()`.execute(trx),
  );
  return rows.map(({ hash }) => hash);
}

async function addList({ send }: BenchGatehouse, eventId: string): Promise<string> {
  const content = { name: 'Main', classes: [0, 1, 2, 3, 4, 5, 6, 7] };
  const list = (await send('POST', `/api/v1/events/${eventId}/access-lists`, content)) as { id: string };
  return list.id;
}

async function pack(phone: BenchPhone, rows: readonly WrittenRow[]): Promise<Buffer> {
  const content = rows.map(({ bytes }) => ({ bytes, details: null }));
  const head = { device: phone.deviceId, nonce: randomBytes(16), positions: [] };
  const batch = { ...head, firstSeq: rows[0]?.seq ?? 1, rows: content };
  return gzipSync(await signBatch(batch, phone.sign));
}

const nowhere = { start: 0, count: 0 };

/** Writes an admission of each ticket behind what the phone has written. */
function writeRows(log: PhoneLog, { event, list }: BenchDoor, tickets: readonly Uint8Array[]): WrittenRow[] {
  const { session, rows } = log;
  const device = log.phone.deviceId;
  const written = rows.length;
  // In one piece: thousands of buffers that wait for their turn would slow down whoever collects garbage.
  const slab = Buffer.alloc(tickets.length * (rowBytes + SHA256_BYTES));
  let used = 0;
  const keep = (bytes: Uint8Array) => {
    slab.set(bytes, used);
    used += bytes.length;
    return slab.subarray(used - bytes.length, used);
  };
  for (const ticketHash of tickets) {
    const seq = rows.length + 1;
    const at = Date.now() + seq * 1_000;
    const id = crypto.randomUUID();
    const bytes = keep(
      encodeRow({
        ...{ kind: 'scan', id, device, seq, event, list, gate: null },
        ...{ direction: 'in', how: 'camera', persons: 1, ticketHash, generation: 1 },
        proof: scanProof({ codeHash: ticketHash, device, seq }),
        ...{ result: 'admit', effect: 'entry', reason: 'ok', names: null, details: null },
        time: {
          ...{ wall: at, session, monotonic: seq * 1_000, estimate: at },
          ...{ earliest: at - 300, latest: at + 800, unsure: false },
        },
        held: { root: nowhere, tickets: nowhere, scans: nowhere, stale: false },
        previous: rows.at(-1)?.hash ?? NO_PREVIOUS,
      }),
    );
    rows.push({ seq, id, ticketHash, at, bytes, hash: keep(createHash('sha256').update(bytes).digest()) });
  }
  return rows.slice(written);
}
