import { webcrypto } from 'node:crypto';
import type { EventPositions } from '@gatehouse/shared/protocol';
import {
  type Batch,
  claimedDevice,
  encodeSyncAnswer,
  openBatch,
  signReceipt,
} from '@gatehouse/shared/protocol';
import { SHA256_BYTES, verifyP256 } from '@gatehouse/shared/signing';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Device } from '../../../platform/http/contexts.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { readSignKey } from '../devices/device-queries.js';
import type { DoorKeys } from '../devices/door-keys.js';
import { checkinErrors } from '../errors.js';
import { isTakenId, readMissing } from './device-log.js';
import { type IngestDeps, ingestBatch } from './ingest.js';

export interface SyncDeps extends IngestDeps {
  readonly tenancy: Tenancy;
  readonly doorKeys: DoorKeys;
  /** How far the events that the phone may see have come. */
  positionsFor(trx: ClosedTransaction, deviceId: string): Promise<readonly EventPositions[]>;
}

const verify = verifyP256(webcrypto.subtle);

/**
 * Takes a batch, which may be another phone's that this one carries.
 * @param sent `blob`: the signed bytes, unpacked; `unsent`: rows that stay on the phone, where it says so
 * @returns the answer's bytes
 * @throws AppError checkin.batch_unreadable, batch_too_large, unknown_device, bad_signature
 */
export async function takeBatch(
  deps: SyncDeps,
  carrier: Device,
  sent: { readonly blob: Uint8Array; readonly unsent: number | undefined },
): Promise<Uint8Array> {
  const { organisationId } = carrier;
  const batch = await open(deps.tenancy, organisationId, sent.blob);
  const unsent = batch.device === carrier.deviceId ? sent.unsent : undefined;
  const ingest = (mayRepeatIds: boolean) =>
    deps.tenancy.run({ organisationId }, async (trx) => {
      const ingested = await ingestBatch(trx, deps, { organisationId, batch, unsent, mayRepeatIds });
      if (!ingested) throw new AppError(checkinErrors.unknownDevice);
      return ingested;
    });
  const done = await ingest(false).catch((error) => {
    if (!isTakenId(error)) throw error;
    return ingest(true);
  });
  // Afterwards, because nobody needs to wait for it; what has changed meanwhile is newer, not wrong.
  const beside = await deps.tenancy.run({ organisationId }, async (trx) => ({
    missing: await readMissing(trx, batch.device, done.watermark),
    positions: carrier.status === 'active' ? await deps.positionsFor(trx, carrier.deviceId) : [],
    doorKey: await deps.doorKeys(trx, organisationId),
  }));
  const { watermark, hash } = done.watermark;
  const receipt = await signReceipt(
    {
      device: batch.device,
      nonce: batch.nonce,
      serverTime: Date.now(),
      watermark,
      rowHash: hash ?? new Uint8Array(SHA256_BYTES),
      missing: beside.missing,
    },
    beside.doorKey.sign,
  );
  const { firstSeq } = batch;
  return encodeSyncAnswer({ firstSeq, rows: done.answers, positions: beside.positions, receipt });
}

async function open(tenancy: Tenancy, organisationId: string, blob: Uint8Array): Promise<Batch> {
  const deviceId = claimedDevice(blob);
  if (deviceId === null) throw new AppError(checkinErrors.batchUnreadable);
  const signKey = await tenancy.run({ organisationId }, (trx) => readSignKey(trx, deviceId));
  if (!signKey) throw new AppError(checkinErrors.unknownDevice);
  const opened = await openBatch(blob, signKey, verify);
  if (opened.ok) return opened.value;
  if (opened.reason === 'oversized' || opened.reason === 'too_many_rows')
    throw new AppError(checkinErrors.batchTooLarge);
  throw new AppError(
    opened.reason === 'bad_signature' ? checkinErrors.badSignature : checkinErrors.batchUnreadable,
  );
}
