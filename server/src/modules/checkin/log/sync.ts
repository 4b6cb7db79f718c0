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
import { type ReadBatch, readBatch } from './sort-batch.js';
import { createTurns } from './turns.js';

export interface SyncDeps extends IngestDeps {
  readonly tenancy: Tenancy;
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
  readonly sent: Sent;
  /** Whose answer also says how far its events are. */
  readonly reader: string | null;
  /** What the carrier says of the keys that it trusts. */
  readonly trust: SaidTrust;
}

interface TakenIn extends Ingested {
  readonly missing: readonly SeqRange[];
  readonly positions: readonly EventPositions[];
  readonly doorKey: DoorKey;
}

/** Takes one batch. @throws AppError checkin.batch_unreadable, batch_too_large, unknown_device, bad_signature */
export type TakeBatch = (carrier: Device, sent: SentBlob) => Promise<Uint8Array>;

export interface SentBlob {
  /** The signed bytes, unpacked. */
  readonly blob: Uint8Array;
  /** Rows that stay on the phone, where it says so. */
  readonly unsent: number | undefined;
  /** Names of the door keys that the carrier trusts, where it says so. */
  readonly trusted: readonly string[];
}

/**
 * Takes batches, each of which may be another phone's that the carrier brings. Batches of one event that come at the
 * same time share a transaction: they would wait for each other at the event's lock.
 */
export function createTakeBatch(deps: SyncDeps): TakeBatch {
  const takeIn = createTurns<Arrival, TakenIn | undefined>({
    keyOf: ({ organisationId, sent }) => `${organisationId} ${firstEventOf(sent.read)}`,
    ownerOf: ({ sent }) => sent.read.batch.device,
    sizeOf: ({ sent }) => sent.read.rows.length,
    run: (arrivals) => takeTogether(deps, arrivals, { mayRepeatIds: false }),
    runAlone: async (arrival) => (await takeTogether(deps, [arrival], { mayRepeatIds: true }))[0],
  });
  return async (carrier, { blob, unsent, trusted }) => {
    const { organisationId } = carrier;
    const batch = await open(deps, carrier, blob);
    const isOwn = batch.device === carrier.deviceId;
    const done = await takeIn({
      organisationId,
      sent: { read: readBatch(batch), unsent: isOwn ? unsent : undefined },
      reader: carrier.status === 'active' ? carrier.deviceId : null,
      trust: { deviceId: carrier.deviceId, names: trusted },
    });
    if (!done) throw new AppError(checkinErrors.unknownDevice);
    return answerTo(batch, done);
  };
}

/** Batches that begin with rows of different events hardly ever wait for each other. */
function firstEventOf({ rows }: ReadBatch): number {
  for (const { decoded } of rows) if (decoded.ok) return decoded.value.event;
  return 0;
}

async function takeTogether(
  deps: SyncDeps,
  arrivals: readonly Arrival[],
  { mayRepeatIds }: { mayRepeatIds: boolean },
): Promise<(TakenIn | undefined)[]> {
  const organisationId = arrivals[0]?.organisationId ?? '';
  const sent = arrivals.map((arrival) => arrival.sent);
  const ingested = await deps.tenancy.run({ organisationId }, (trx) =>
    ingestBatches(trx, deps, { organisationId, sent, mayRepeatIds }),
  );
  // Afterwards, because nobody needs to wait for it; what has changed meanwhile is newer, not wrong.
  return deps.tenancy.run({ organisationId }, async (trx) => {
    await deps.noteTrusts(
      trx,
      arrivals.map(({ trust }) => trust),
    );
    const doorKey = await deps.doorKeys(trx, organisationId);
    const positions = await deps.positionsFor(
      trx,
      arrivals.flatMap(({ reader }) => reader ?? []),
    );
    const taken: (TakenIn | undefined)[] = [];
    for (const [index, { sent: own, reader }] of arrivals.entries()) {
      const done = ingested[index];
      taken.push(
        done && {
          ...done,
          missing: await deps.store(trx).readMissing(own.read.batch.device, done.watermark),
          positions: positions.get(reader ?? '') ?? [],
          doorKey,
        },
      );
    }
    return taken;
  });
}

async function answerTo(batch: Batch, { answers, watermark, missing, positions, doorKey }: TakenIn) {
  const receipt = await signReceipt(
    {
      device: batch.device,
      nonce: batch.nonce,
      serverTime: Date.now(),
      watermark: watermark.watermark,
      rowHash: watermark.hash ?? new Uint8Array(SHA256_BYTES),
      missing,
    },
    doorKey.sign,
  );
  return encodeSyncAnswer({ firstSeq: batch.firstSeq, rows: answers, positions, receipt });
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
  throw new AppError(
    opened.reason === 'bad_signature' ? checkinErrors.badSignature : checkinErrors.batchUnreadable,
  );
}
