import { decodeRow } from '@gatehouse/shared/log';
import type { EventPositions, SeqRange } from '@gatehouse/shared/protocol';
import {
  type Batch,
  claimedDevice,
  encodeSyncAnswer,
  openBatch,
  signReceipt,
} from '@gatehouse/shared/protocol';
import { SHA256_BYTES, type Verify } from '@gatehouse/shared/signing';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Device } from '../../../platform/http/contexts.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { SaidTrust } from '../devices/door-key-succession.js';
import type { DoorKey, DoorKeys } from '../devices/door-keys.js';
import { checkinErrors } from '../errors.js';
import { type IngestDeps, type Ingested, ingestBatches, type Sent } from './ingest.js';
import { createPrecedence, type Precedence } from './precedence.js';
import type { GivenReceipt } from './proofs.js';
import { readBatch } from './sort-batch.js';
import { createTurns, isSmall } from './turns.js';

export interface SyncDeps extends IngestDeps {
  readonly tenancy: Tenancy;
  /** Lets others of this process go on for a moment. */
  readonly pause?: () => Promise<unknown>;
  readonly doorKeys: DoorKeys;
  /** Checks what phones sign. */
  readonly verify: Verify;
  /** Null: the organisation has no such phone. */
  readSignKey(trx: ClosedTransaction, deviceId: string): Promise<Uint8Array | null>;
  /** Notes which door keys phones trust. */
  noteTrusts(trx: ClosedTransaction, said: readonly SaidTrust[]): Promise<unknown>;
  /** Phone → how far the events that it may see have come. */
  positionsFor(
    trx: ClosedTransaction,
    deviceIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly EventPositions[]>>;
}

/** A batch that waits to be taken in. */
interface Arrival {
  readonly organisationId: string;
  readonly batch: Batch;
  readonly unsent: number | undefined;
  /** Whose answer also says how far its events are. */
  readonly reader: string | null;
  /** What the carrier says of the keys that it trusts. */
  readonly trust: SaidTrust;
}

interface TakenIn extends Ingested {
  readonly positions: readonly EventPositions[];
  readonly receipt: Uint8Array;
}

/** Takes one batch. @throws AppError checkin.batch_unreadable, batch_needs_update, batch_too_large, unknown_device, bad_signature, line_too_long */
export type TakeBatch = (carrier: Device, sent: SentBlob) => Promise<Uint8Array>;

export interface SentBlob {
  /** The signed bytes, unpacked. */
  readonly blob: Uint8Array;
  /** Rows that stay on the phone, where it says so. */
  readonly unsent: number | undefined;
  /** Names of the door keys that the carrier trusts, where it says so. */
  readonly trusted: readonly string[];
}

/** Phones give a request up after 20 s, and a connection that is silent for 60 s is closed. */
const mostMsInLine = 12_000;

/**
 * Takes batches, each of which may be another phone's that the carrier brings. Batches of one event that come at the
 * same time share a transaction: they would wait for each other at the event's lock.
 */
export function createTakeBatch(deps: SyncDeps): TakeBatch {
  const precedence = createPrecedence();
  const takeIn = createTurns<Arrival, TakenIn | undefined>({
    keyOf: ({ organisationId, batch }) => `${organisationId} ${firstEventOf(batch)}`,
    ownerOf: ({ batch }) => batch.device,
    sizeOf: ({ batch }) => batch.rows.length,
    patience: { ms: mostMsInLine, error: () => new AppError(checkinErrors.lineTooLong) },
    run: (arrivals) => takeTogether(deps, arrivals, { mayRepeatIds: false, precedence }),
    runAlone: async (arrival) => (await takeTogether(deps, [arrival], { mayRepeatIds: true, precedence }))[0],
  });
  return async (carrier, { blob, unsent, trusted }) => {
    const { organisationId } = carrier;
    const batch = await open(deps, carrier, blob);
    const isOwn = batch.device === carrier.deviceId;
    const done = await takeIn({
      organisationId,
      batch,
      unsent: isOwn ? unsent : undefined,
      reader: carrier.status === 'active' ? carrier.deviceId : null,
      trust: { deviceId: carrier.deviceId, names: trusted },
    });
    if (!done) throw new AppError(checkinErrors.unknownDevice);
    const { answers, positions, receipt } = done;
    return encodeSyncAnswer({ firstSeq: batch.firstSeq, rows: answers, positions, receipt });
  };
}

/** Batches that begin with rows of different events hardly ever wait for each other. */
function firstEventOf({ rows }: Batch): number {
  for (const { bytes } of rows) {
    const row = decodeRow(bytes);
    if (row.ok) return row.value.event;
  }
  return 0;
}

/** Not before their turn, and with a pause behind each: whoever scans at this moment does not wait for all of them. */
async function readAll({ pause }: SyncDeps, arrivals: readonly Arrival[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { batch, unsent } of arrivals) {
    if (sent.length > 0) await pause?.();
    sent.push({ read: readBatch(batch), unsent });
  }
  return sent;
}

interface Together {
  readonly mayRepeatIds: boolean;
  readonly precedence: Precedence;
}

async function takeTogether(
  deps: SyncDeps,
  arrivals: readonly Arrival[],
  { mayRepeatIds, precedence }: Together,
): Promise<(TakenIn | undefined)[]> {
  const organisationId = arrivals[0]?.organisationId ?? '';
  const sent = await readAll(deps, arrivals);
  const pass = precedence.newPass(
    arrivals.every(({ batch }) => isSmall(batch.rows.length)) ? 'small' : 'large',
  );
  const ingested = await deps.tenancy
    .run({ organisationId }, (trx) =>
      ingestBatches(trx, deps, { organisationId, sent, mayRepeatIds, beforeReview: pass.enter }),
    )
    .finally(pass.leave);
  // Afterwards, because nobody needs to wait for it; what has changed meanwhile is newer, not wrong.
  return deps.tenancy.run({ organisationId }, (trx) => lookAround(trx, deps, { arrivals, ingested }));
}

/** What an answer says besides what became of the rows. */
async function lookAround(
  trx: ClosedTransaction,
  deps: SyncDeps,
  { arrivals, ingested }: { arrivals: readonly Arrival[]; ingested: readonly (Ingested | undefined)[] },
): Promise<(TakenIn | undefined)[]> {
  await deps.noteTrusts(
    trx,
    arrivals.map(({ trust }) => trust),
  );
  const doorKey = await deps.doorKeys(trx, arrivals[0]?.organisationId ?? '');
  const readers = arrivals.flatMap(({ reader }) => reader ?? []);
  const positions = await deps.positionsFor(trx, readers);
  const store = deps.store(trx);
  const taken: (TakenIn | undefined)[] = [];
  const given: GivenReceipt[] = [];
  for (const [index, { batch, reader }] of arrivals.entries()) {
    const done = ingested[index];
    const missing = done ? await store.readMissing(batch.device, done.watermark) : [];
    const receipt = done && (await receiptOf(batch, { ...done, missing }, doorKey));
    taken.push(done && receipt && { ...done, positions: positions.get(reader ?? '') ?? [], receipt });
    if (done && receipt)
      given.push({ deviceId: batch.device, watermark: done.watermark.watermark, bytes: receipt });
  }
  await store.keepReceipts?.(arrivals[0]?.organisationId ?? '', given);
  return taken;
}

function receiptOf(
  { device, nonce }: Batch,
  { watermark: { watermark, hash }, missing }: Ingested & { readonly missing: readonly SeqRange[] },
  doorKey: DoorKey,
): Promise<Uint8Array> {
  const rowHash = hash ?? new Uint8Array(SHA256_BYTES);
  return signReceipt({ device, nonce, serverTime: Date.now(), watermark, rowHash, missing }, doorKey.sign);
}

async function open(
  { tenancy, verify, readSignKey }: SyncDeps,
  { organisationId, ...carrier }: Device,
  blob: Uint8Array,
): Promise<Batch> {
  const deviceId = claimedDevice(blob);
  if (deviceId === null) throw new AppError(checkinErrors.batchUnreadable);
  const signKey =
    deviceId === carrier.deviceId
      ? carrier.signKey
      : await tenancy.run({ organisationId }, (trx) => readSignKey(trx, deviceId));
  if (!signKey) throw new AppError(checkinErrors.unknownDevice);
  const opened = await openBatch(blob, signKey, verify);
  if (opened.ok) return opened.value;
  if (opened.reason === 'oversized' || opened.reason === 'too_many_rows')
    throw new AppError(checkinErrors.batchTooLarge);
  if (opened.reason === 'needs_update') throw new AppError(checkinErrors.batchVersion);
  throw new AppError(
    opened.reason === 'bad_signature' ? checkinErrors.badSignature : checkinErrors.batchUnreadable,
  );
}
