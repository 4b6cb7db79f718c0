import { NotPlayable } from '../scenario/bad-file.js';
import type { Scenario, ScenarioEvent, ScenarioTicket, Step } from '../scenario/schema.js';
import { isPass } from './enter-series.js';

/** @throws NotPlayable naming the first thing that the organiser's API has no place for yet */
export function checkPlayable({ events, steps }: Scenario): void {
  for (const [index, event] of events.entries()) {
    // What stands alone is told from nothing by its date.
    if (!isPass(event, events) && event.series === undefined && namesDates(event))
      refuse(`/events/${index}/date`);
    checkEvent(event, `/events/${index}`);
  }
  for (const [index, step] of steps.entries()) checkStep(step, `/steps/${index}`);
}

function checkEvent(event: ScenarioEvent, at: string): void {
  refuseAny(event, ['keys'], at);
  for (const [index, each] of event.classes.entries()) {
    refuseAny(each, ['variation'], `${at}/classes/${index}`);
  }
  for (const [index, ticket] of (event.tickets ?? []).entries())
    checkTicket(ticket, `${at}/tickets/${index}`);
}

function namesDates({ lists }: ScenarioEvent): boolean {
  return lists.some(({ rule }) => JSON.stringify(rule ?? null).includes('"date"'));
}

function checkTicket(ticket: ScenarioTicket, at: string): void {
  refuseAny(ticket, ['key', 'listed'], at);
}

function checkStep(step: Step, at: string): void {
  if (step.do === 'issue') checkTicket(step.ticket, `${at}/ticket`);
}

function refuseAny<T extends object>(thing: T, names: readonly (keyof T & string)[], at: string): void {
  for (const name of names) if (thing[name] !== undefined) refuse(`${at}/${name}`);
}

function refuse(path: string): never {
  throw new NotPlayable(
    `${path}: the server has no place for this yet, so it is played without --server only`,
  );
}
