import type { EventTimes, TicketClass } from '../policy.js';
import type { Move } from '../presence.js';
import { type Calendar, dayOf, type Instant, timeOnDay } from '../zone-time.js';
import type { Moment } from './rule.js';

/** What the terms of a rule may look at that is the same for every ticket. */
export interface RuleGround {
  readonly now: Instant;
  readonly times: EventTimes;
  readonly calendar: Calendar;
  readonly gate: string | null;
}

/** What the terms of a rule may look at. */
export interface RuleView extends RuleGround {
  /** Null: a class that the root does not describe. */
  readonly class: TicketClass | null;
  /** This ticket's standing entries on this list, by time. */
  readonly entries: readonly Move[];
  readonly inside: boolean;
}

/** What a rule calls a date of a series at the door: by the public number of its event. */
export function dateNumber(event: number): string {
  return String(event);
}

/** @returns null for the end of an event that has none */
export function momentOf(moment: Moment, { now, times, calendar }: RuleGround): Instant | null {
  if ('at' in moment) return moment.at;
  if ('timeOfDay' in moment) return timeOnDay(dayOf(now, calendar), moment.timeOfDay, calendar);
  return moment.event === 'admission' ? (times.admission ?? times.start) : times[moment.event];
}
