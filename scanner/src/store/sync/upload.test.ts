import { toUtf8 } from '@gatehouse/shared/bytes';
import type { DoorKeys } from '@gatehouse/shared/manifest';
import {
  type BatchRow,
  decodeBatch,
  encodeSyncAnswer,
  openBatch,
  type Receipt,
  type RowAnswer,
  signReceipt,
} from '@gatehouse/shared/protocol';
import { chooseEd25519, type Subtle, verifyP256 } from '@gatehouse/shared/signing';
import { expect, it } from 'vitest';
import { sampleDoor } from '../test/sample-list.js';
import { deviceSign } from './engine.js';
import type { Answer, Request } from './http.js';
import type { Round } from './loop.js';
import { createUploader, type Outbox } from './upload.js';

const subtle = crypto.subtle as unknown as Subtle;
const device = '0192f0aa-0000-7000-8000-0000000000d1';
const door = await sampleDoor();
const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
]);
const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));

interface Server {
  /** The first seq and the count of each batch that came, in order. */
  readonly batches: [number, number][];
  readonly unsentSaid: (string | undefined)[];
  readonly stored: Map<number, string>;
  refuses: (seqs: readonly number[]) => { status: number; code: string } | null;
  signs: typeof door.sign;
  answersRow: (seq: number) => RowAnswer;
  reachable: boolean;
  /** The answer is lost after the rows were stored. */
  losesAnswers: number;
  ask(wish: Request): Promise<Answer>;
}

/** The server's side of the protocol, in memory: reads what a phone really sends and signs real receipts. */
function createServer(): Server {
  const server: Server = {
    batches: [],
    unsentSaid: [],
    stored: new Map(),
    refuses: () => null,
    signs: door.sign,
    answersRow: () => ({ outcome: 'stored' }),
    reachable: true,
    losesAnswers: 0,
    async ask({ body, headers }) {
      if (!server.reachable) return { ok: false, reason: 'unreachable' };
      const opened = await openBatch(await unpacked(body, headers), publicKey, verifyP256(subtle));
      if (!opened.ok) return { ok: false, reason: 'refused', status: 400, code: opened.reason };
      const { firstSeq, rows, nonce } = opened.value;
      const seqs = rows.map((_, index) => firstSeq + index);
      server.batches.push([firstSeq, rows.length]);
      server.unsentSaid.push(headers?.['x-unsent']);
      const refusal = server.refuses(seqs);
      if (refusal !== null) return { ok: false, reason: 'refused', ...refusal };
      for (const [index, seq] of seqs.entries()) server.stored.set(seq, String(rows[index]?.bytes));
      if (server.losesAnswers-- > 0) return { ok: false, reason: 'unreachable' };
      const receipt = await signReceipt(receiptOf(server, nonce), server.signs);
      const answered = seqs.map(server.answersRow);
      const bytes = encodeSyncAnswer({ firstSeq, rows: answered, positions: [], receipt });
      return { ok: true, status: 200, bytes };
    },
  };
  return server;
}

