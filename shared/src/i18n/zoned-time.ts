/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetMs(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instantMs);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - Math.floor(instantMs / 1000) * 1000;
}

/**
 * The instant that a wall clock of the zone shows as `local`. A time that the clock skips in spring counts as if it
 * had not been put forward; of a time that comes twice in autumn the first is meant.
 * @param local `2027-05-03T18:30`, as a form field gives it
 * @returns ISO 8601 in UTC
 */
export function zonedToInstant(local: string, timeZone: string): string {
  const wallMs = Date.parse(`${local}Z`);
  const dayMs = 86_400_000;
  const earlier = offsetMs(wallMs - dayMs, timeZone);
  const later = offsetMs(wallMs + dayMs, timeZone);
  const instantMs = wallMs - earlier;
  const settled = offsetMs(instantMs, timeZone) === earlier ? instantMs : wallMs - later;
  const skipped = offsetMs(settled, timeZone) !== wallMs - settled;
  return new Date(skipped ? instantMs : settled).toISOString();
}

/** What a wall clock of the zone shows at the instant: `2027-05-03T18:30`. */
export function instantToZoned(instant: Date | string, timeZone: string): string {
  const instantMs = new Date(instant).getTime();
  return new Date(instantMs + offsetMs(instantMs, timeZone)).toISOString().slice(0, 16);
}
