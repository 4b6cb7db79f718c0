import type { Event } from './event-model.js';

/** The events of a list with one row for each series: its first date. A pass is found with the dates of its series. */
export function oneRowEach<Listed extends Pick<Event, 'kind' | 'seriesId'>>(
  events: readonly Listed[],
): readonly Listed[] {
  const seen = new Set<string>();
  return events.filter(({ kind, seriesId }) => {
    if (kind === 'pass') return false;
    if (seriesId === null) return true;
    const isFirst = !seen.has(seriesId);
    seen.add(seriesId);
    return isFirst;
  });
}
