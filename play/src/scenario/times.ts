import { zoneOffsets } from '@gatehouse/server/modules/checkin/manifest/zone-offsets.js';
import { instantOf, type ZoneOffsets } from '@gatehouse/shared/checkin';
import type { ScenarioEvent } from './schema.js';

const dayMs = 24 * 3_600_000;
const aroundMs = 31 * dayMs;

/** Reads the times of an event, which its clocks show unless an offset is written. */
export interface EventClock {
  /** As the event's root tells them. */
  readonly offsets: ZoneOffsets;
  /** @returns milliseconds since 1970; a time that the clocks skip is the first after the gap */
  read(time: string): number;
  readOrNull(time: string | null | undefined): number | null;
}

export function eventClock(event: ScenarioEvent): EventClock {
  const roughly = (time: string | undefined) => (time === undefined ? null : wallOf(time));
  const startMs = roughly(event.startsAt) ?? 0;
  const wide = zoneOffsets(event.timeZone, {
    fromMs: Math.max(0, startMs - 400 * dayMs),
    untilMs: startMs + 400 * dayMs,
  });
  const read = (time: string) => (hasOffset(time) ? Date.parse(time) : instantOf(wallOf(time), wide));
  const fromMs = read(event.admissionAt ?? event.startsAt) - aroundMs;
  const untilMs = read(event.endsAt ?? event.startsAt) + aroundMs;
  return {
    offsets: zoneOffsets(event.timeZone, { fromMs: Math.max(0, fromMs), untilMs }),
    read,
    readOrNull: (time) => (time === null || time === undefined ? null : read(time)),
  };
}

function hasOffset(time: string): boolean {
  return /(?:Z|[+-]\d\d:\d\d)$/.test(time);
}

/** What the clock shows, as if it stood in Greenwich. */
function wallOf(time: string): number {
  return hasOffset(time) ? Date.parse(time) : Date.parse(`${time}Z`);
}

/** Whether the calendar has such a day and the clock such a time, far enough from the ends of what a root can say. */
export function isTime(time: string): boolean {
  const [, date = '', clock = ''] = /^(\d{4}-\d\d-\d\d)T([\d:]+)(?:Z|[+-]\d\d:\d\d)?$/.exec(time) ?? [];
  const wall = Date.parse(`${date}T${clock}Z`);
  if (Number.isNaN(wall) || Number.isNaN(Date.parse(time))) return false;
  const isInReach = date > '1971' && date < '9998';
  return isInReach && new Date(wall).toISOString().startsWith(date);
}
