const mostZones = 50;
const readers = new Map<string, (instantMs: number) => number>();

/** @returns how far the zone (an IANA name) is ahead of UTC at an instant, in milliseconds */
export function zoneOffsetReader(timeZone: string): (instantMs: number) => number {
  // A formatter takes long to make and is made once.
  const reader = readers.get(timeZone) ?? makeReader(timeZone);
  if (readers.size >= mostZones) readers.clear();
  readers.set(timeZone, reader);
  return reader;
}

function makeReader(timeZone: string): (instantMs: number) => number {
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
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000;
  };
}

/**
 * The instant that a wall clock of the zone shows as `local`. A time that the clock skips in spring counts as if it
 * had not been put forward; of a time that comes twice in autumn the first is meant.
 * @param local `2027-05-03T18:30`, as a form field gives it
 * @returns ISO 8601 in UTC
 */
export function zonedToInstant(local: string, timeZone: string): string {
  const offsetMs = zoneOffsetReader(timeZone);
  const wallMs = Date.parse(`${local}Z`);
  const dayMs = 86_400_000;
  const earlier = offsetMs(wallMs - dayMs);
  const later = offsetMs(wallMs + dayMs);
  const instantMs = wallMs - earlier;
  const settled = offsetMs(instantMs) === earlier ? instantMs : wallMs - later;
  const skipped = offsetMs(settled) !== wallMs - settled;
  return new Date(skipped ? instantMs : settled).toISOString();
}

/** What a wall clock of the zone shows at the instant: `2027-05-03T18:30`. */
export function instantToZoned(instant: Date | string, timeZone: string): string {
  const instantMs = new Date(instant).getTime();
  return new Date(instantMs + zoneOffsetReader(timeZone)(instantMs)).toISOString().slice(0, 16);
}
