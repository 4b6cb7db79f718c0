import { zoneOffsetReader } from '@gatehouse/shared/i18n';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** From each instant on (milliseconds since 1970), how many minutes the zone is ahead of UTC. */
export type ZoneOffsets = (readonly [fromMs: number, offsetMinutes: number])[];

const mostKept = 100;
const kept = new Map<string, ZoneOffsets>();

/**
 * How the clocks of a zone stand over a range of time, so that a phone need not know zones itself.
 * @param timeZone an IANA name
 * @returns one entry for the beginning and one for each change, which is found to the minute
 */
export function zoneOffsets(timeZone: string, range: { fromMs: number; untilMs: number }): ZoneOffsets {
  // Every batch of scans asks for those of its event.
  const key = `${timeZone} ${range.fromMs} ${range.untilMs}`;
  const offsets = kept.get(key) ?? findOffsets(timeZone, range);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, offsets);
  return offsets;
}

function findOffsets(timeZone: string, range: { fromMs: number; untilMs: number }): ZoneOffsets {
  const offsetMs = zoneOffsetReader(timeZone);
  const offsetAt = (instantMs: number) => Math.round(offsetMs(instantMs) / MINUTE_MS);
  const offsets: ZoneOffsets = [[range.fromMs, offsetAt(range.fromMs)]];
  for (let dayMs = range.fromMs; dayMs < range.untilMs; dayMs += DAY_MS) {
    const before = offsetAt(dayMs);
    const after = offsetAt(dayMs + DAY_MS);
    if (before !== after) offsets.push([changeBetween(dayMs, dayMs + DAY_MS, offsetAt), after]);
  }
  return offsets;
}

function changeBetween(fromMs: number, untilMs: number, offsetAt: (ms: number) => number): number {
  const before = offsetAt(fromMs);
  let low = Math.floor(fromMs / MINUTE_MS);
  let high = Math.ceil(untilMs / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}
