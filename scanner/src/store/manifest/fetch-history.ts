import { toHex } from '@gatehouse/shared/bytes';
import type { SegmentReference } from '@gatehouse/shared/manifest';
import type { TakenHistory } from '../log/gateway.js';
import {
  done,
  type EventName,
  type Fetched,
  fetchPart,
  type ListSource,
  SEGMENTS_AT_ONCE,
} from './fetch-list.js';

/** Who keeps what was scanned. */
export interface HistoryShelf {
  takeHistory(event: number, parts: readonly Uint8Array[]): Promise<TakenHistory>;
}

/**
 * The counting scans that the newest root names, for a phone that knows none of the event yet. Those parts that came
 * before a cut are not asked for again.
 */
export async function fetchHistory(
  source: ListSource & { readonly scans: HistoryShelf },
  event: EventName,
): Promise<Fetched> {
  const { lists, scans } = source;
  const before = await lists.historyOf(event.number);
  const missing = before.flatMap(({ reference, bytes }) => (bytes === undefined ? [reference] : []));
  const fetched = await fetchAll(source, event, missing);
  if (!fetched.ok) return fetched;
  const parts = await lists.historyOf(event.number);
  const whole = parts.flatMap(({ bytes }) => bytes ?? []);
  // Another root may have come meanwhile; the next round looks at its parts.
  if (whole.length < parts.length) return { ok: false, reason: 'root_first' };
  const taken = await scans.takeHistory(event.number, whole);
  await lists.dropParts(parts.map(({ reference }) => toHex(reference.sha256)));
  return taken === 'unreadable' ? { ok: false, reason: 'list', refusal: 'unreadable' } : done;
}

async function fetchAll(source: ListSource, event: EventName, wanted: SegmentReference[]): Promise<Fetched> {
  let failed: Fetched | null = null;
  async function fetchOneByOne(): Promise<void> {
    for (let next = wanted.shift(); next !== undefined && failed === null; next = wanted.shift()) {
      const answer = await fetchPart(source, event, next);
      if ('bytes' in answer)
        await source.lists.keepParts([{ address: toHex(next.sha256), bytes: answer.bytes }]);
      else failed ??= answer;
    }
  }
  await Promise.all(Array.from({ length: SEGMENTS_AT_ONCE }, fetchOneByOne));
  return failed ?? done;
}
