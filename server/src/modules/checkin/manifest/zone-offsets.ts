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
  const offsetAt = offsetReader(timeZone);
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

/** A formatter takes long to make and is made once. */
function offsetReader(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instantMs) => {
    const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(instantMs)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((wallMs - instantMs) / MINUTE_MS);
  };
}
