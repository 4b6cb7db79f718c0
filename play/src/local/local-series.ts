import type { Root } from '@gatehouse/shared/manifest';
import type { ScenarioEvent } from '../scenario/schema.js';
import type { LocalEvent } from './local-event.js';

/** What an event has to do with the others of its series. */
export interface SeriesPlace {
  /** Whose tickets are good at its doors. */
  readonly passes: readonly LocalEvent[];
  /** Those whose tickets are not. */
  readonly dates: Root['dates'];
}

export const alone: SeriesPlace = { passes: [], dates: [] };

/** More than the classes, windows and orders of any file. */
const NUMBERS_OF_A_PASS = 1_000;

/** Classes and groups of a pass stand in the lists of its dates beside theirs, so each pass has numbers of its own. */
export function numbersBehind(event: ScenarioEvent, events: readonly ScenarioEvent[]): number {
  const passes = events.filter(({ id }) => events.some(({ accepts }) => accepts?.includes(id)));
  return NUMBERS_OF_A_PASS * (passes.indexOf(event) + 1);
}

export function joinSeries(events: readonly LocalEvent[]): void {
  for (const event of events) {
    const { accepts = [], series } = event.given;
    const passes = events.filter(({ given }) => accepts.includes(given.id));
    const others = events.filter(
      (other) => other !== event && series !== undefined && other.given.series === series,
    );
    const dates = others
      .filter((other) => !passes.includes(other))
      .map((other) => dateOf(other, event, events));
    event.series = { passes, dates };
  }
}

/** A pass is for the dates that accept it, and any other event for itself. */
function dateOf(
  { given, number, start }: LocalEvent,
  seenFrom: LocalEvent,
  events: readonly LocalEvent[],
): Root['dates'][number] {
  const dates = events.filter((event) => event.given.accepts?.includes(given.id));
  const starts = dates.length === 0 ? [start] : dates.map((date) => date.start).sort((a, b) => a - b);
  return { id: number, name: given.name === seenFrom.given.name ? null : given.name, starts };
}