async function unpacked(body: Request['body'], headers: Request['headers']): Promise<Uint8Array> {
  if (body === undefined || typeof body === 'string') throw new Error('a batch is bytes');
  if (headers?.['content-encoding'] !== 'gzip') return body;
  const stream = new Blob([body]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function receiptOf({ stored }: Server, nonce: Uint8Array): Receipt {
  let watermark = 0;
  while (stored.has(watermark + 1)) watermark += 1;
  const highest = Math.max(0, ...stored.keys());
  const missing: { from: number; to: number }[] = [];
  for (let seq = watermark + 1; seq <= highest; seq++) {
    if (stored.has(seq)) continue;
    const last = missing.at(-1);
    if (last?.to === seq - 1) missing[missing.length - 1] = { ...last, to: seq };
    else missing.push({ from: seq, to: seq });
  }
  const rowHash = new Uint8Array(32).fill(watermark === 0 ? 0 : 1);
  return { device, nonce, serverTime: 1_800_000_000_000, watermark, rowHash, missing };
}

/** A log of so many rows, which lets go of them by receipts only. */
function createOutbox(count: number): Outbox & { covered: number } {
  const rows = Array.from(
    { length: count },
    (_, index): BatchRow => ({
      bytes: toUtf8(`row ${index + 1} ${'x'.repeat(100)}`),
      details: null,
    }),
  );
  const outbox: Outbox & { covered: number } = {
    covered: 0,
    unsent: { get: () => count - outbox.covered },
    async rowsToSend(max: number, afterSeq = outbox.covered) {
      return { firstSeq: afterSeq + 1, rows: rows.slice(afterSeq, afterSeq + max) };
    },
    async takeReceipt({ watermark }: Receipt) {
      outbox.covered = watermark;
    },
  };
  return outbox;
}

async function uploaderOf(server: Server, outbox: Outbox, trust: { keys: DoorKeys } = door) {
  const refused: unknown[] = [];
  const distrusted: string[] = [];
  const uploader = createUploader({
    onDistrust: () => distrusted.push('receipt'),
    ports: { crypto, monotonic: () => performance.now() },
    api: { ask: (wish) => server.ask(wish) },
    outbox,
    deviceId: device,
    sign: deviceSign(crypto, keys.privateKey),
    verify: await chooseEd25519(subtle),
    doorKeys: () => trust.keys,
    positions: () => [],
    onPositions: () => undefined,
    onRefused: (why) => refused.push(why),
  });
  return { uploader, refused, distrusted };
}

/** Rounds until it rests, or gives up for now. */
async function drain(uploader: { work(): Promise<Round> }, most = 50): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < most && rounds.at(-1) !== 'idle') rounds.push(await uploader.work());
  return rounds;
}

it('sends the oldest rows first, at most a thousand at a time, and says how many are left', async () => {
  const server = createServer();
  const outbox = createOutbox(2500);
  const { uploader } = await uploaderOf(server, outbox);
  await drain(uploader);
  expect(server.batches).toEqual([
    [1, 1000],
    [1001, 1000],
    [2001, 500],
  ]);
  expect(server.unsentSaid).toEqual(['1500', '500', '0']);
  expect(outbox.unsent.get()).toBe(0);
});

