import { BadFile } from './bad-file.js';
import type { Scenario, ScenarioEvent, ScenarioTicket, Step } from './schema.js';

/** What the steps so far have made known. */
interface Known {
  readonly devices: ReadonlySet<string>;
  /** Devices that are there already. */
  readonly paired: Set<string>;
  readonly tickets: Map<string, Set<string>>;
  readonly keys: Map<string, Set<string>>;
  readonly scans: Set<string>;
}

/** Every id that is named is there. @throws BadFile */
export function checkReferences(scenario: Scenario): void {
  const { events, devices, steps } = scenario;
  const eventIds = distinct(events, '/events');
  for (const [index, event] of events.entries()) {
    checkAccepted(event, `/events/${index}/accepts`, events);
    checkEvent(event, `/events/${index}`, namesOfPasses(event, events));
  }
  const gates = new Set(events.flatMap((event) => idsOf(event.gates)));
  for (const [index, device] of devices.entries()) {
    const at = `/devices/${index}`;
    every(device.events, eventIds, { at: `${at}/events`, what: 'event' });
    one(device.gate, gates, { at: `${at}/gate`, what: 'gate' });
  }
  const known: Known = {
    devices: distinct(devices, '/devices'),
    paired: new Set(idsOf(devices.filter(({ paired }) => paired !== false))),
    tickets: new Map(events.map((event) => [event.id, new Set(idsOf(event.tickets))])),
    keys: new Map(events.map((event) => [event.id, new Set(idsOf(event.keys ?? [{ id: 'key' }]))])),
    scans: new Set(),
  };
  if (steps[0]?.at === undefined)
    throw new BadFile('/steps/0/at', 'is missing: the first step begins the time');
  for (const [index, step] of steps.entries()) checkStep(step, `/steps/${index}`, { events, known });
}

/** A pass is good at the doors of its dates, and none is good at its own. */
function checkAccepted(event: ScenarioEvent, at: string, events: readonly ScenarioEvent[]): void {
  every(event.accepts, new Set(idsOf(events)), { at, what: 'event' });
  for (const [index, id] of (event.accepts ?? []).entries()) {
    const pass = events.find((each) => each.id === id);
    if (pass === event || pass?.accepts !== undefined)
      throw new BadFile(`${at}/${index}`, `"${id}" accepts others itself`);
  }
}

interface NamesOfPasses {
  readonly classes: readonly string[];
  readonly lists: readonly string[];
}

/** What a date calls the things of its passes: `pass/thing`. */
function namesOfPasses(event: ScenarioEvent, events: readonly ScenarioEvent[]): NamesOfPasses {
  const passes = events.filter(({ id }) => event.accepts?.includes(id));
  const named = (part: 'classes' | 'lists') =>
    passes.flatMap((pass) => pass[part].map(({ id }) => `${pass.id}/${id}`));
  return { classes: named('classes'), lists: named('lists') };
}

function checkEvent(event: ScenarioEvent, at: string, ofPasses: NamesOfPasses): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: event.timeZone });
  } catch {
    throw new BadFile(`${at}/timeZone`, `${event.timeZone} is no time zone`);
  }
  const zones = distinct(event.zones ?? [], `${at}/zones`);
  const gates = distinct(event.gates ?? [], `${at}/gates`);
  const classes = distinct(event.classes, `${at}/classes`);
  const lists = distinct(event.lists, `${at}/lists`);
  const tickets = distinct(event.tickets ?? [], `${at}/tickets`);
  const keys = distinct(event.keys ?? [{ id: 'key' }], `${at}/keys`);
  for (const [index, gate] of (event.gates ?? []).entries()) {
    one(gate.from, zones, { at: `${at}/gates/${index}/from`, what: 'zone' });
    one(gate.to, zones, { at: `${at}/gates/${index}/to`, what: 'zone' });
    if ((gate.from ?? null) === (gate.to ?? null)) {
      throw new BadFile(`${at}/gates/${index}`, 'leads from one zone into another, or to or from outside');
    }
  }
  for (const [index, each] of event.classes.entries()) {
    every(each.zones, zones, { at: `${at}/classes/${index}/zones`, what: 'zone' });
  }
  const onLists = new Set([...classes, ...ofPasses.classes]);
  for (const [part, each] of [...parts('lists', event.lists), ...parts('questions', event.questions)]) {
    const known = 'lists' in each || 'text' in each ? classes : onLists;
    every(each.classes, known, { at: `${at}/${part}/classes`, what: 'class' });
    if ('gates' in each) every(each.gates, gates, { at: `${at}/${part}/gates`, what: 'gate' });
    if ('lists' in each) every(each.lists, lists, { at: `${at}/${part}/lists`, what: 'list' });
  }
  for (const [part, each] of parts('tickets', event.tickets)) {
    checkTicket(each, `${at}/${part}`, { classes, keys });
    checkParent(each, `${at}/${part}`, event.tickets ?? []);
  }
  for (const [part, each] of [...parts('orders', event.orders), ...parts('media', event.media)]) {
    every(each.tickets, tickets, { at: `${at}/${part}/tickets`, what: 'ticket' });
  }
}

