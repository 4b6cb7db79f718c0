import { BadFile } from './bad-file.js';
import type { Scenario, ScenarioEvent } from './schema.js';
import { eventClock, isTime } from './times.js';

/** Every time is one that there is, and the steps follow each other. @throws BadFile */
export function checkTimes({ events, steps }: Scenario): void {
  for (const [index, event] of events.entries()) checkAll(event, `/events/${index}`);
  for (const [index, step] of steps.entries()) checkAll(step, `/steps/${index}`);
  const [first] = events;
  if (first !== undefined) checkOrder(steps, first);
}

const namesOfTimes = new Set([
  'at',
  'startsAt',
  'admissionAt',
  'endsAt',
  'validFrom',
  'validUntil',
  'activeFrom',
  'activeUntil',
]);

/** The shape of a time lets 31 February through; in a rule it may be a number. */
function checkAll(value: unknown, at: string, name = ''): void {
  if (typeof value === 'string') {
    if (namesOfTimes.has(name) && !isTime(value)) throw new BadFile(at, `there is no time "${value}"`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) checkAll(part, `${at}/${key}`, key);
  }
}

function checkOrder(steps: Scenario['steps'], event: ScenarioEvent): void {
  const clock = eventClock(event);
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, { at }] of steps.entries()) {
    if (at === undefined) continue;
    const now = clock.read(at);
    if (now < before) throw new BadFile(`/steps/${index}/at`, 'is before the step before it');
    before = now;
  }
}
