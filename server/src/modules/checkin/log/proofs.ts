import type { RowAnswer } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { bigints, byteas, uuids } from '../../../platform/database/binary-arrays.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { ReadBatch } from './sort-batch.js';

interface Head {
  readonly device: string;
  readonly seq: number;
  readonly hash: Buffer;
}

/**
 * Keeps the phones' signatures over the last rows of their batches. One that a later row of the same unbroken chain
 * makes needless goes. The logs must be locked, and the rows be there.
 * @param known device → what of its batch was here before, as `sortBatch` says
 */
export async function keepHeads(
  trx: ClosedTransaction,
  organisationId: string,
  batches: readonly {
    readonly read: ReadBatch;
    readonly known: readonly (RowAnswer | undefined)[];
  }[],
): Promise<void> {
  const signed = batches.filter(({ read: { batch } }) => batch.head && batch.rows.length > 0);
  if (signed.length === 0) return;
  const needless = signed.flatMap(({ read, known }) => headsWithin(read, known));
  const heads = signed.flatMap(({ read: { batch, rows } }) => {
    const hash = rows.at(-1)?.hash;
    const { device, firstSeq, head: signature } = batch;
    return hash && signature ? [{ device, seq: firstSeq + rows.length - 1, hash, signature }] : [];
  });
  await sql`with gone as (
      delete from checkin.log_head using unnest(${uuids(needless.map(({ device }) => device))}::uuid[],
        ${bigints(needless.map(({ seq }) => seq))}::bigint[], ${byteas(needless.map(({ hash }) => hash))}::bytea[])
        as needless(device, seq, hash)
      where log_head.device_id = needless.device and log_head.seq = needless.seq and log_head.hash = needless.hash)
    insert into checkin.log_head (organisation_id, device_id, seq, hash, signature)
    select ${organisationId}::uuid, head.* from unnest(${uuids(heads.map(({ device }) => device))}::uuid[],
      ${bigints(heads.map(({ seq }) => seq))}::bigint[], ${byteas(heads.map(({ hash }) => hash))}::bytea[],
      ${byteas(heads.map(({ signature }) => signature))}::bytea[]) as head
    on conflict do nothing`.execute(trx);
}

/** Rows of which a signature may lie here that the batch's own one takes the place of: it speaks for them too. */
function headsWithin({ batch, rows }: ReadBatch, known: readonly (RowAnswer | undefined)[]): Head[] {
  const { device, firstSeq } = batch;
  const heads: Head[] = [];
  for (let index = rows.length - 1; index >= 0; index--) {
    const decoded = rows[index]?.decoded;
    // Behind bytes that nobody can read the chain cannot be followed.
    if (!decoded?.ok) break;
    const hash = Buffer.from(decoded.value.previous);
    const before = rows[index - 1];
    if (before && !before.hash.equals(hash)) break;
    const seq = firstSeq + index - 1;
    if (seq > 0 && (index === 0 || known[index - 1])) heads.push({ device, seq, hash });
  }
  return heads;
}

export interface GivenReceipt {
  readonly deviceId: string;
  readonly watermark: number;
  readonly bytes: Uint8Array;
}

/** Keeps the furthest receipt of each phone. */
export async function keepReceipts(
  trx: ClosedTransaction,
  organisationId: string,
  receipts: readonly GivenReceipt[],
): Promise<void> {
  // In one order, because another batch may be keeping receipts of the same phones.
  const given = receipts
    .filter(({ watermark }) => watermark > 0)
    .sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  if (given.length === 0) return;
  await sql`insert into checkin.log_receipt as known (organisation_id, device_id, watermark, bytes)
    select ${organisationId}::uuid, given.* from unnest(${uuids(given.map(({ deviceId }) => deviceId))}::uuid[],
      ${bigints(given.map(({ watermark }) => watermark))}::bigint[],
      ${byteas(given.map(({ bytes }) => bytes))}::bytea[]) as given
    on conflict (organisation_id, device_id) do update
      set watermark = excluded.watermark, bytes = excluded.bytes
      where excluded.watermark > known.watermark`.execute(trx);
}