it('asks with an empty batch at the start and whenever it is told to, and else is silent', async () => {
  const server = createServer();
  const { uploader } = await uploaderOf(server, createOutbox(0));
  expect(await uploader.work()).toBe('idle');
  expect(await uploader.work()).toBe('idle');
  expect(server.batches).toHaveLength(1);
  uploader.ask();
  await uploader.work();
  expect(server.batches).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

it('comes again when the server has said, and not before, where too many stand in line', async () => {
  const server = createServer();
  const outbox = createOutbox(3);
  const isBusy = { ok: false, reason: 'busy', retryMs: 3_000 } as const;
  const { ask } = server;
  server.ask = async () => isBusy;
  const { uploader } = await uploaderOf(server, outbox);
  expect(await uploader.work()).toEqual({ retryMs: 3_000 });
  expect(outbox.unsent.get()).toBe(3);
  server.ask = ask;
  await drain(uploader);
  expect(server.batches).toEqual([[1, 3]]);
  expect(outbox.unsent.get()).toBe(0);
});

it('halves a batch that is refused whole', async () => {
  const server = createServer();
  server.refuses = (seqs) => (seqs.length > 130 ? { status: 413, code: 'checkin.batch_too_large' } : null);
  const outbox = createOutbox(300);
  const { uploader } = await uploaderOf(server, outbox);
  await drain(uploader);
  expect(server.batches.slice(0, 4)).toEqual([
    [1, 300],
    [1, 150],
    [1, 75],
    [76, 150],
  ]);
  expect(outbox.unsent.get()).toBe(0);
  expect(server.stored.size).toBe(300);
});

it('sends the others when one row is refused again and again, and keeps that one', async () => {
  const server = createServer();
  server.refuses = (seqs) => (seqs.includes(7) ? { status: 400, code: 'checkin.batch_unreadable' } : null);
  const outbox = createOutbox(20);
  const { uploader } = await uploaderOf(server, outbox);
  for (let round = 0; round < 40; round++) await uploader.work();
  expect(server.stored.size).toBe(19);
  expect(outbox.covered).toBe(6);
  server.refuses = () => null;
  await drain(uploader);
  expect(outbox.unsent.get()).toBe(0);
});

it('lets go of no row without a receipt by the door key', async () => {
  const server = createServer();
  server.signs = (await sampleDoor('another door')).sign;
  const outbox = createOutbox(3);
  const { uploader } = await uploaderOf(server, outbox);
  expect(await uploader.work()).toBe('failed');
  expect(outbox.unsent.get()).toBe(3);
});

it('sends again after a lost answer, the same bytes', async () => {
  const server = createServer();
  server.losesAnswers = 1;
  const outbox = createOutbox(3);
  const { uploader } = await uploaderOf(server, outbox);
  expect(await uploader.work()).toBe('failed');
  const first = new Map(server.stored);
  expect(await uploader.work()).toBe('idle');
  expect(server.stored).toEqual(first);
  expect(outbox.unsent.get()).toBe(0);
});

it('does not send quarantined rows again', async () => {
  const server = createServer();
  server.answersRow = () => ({ outcome: 'quarantined', reason: 'after_revocation' });
  const { uploader } = await uploaderOf(server, createOutbox(3));
  await drain(uploader);
  uploader.ask();
  await drain(uploader);
  expect(server.batches).toEqual([
    [1, 3],
    [4, 0],
  ]);
});

it.each([
  [{ status: 403, code: 'checkin.device_revoked' }],
  [{ status: 400, code: 'checkin.unknown_device' }],
])('keeps everything when it is refused with %j, and says so', async (refusal) => {
  const server = createServer();
  server.refuses = () => refusal;
  const outbox = createOutbox(3);
  const { uploader, refused } = await uploaderOf(server, outbox);
  expect(await uploader.work()).toBe('failed');
  expect(refused).toEqual([{ ok: false, reason: 'refused', ...refusal }]);
  expect(outbox.unsent.get()).toBe(3);
});

it('asks for a new app and halves nothing when the server reads its batches no longer', async () => {
  const server = createServer();
  server.refuses = () => ({ status: 422, code: 'checkin.batch_needs_update' });
  const outbox = createOutbox(3);
  const { uploader, refused } = await uploaderOf(server, outbox);
  expect([await uploader.work(), await uploader.work()]).toEqual(['failed', 'failed']);
  expect(server.batches).toEqual([
    [1, 3],
    [1, 3],
  ]);
  expect(refused).toEqual(['needs_update', 'needs_update']);
  expect(outbox.unsent.get()).toBe(3);
});

it('sends what lies beside a row with it', async () => {
  const server = createServer();
  const outbox = createOutbox(1);
  const row: BatchRow = { bytes: toUtf8('a row'), details: toUtf8('an answer') };
  outbox.rowsToSend = async () => ({ firstSeq: 1, rows: [row] });
  let body: Uint8Array = new Uint8Array();
  const { ask } = server;
  server.ask = async (wish) => {
    body = await unpacked(wish.body, wish.headers);
    return ask(wish);
  };
  const { uploader } = await uploaderOf(server, outbox);
  await uploader.work();
  const decoded = decodeBatch(body.subarray(0, -64));
  expect(decoded.ok && decoded.value.rows).toEqual([row]);
});

it('keeps every row until a key that it knows signs for it, and says that it met another one', async () => {
  const server = createServer();
  const next = await sampleDoor('the next door');
  server.signs = next.sign;
  const outbox = createOutbox(3);
  const trust = { keys: door.keys };
  const { uploader, distrusted } = await uploaderOf(server, outbox, trust);
  expect(await uploader.work()).toBe('failed');
  expect([outbox.unsent.get(), distrusted]).toEqual([3, ['receipt']]);
  // A root has named the successor meanwhile; the rows lie with the server already, and are known there.
  trust.keys = { current: door.keys.current, successor: next.keys.current };
  expect(await uploader.work()).toBe('idle');
  expect([outbox.unsent.get(), server.stored.size]).toEqual([0, 3]);
});
