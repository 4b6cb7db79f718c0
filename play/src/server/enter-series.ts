import type { ScenarioEvent } from '../scenario/schema.js';
import type { OrganiserApi } from './organiser-api.js';
import type { ServerEvent } from './server-event.js';

/**
 * Makes the events of a file, those of a series as an organiser does: a first date, the others as copies of it, and
 * passes that name their dates. They are furnished afterwards, passes first, because lists of dates name their classes.
 */
export async function enterEvents(api: OrganiserApi, events: readonly ServerEvent[]): Promise<void> {
  const given = events.map((event) => event.given);
  for (const event of events) {
    if (isPass(event.given, given)) continue;
    const first = events.find((other) => other.id !== '' && isOneSeries(other.given, event.given, given));
    await event.create(first === undefined ? null : first.id);
  }
  const passes = events.filter((event) => isPass(event.given, given));
  for (const pass of passes) {
    const dates = events.filter((event) => event.given.accepts?.includes(pass.given.id));
    const body = { name: pass.given.name, dateIds: dates.map(({ id }) => id) };
    const made = await api.send<{ id: string }>(`POST /events/${dates[0]?.id}/series/passes`, body);
    pass.id = made.id;
  }
  for (const event of [...passes, ...events.filter((each) => !passes.includes(each))])
    await event.furnish({
      passes: passes.filter((pass) => event.given.accepts?.includes(pass.given.id)),
      events,
    });
}

/** Other events accept its tickets. */
export function isPass({ id }: ScenarioEvent, events: readonly ScenarioEvent[]): boolean {
  return events.some(({ accepts }) => accepts?.includes(id));
}

/** The file calls them so, or one pass is for both. */
function isOneSeries(a: ScenarioEvent, b: ScenarioEvent, events: readonly ScenarioEvent[]): boolean {
  if (isPass(a, events)) return false;
  const sharePass = a.accepts?.some((pass) => b.accepts?.includes(pass)) ?? false;
  return sharePass || (a.series !== undefined && a.series === b.series);
}
