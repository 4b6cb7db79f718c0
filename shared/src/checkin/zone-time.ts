/** Milliseconds since 1970 in UTC. */
export type Instant = number;

/**
 * How far the event's clocks are ahead of UTC: from each instant on, in minutes; ascending. Phones get it with the
 * root, because a phone's own zone data may be years old.
 */
export type ZoneOffsets = readonly (readonly [from: Instant, offsetMinutes: number])[];

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The event's zone and the hour, `HH:MM`, at which its day begins: a night that ends at 06:00 is one day. */
export interface Calendar {
  readonly offsets: ZoneOffsets;
  readonly dayStartsAt: string;
}

/** Before the first entry the first offset counts, and without any entry UTC. */
function offsetMsAt(instant: Instant, offsets: ZoneOffsets): number {
  let minutes = offsets[0]?.[1] ?? 0;
  for (const [from, offsetMinutes] of offsets) if (from <= instant) minutes = offsetMinutes;
  return minutes * MINUTE_MS;
}

/** What a wall clock of the zone shows, written as if it were UTC. */
function wallOf(instant: Instant, offsets: ZoneOffsets): number {
  return instant + offsetMsAt(instant, offsets);
}

/**
 * The instant at which a wall clock of the zone shows `wallMs`. A time that comes twice is the first; a time that
 * the clock skips is the first after the gap.
 */
export function instantOf(wallMs: number, offsets: ZoneOffsets): Instant {
  if (offsets.length === 0) return wallMs;
  for (const [index, [from, offsetMinutes]] of offsets.entries()) {
    const start = index === 0 ? -Infinity : from;
    const instant = wallMs - offsetMinutes * MINUTE_MS;
    if (instant < start) return start;
    if (instant < (offsets[index + 1]?.[0] ?? Infinity)) return instant;
  }
  return wallMs;
}

/** @param time `HH:MM` @returns minutes since midnight; not a number, which no comparison passes, for other texts */
function minutesOfDay(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
}

/** The number of the event's day, counted from 1970-01-01, that runs at the instant. */
export function dayOf(instant: Instant, calendar: Calendar): number {
  const startMs = minutesOfDay(calendar.dayStartsAt) * MINUTE_MS;
  return Math.floor((wallOf(instant, calendar.offsets) - startMs) / DAY_MS);
}

export function dayStart(day: number, calendar: Calendar): Instant {
  return timeOnDay(day, calendar.dayStartsAt, calendar);
}

/** A time of day within the event's day: 01:00 belongs to the night before when the day starts at 06:00. */
export function timeOnDay(day: number, time: string, calendar: Calendar): Instant {
  const minutes = minutesOfDay(time);
  const isNextMorning = minutes < minutesOfDay(calendar.dayStartsAt);
  return instantOf((day + (isNextMorning ? 1 : 0)) * DAY_MS + minutes * MINUTE_MS, calendar.offsets);
}

/** 1 is Monday and 7 is Sunday, as in ISO 8601. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `2027-05-03` */
export function dateOf(day: number): string {
  const date = new Date(day * DAY_MS);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** The first instant after `after` at which the event's clocks show `time`. */
export function nextTimeOfDay(time: string, after: Instant, offsets: ZoneOffsets): Instant {
  const midnight: Calendar = { offsets, dayStartsAt: '00:00' };
  const today = dayOf(after, midnight);
  const candidates = [today - 1, today, today + 1].map((day) => timeOnDay(day, time, midnight));
  return candidates.find((instant) => instant > after) ?? Number.NaN;
}

/** The last instant up to `now` at which the event's clocks showed `time`; null for a text that is no time. */
export function lastTimeOfDay(time: string, now: Instant, offsets: ZoneOffsets): Instant | null {
  let last: Instant | null = null;
  let next = nextTimeOfDay(time, now - 2 * DAY_MS, offsets);
  while (next <= now) {
    last = next;
    next = nextTimeOfDay(time, next, offsets);
  }
  return last;
}
