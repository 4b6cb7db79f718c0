import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { EventKey } from './cut.js';
import type { PackedSegment } from './pack-list.js';
import type { ManifestTables } from './tables.js';

export interface KeptSegment {
  readonly sha256: Buffer;
  readonly count: number;
  readonly raw: Buffer;
  readonly brotli: Buffer;
}

export function asKept({ count, ...parts }: PackedSegment): KeptSegment {
  const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    count,
    sha256: asBuffer(parts.sha256),
    raw: asBuffer(parts.raw),
    brotli: asBuffer(parts.brotli),
  };
}

export function addressesOf(segments: readonly KeptSegment[]): Buffer[] {
  return segments.map(({ sha256 }) => sha256);
}

/** @param named all that the event's cut names from now on, new and old */
export async function keepSegments(
  trx: ClosedTransaction,
  key: EventKey,
  ...[segments, named]: [readonly KeptSegment[], readonly Buffer[]]
): Promise<void> {
  await sweepSegments(trx, key.eventId, named);
  for (const segment of segments)
    await trx
      .$extendTables<ManifestTables>()
      .insertInto('checkin.segment')
      .values({ ...key, ...segment, droppedAt: null })
      .onConflict((conflict) =>
        conflict.columns(['organisationId', 'eventId', 'sha256']).doUpdateSet({ droppedAt: null }),
      )
      .execute();
}

/** Segments that the cut does not name stay for a day: until then a phone may be half way through their root. */
async function sweepSegments(
  trx: ClosedTransaction,
  eventId: string,
  named: readonly Buffer[],
): Promise<void> {
  const db = trx.$extendTables<ManifestTables>();
  await db
    .updateTable('checkin.segment')
    .set({ droppedAt: sql`now()` })
    .where('eventId', '=', eventId)
    .where('droppedAt', 'is', null)
    .where(sql<boolean>`sha256 <> all(${[...named]}::bytea[])`)
    .execute();
  await db
    .deleteFrom('checkin.segment')
    .where('eventId', '=', eventId)
    .where(sql<boolean>`dropped_at < now() - interval '1 day'`)
    .execute();
}