function checkTicket(
  ticket: ScenarioTicket,
  at: string,
  { classes, keys }: { classes: ReadonlySet<string>; keys: ReadonlySet<string> },
): void {
  one(ticket.class, classes, { at: `${at}/class`, what: 'class' });
  one(ticket.key, keys, { at: `${at}/key`, what: 'key' });
}

/** An add-on belongs to a ticket that is none itself. */
function checkParent({ addOnTo }: ScenarioTicket, at: string, tickets: readonly ScenarioTicket[]): void {
  if (addOnTo === undefined) return;
  const parent = tickets.find(({ id }) => id === addOnTo);
  if (parent === undefined) throw new BadFile(`${at}/addOnTo`, `there is no ticket "${addOnTo}"`);
  if (parent.addOnTo !== undefined) throw new BadFile(`${at}/addOnTo`, `"${addOnTo}" is an add-on itself`);
}

/** Takes note of what the step makes. */
function checkStep(
  step: Step,
  at: string,
  { events, known }: { events: readonly ScenarioEvent[]; known: Known },
): void {
  if ('device' in step) one(step.device, known.devices, { at: `${at}/device`, what: 'device' });
  checkPaired(step, at, known);
  const event = eventOf(step, at, events);
  const of = ('of' in step ? step.of : undefined) ?? event.id;
  const tickets = known.tickets.get(of);
  if (tickets === undefined) throw new BadFile(`${at}/of`, `there is no event "${of}"`);
  const lists = new Set([...idsOf(event.lists), ...namesOfPasses(event, events).lists]);
  if ('list' in step) one(step.list, lists, { at: `${at}/list`, what: 'list' });
  if ('gate' in step) one(step.gate, new Set(idsOf(event.gates)), { at: `${at}/gate`, what: 'gate' });
  if ('ticket' in step && typeof step.ticket === 'string') {
    one(step.ticket, tickets, { at: `${at}/ticket`, what: 'ticket' });
  }
  if (step.do === 'issue') {
    const keys = known.keys.get(event.id) ?? new Set();
    checkTicket(step.ticket, `${at}/ticket`, { classes: new Set(idsOf(event.classes)), keys });
    one(step.ticket.addOnTo, tickets, { at: `${at}/ticket/addOnTo`, what: 'ticket' });
    if (tickets.has(step.ticket.id)) throw new BadFile(`${at}/ticket/id`, 'is taken');
    tickets.add(step.ticket.id);
  }
  if (step.do === 'rotate-key') known.keys.get(event.id)?.add(step.key);
  if (step.do === 'kill-key' || step.do === 'set-aside-key') {
    one(step.key, known.keys.get(event.id) ?? new Set(), { at: `${at}/key`, what: 'key' });
  }
  if (step.do === 'undo') one(step.scan, known.scans, { at: `${at}/scan`, what: 'scan' });
  if (step.do !== 'scan' && step.do !== undefined) return;
  for (const named of ['confirms', 'overrides'] as const) {
    one(step[named], known.scans, { at: `${at}/${named}`, what: 'scan before this step' });
  }
  const isNamed = step.confirms !== undefined || step.overrides !== undefined;
  if (!isNamed && (step.ticket === undefined) === (step.code === undefined)) {
    throw new BadFile(at, 'names either a ticket or a code');
  }
  if (step.how === 'search' && step.code !== undefined)
    throw new BadFile(`${at}/how`, 'a search finds a ticket and no code');
  if (step.id !== undefined) known.scans.add(step.id);
}

/** A phone does nothing before it is there. */
function checkPaired(step: Step, at: string, { paired }: Known): void {
  if (!('device' in step)) return;
  if (step.do !== 'pair' && !paired.has(step.device))
    throw new BadFile(`${at}/device`, `${step.device} is not paired yet`);
  if (step.do === 'pair' && paired.has(step.device))
    throw new BadFile(`${at}/device`, `${step.device} is paired already`);
  paired.add(step.device);
}

function eventOf(step: Step, at: string, events: readonly ScenarioEvent[]): ScenarioEvent {
  const named = 'event' in step ? step.event : undefined;
  const found = named === undefined ? events[0] : events.find(({ id }) => id === named);
  if (found === undefined) throw new BadFile(`${at}/event`, `there is no event "${named}"`);
  return found;
}

interface Place {
  readonly at: string;
  readonly what: string;
}

function one(id: string | null | undefined, known: ReadonlySet<string>, { at, what }: Place): void {
  if (id === null || id === undefined || known.has(id)) return;
  throw new BadFile(at, `there is no ${what} "${id}"`);
}

function every(ids: readonly string[] | undefined, known: ReadonlySet<string>, { at, what }: Place): void {
  for (const [index, id] of (ids ?? []).entries()) one(id, known, { at: `${at}/${index}`, what });
}

function distinct(things: readonly { readonly id: string }[], at: string): Set<string> {
  const ids = new Set<string>();
  for (const [index, { id }] of things.entries()) {
    if (ids.has(id)) throw new BadFile(`${at}/${index}/id`, `"${id}" is taken`);
    ids.add(id);
  }
  return ids;
}

function idsOf(things: readonly { readonly id: string }[] | undefined): string[] {
  return (things ?? []).map(({ id }) => id);
}

function parts<T>(name: string, things: readonly T[] | undefined): [string, T][] {
  return (things ?? []).map((thing, index) => [`${name}/${index}`, thing]);
}
