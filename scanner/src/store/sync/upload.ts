import { equalBytes } from '@gatehouse/shared/bytes';
import type { DoorKeys } from '@gatehouse/shared/manifest';
import {
  type BatchRow,
  decodeSyncAnswer,
  type EventPositions,
  MAX_BATCH_ROWS,
  NONCE_BYTES,
  openReceipt,
  type Receipt,
  rangeOf,
  type SeqRange,
  signBatch,
} from '@gatehouse/shared/protocol';
import type { Sign, Verify } from '@gatehouse/shared/signing';
import type { Ports } from '../ports.js';
import type { DeviceApi } from './device-api.js';
import { gzip } from './gzip.js';
import type { Failure } from './http.js';
import type { Round } from './loop.js';
import { openByDoorKey } from './trust.js';

/** Below what a batch may have unpacked, with room for its head. */
const MAX_ROWS_BYTES = 6 * 2 ** 20;

/** Refusals that fewer rows may not meet. */
const aboutTheBatch = new Set(['checkin.batch_unreadable', 'checkin.batch_too_large']);

/** The log as the uploader sees it. */
export interface Outbox {
  /** Rows that no receipt covers. */
  readonly unsent: { get(): number };
  /** Oldest first, without a gap; those behind `afterSeq`, or behind what is covered. */
  rowsToSend(max: number, afterSeq?: number): Promise<{ firstSeq: number; rows: readonly BatchRow[] }>;
  /** @param delivered the rows of the batch that it answers; null: it had none */
  takeReceipt(
    receipt: Receipt,
    sample: { sent: number; received: number },
    delivered: SeqRange | null,
  ): Promise<unknown>;
}

export interface UploadOptions {
  readonly ports: Pick<Ports, 'crypto' | 'monotonic'>;
  readonly api: DeviceApi;
  readonly outbox: Outbox;
  readonly deviceId: string;
  readonly sign: Sign;
  readonly verify: Verify;
  readonly doorKeys: () => DoorKeys;
  /** What this phone holds. */
  readonly positions: () => readonly EventPositions[];
  /** What the server has. */
  readonly onPositions: (positions: readonly EventPositions[]) => void;
  readonly onRefused: (why: 'needs_update' | Failure) => void;
  /** The receipt is not by a door key that this phone knows. */
  readonly onDistrust: () => void;
}

export interface Uploader {
  /** Sends one batch when there is something to send or to ask. */
  work(): Promise<Round>;
  /** The next round asks for the server's positions, even without rows. */
  ask(): void;
}

/** Sends the log, oldest row first. A row stays until a receipt covers it, whatever the server says. */
export function createUploader(options: UploadOptions): Uploader {
  const { outbox } = options;
  let limit = MAX_BATCH_ROWS;
  let isAsking = true;
  /** Set while rows behind one that the server refuses are sent. */
  let behind: number | undefined;

  async function work(): Promise<Round> {
    const found = await outbox.rowsToSend(limit, behind);
    const rows = fitting(found.rows);
    if (rows.length === 0 && behind !== undefined) {
      behind = undefined;
      return 'failed';
    }
    if (rows.length === 0 && !isAsking) return 'idle';
    isAsking = false;
    const unsentBefore = outbox.unsent.get();
    const sent = await send(options, { firstSeq: Math.max(1, found.firstSeq), rows });
    if (sent === 'stored') return afterStored({ firstSeq: found.firstSeq, count: rows.length, unsentBefore });
    isAsking = true;
    if (sent !== 'refused') return sent;
    return afterRefused(found.firstSeq, rows.length);
  }

  function afterStored(batch: { firstSeq: number; count: number; unsentBefore: number }): Round {
    limit = Math.min(MAX_BATCH_ROWS, 2 * limit);
    if (batch.count === 0) return 'idle';
    if (behind !== undefined) {
      behind = batch.firstSeq + batch.count - 1;
      return 'again';
    }
    const unsent = outbox.unsent.get();
    // A receipt that covers none of them leads nowhere at once: a while later a restored server may say more.
    return unsent === 0 ? 'idle' : unsent < batch.unsentBefore ? 'again' : 'failed';
  }

  /** A batch that is refused whole is halved; of one row alone, the others go on without it. */
  function afterRefused(firstSeq: number, count: number): Round {
    if (count === 0) return 'failed';
    if (count === 1) behind = firstSeq;
    limit = count === 1 ? MAX_BATCH_ROWS : Math.ceil(count / 2);
    return 'again';
  }

  return {
    work,
    ask() {
      isAsking = true;
    },
  };
}

function fitting(rows: readonly BatchRow[]): readonly BatchRow[] {
  let bytes = 0;
  const end = rows.findIndex((row) => {
    bytes += row.bytes.length + (row.details?.length ?? 0);
    return bytes > MAX_ROWS_BYTES;
  });
  return end < 0 ? rows : rows.slice(0, Math.max(1, end));
}

type Sent = 'stored' | 'failed' | 'refused' | { readonly retryMs: number };

async function send(
  options: UploadOptions,
  { firstSeq, rows }: { firstSeq: number; rows: readonly BatchRow[] },
): Promise<Sent> {
  const { ports, api, outbox, deviceId: device, sign } = options;
  const nonce = ports.crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const batch = { device, nonce, positions: options.positions(), firstSeq, rows };
  const packed = await gzip(await signBatch(batch, sign));
  const unsent = Math.max(0, outbox.unsent.get() - rows.length);
  const sent = ports.monotonic();
  const answer = await api.ask({
    path: '/api/v1/device/sync',
    method: 'POST',
    body: packed.bytes,
    headers: { ...packed.headers, 'x-unsent': String(unsent) },
    expects: 'bytes',
  });
  const received = ports.monotonic();
  if (!answer.ok) {
    const isTooOld = answer.reason === 'refused' && answer.code === 'checkin.batch_needs_update';
    options.onRefused(isTooOld ? 'needs_update' : answer);
    if (answer.reason === 'busy') return { retryMs: answer.retryMs };
    return answer.reason === 'refused' && aboutTheBatch.has(answer.code) ? 'refused' : 'failed';
  }
  const delivered = rangeOf({ firstSeq, rows });
  return take(options, { bytes: answer.bytes, nonce, sample: { sent, received }, delivered });
}

interface Taken {
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
  readonly sample: { readonly sent: number; readonly received: number };
  /** The rows of the batch; null: it had none. */
  readonly delivered: SeqRange | null;
}

/** Of the answer only the receipt is signed: nothing else lets go of a row. */
async function take(options: UploadOptions, { bytes, nonce, sample, delivered }: Taken): Promise<Sent> {
  const { outbox, verify, deviceId } = options;
  const decoded = decodeSyncAnswer(bytes);
  if (!decoded.ok) {
    if (decoded.reason === 'needs_update') options.onRefused('needs_update');
    return 'failed';
  }
  const receipt = await openByDoorKey(options.doorKeys(), (publicKey) =>
    openReceipt(decoded.value.receipt, publicKey, verify),
  );
  if (!receipt.ok && receipt.reason === 'bad_signature') options.onDistrust();
  if (!receipt.ok || receipt.value.device !== deviceId) return 'failed';
  if (!equalBytes(receipt.value.nonce, nonce)) return 'failed';
  await outbox.takeReceipt(receipt.value, sample, delivered);
  options.onPositions(decoded.value.positions);
  return 'stored';
}
