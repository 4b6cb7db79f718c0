import { createHash, randomBytes } from 'node:crypto';
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

interface Door {
  readonly event: number;
  readonly list: string;
}

interface PhoneLog {
  readonly phone: BenchPhone;
  readonly session: Uint8Array;
  readonly rows: WrittenRow[];
}

const rowsOfBatch = 1_000;
/** Of a row with a short reason, with room. */
const rowBytes = 280;
/** More than send at once, so that a phone has its answer before its next batch goes out. */
const phones = 12;

/** Batches of 1,000 admissions, of some phones in turn, at the door of an event of their own. */
export async function prepareBatches(
  gatehouse: BenchGatehouse,
  { count, known, again }: Mix & { readonly count: number },
): Promise<PreparedBatch[]> {
  const crowd = await newCrowd(gatehouse);
  await fillTickets(gatehouse, crowd, count * rowsOfBatch + 1);
  const tickets = await readHashes(gatehouse, crowd.eventId);
  const door = { event: crowd.publicNumber, list: await addList(gatehouse, crowd.eventId) };
  const logs: PhoneLog[] = [];
  while (logs.length < phones) {
    const phone = await pairPhone(gatehouse, crowd.eventId);
    logs.push({ phone, session: randomBytes(8), rows: [] });
  }
  const prepared: PreparedBatch[] = [];
  for (let from = 0; from < count * rowsOfBatch; from += rowsOfBatch) {
    const log = logs[prepared.length % phones];
    if (!log) break;
    const repeated = log.rows.slice(log.rows.length - rowsOfBatch * known);
    const own = tickets.slice(from, from + rowsOfBatch - repeated.length);
    // The last of another phone's batch.
    const others = tickets
      .slice(Math.max(0, from - rowsOfBatch * (again + known)), from)
      .slice(0, rowsOfBatch * again);
    const rows = writeRows(log, door, [...others, ...own.slice(others.length)]);
    prepared.push({
      eventId: crowd.eventId,
      listId: door.list,
      phone: log.phone,
      rows,
      packed: await pack(log.phone, [...repeated, ...rows]),
    });
  }
  return prepared;
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
function writeRows(log: PhoneLog, { event, list }: Door, tickets: readonly Uint8Array[]): WrittenRow[] {
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
