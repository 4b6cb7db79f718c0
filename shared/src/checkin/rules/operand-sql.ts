import { type Calendar, DAY_MS, MINUTE_MS, timeOnDay } from '../zone-time.js';
import { part, type SqlPart } from './sql-part.js';

/** An operand that is the same for every ticket. */
export function fixed(operand: string | number | null): SqlPart | null {
  if (operand === null || Number.isNaN(operand)) return null;
  return typeof operand === 'string' ? part`${operand}::text` : part`${operand}::numeric`;
}

/** The number of the event's day that runs at an instant, as `dayOf` counts. */
export function dayNumber(at: SqlPart, calendar: Calendar): SqlPart {
  // On the day that begins 1970 in UTC without an offset: how late a day starts.
  const startsMs = timeOnDay(0, calendar.dayStartsAt, { offsets: [], dayStartsAt: '00:00' });
  return part`floor((${at} + ${offsetMs(at, calendar)} - ${startsMs}::numeric) / ${DAY_MS}::numeric)`;
}

/** How far the event's clocks are ahead of UTC at an instant: the last offset that has begun, else the first. */
function offsetMs(at: SqlPart, { offsets }: Calendar): SqlPart {
  const first = (offsets[0]?.[1] ?? 0) * MINUTE_MS;
  return offsets.reduce<SqlPart>(
    (before, [from, minutes]) =>
      part`case when ${at} >= ${from}::numeric then ${minutes * MINUTE_MS}::numeric else ${before} end`,
    part`${first}::numeric`,
  );
}
