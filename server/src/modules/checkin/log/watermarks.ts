import { groupBy } from '@gatehouse/shared/checkin';
import type { Watermark } from './device-log.js';
import type { LogStore } from './log-store.js';
import type { NewRow } from './sort-batch.js';

const nothingYet: Watermark = { watermark: 0, hash: null, highest: 0 };

/**
 * Moves the watermarks over what has come. The logs must be locked.
 * @param rows those that are no forks, phone by phone in the order of their seqs
 * @returns that of each phone
 */
export async function advanceWatermarks(
  store: LogStore,
  { organisationId, deviceIds }: { organisationId: string; deviceIds: readonly string[] },
  rows: readonly NewRow[],
): Promise<ReadonlyMap<string, Watermark>> {
  const watermarks = new Map(await store.readWatermarks(deviceIds));
  const moved = new Map<string, Watermark>();
  for (const [deviceId, own] of groupBy(rows, ({ device }) => device)) {
    const before = watermarks.get(deviceId) ?? nothingYet;
    const after = await watermarkAfter(store, own, { deviceId, before });
    watermarks.set(deviceId, after);
    moved.set(deviceId, after);
  }
  await store.writeWatermarks(organisationId, moved);
  return new Map(deviceIds.map((deviceId) => [deviceId, watermarks.get(deviceId) ?? nothingYet]));
}

async function watermarkAfter(
  store: LogStore,
  rows: readonly NewRow[],
  { deviceId, before }: { deviceId: string; before: Watermark },
): Promise<Watermark> {
  const last = rows.at(-1);
  if (!last) return before;
  const highest = Math.max(before.highest, last.seq);
  if (continues(rows, before)) return { watermark: last.seq, hash: last.hash, highest };
  const [first] = await store.readMissing(deviceId, { ...before, highest });
  const watermark = first ? first.from - 1 : highest;
  return { watermark, hash: await store.readRowHash(deviceId, watermark), highest };
}

/** The common case, without a look at the table: the rows follow what was here, and nothing lay behind. */
function continues(rows: readonly NewRow[], { watermark, highest }: Watermark): boolean {
  return (
    highest === watermark &&
    rows.every(({ seq, row }, index) => seq === watermark + 1 + index && row?.kind !== 'lost')
  );
}
