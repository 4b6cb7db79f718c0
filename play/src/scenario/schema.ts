import Type, { type Static } from 'typebox';
import { deskSteps } from './desk-steps.js';
import { keySteps } from './key-steps.js';
import { at, key, name, onDevice, optional, ref, refs, strict, time } from './parts.js';
import { answer, question } from './question-shape.js';

export type { DeskStep } from './desk-steps.js';
export type { DoorKeyChange, RelayAnswers } from './key-steps.js';

const timeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const choice = Type.Enum(['admit', 'confirm', 'refuse']);
const state = Type.Enum(['good', 'cancelled', 'blocked', 'held', 'unapproved']);
const profile = Type.Enum(['steward', 'supervisor', 'kiosk']);

const zone = Type.Object(
  { id: key, name, capacity: optional(Type.Integer({ minimum: 1 })) },
  { ...strict, title: 'zone' },
);

const gate = Type.Object(
  {
    id: key,
    name,
    from: optional(orNull(ref('zone'))),
    to: optional(orNull(ref('zone'))),
  },
  { ...strict, title: 'gate' },
);

const ticketClass = Type.Object(
  {
    id: key,
    label: optional(Type.String({ maxLength: 20 })),
    colour: optional(Type.String({ pattern: '^#[0-9a-f]{6}$' })),
    variation: optional(Type.String()),
    zones: optional(refs('zones')),
    validFrom: optional(time),
    validUntil: optional(time),
    texts: optional(Type.Array(Type.String(), { maxItems: 3 })),
  },
  { ...strict, title: 'class' },
);

/** What an access list asks; what is left out is as in the portal. */
const listOptions = {
  classes: optional(refs('classes')),
  gates: optional(refs('gates')),
  entry: optional(Type.Enum(['single', 'multiple', 're-entry'])),
  maxEntries: optional(orNull(Type.Integer({ minimum: 1, maximum: 254 }))),
  persons: optional(Type.Enum(['one', 'group'])),
  activeFrom: optional(orNull(time)),
  activeUntil: optional(orNull(time)),
  checkOutAt: optional(orNull(timeOfDay)),
  dayStartsAt: optional(timeOfDay),
  includeUnpaid: optional(Type.Boolean()),
  addOnMatch: optional(Type.Boolean()),
  notOnList: optional(choice),
  byHand: optional(choice),
  byMedium: optional(choice),
  rotation: optional(Type.Enum(['off', 'preferred', 'required'])),
  rule: optional(Type.Unknown({ description: 'A tree of all, any and terms; times may be texts.' })),
};

const list = Type.Object({ id: key, name, ...listOptions }, { ...strict, title: 'list' });

const ticketKey = Type.Object(
  {
    id: key,
    status: optional(
      Type.Enum(['active', 'list-only', 'dead', 'unpublished'], {
        description: 'unpublished: phones have not heard of it yet.',
      }),
    ),
  },
  { ...strict, title: 'key' },
);

const ticket = Type.Object(
  {
    id: key,
    name: optional(Type.String({ minLength: 1, maxLength: 200, description: 'Left out: its id.' })),
    class: optional(ref('class')),
    key: optional(ref('key')),
    state: optional(state),
    generation: optional(Type.Integer({ minimum: 0, maximum: 255 })),
    validFrom: optional(time),
    validUntil: optional(time),
    unpaid: optional(Type.Boolean()),
    goodThoughUnpaid: optional(Type.Boolean()),
    attention: optional(Type.Boolean()),
    answersMissing: optional(Type.Boolean()),
    entries: optional(Type.Integer({ minimum: 0, maximum: 255 })),
    addOnTo: optional(ref('ticket')),
    listed: optional(Type.Boolean({ description: 'False: genuine, and on no list.' })),
  },
  { ...strict, title: 'ticket' },
);

const order = Type.Object(
  { id: key, tickets: refs('tickets'), paid: optional(Type.Boolean()) },
  { ...strict, title: 'order' },
);

const medium = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 500 }), tickets: refs('tickets') },
  { ...strict, title: 'medium' },
);

const event = Type.Object(
  {
    id: key,
    name,
    timeZone: Type.String({ description: 'IANA name, such as Europe/Berlin.' }),
    startsAt: time,
    admissionAt: optional(time),
    endsAt: optional(time),
    date: optional(Type.String({ description: 'Which date of a series this is; rules name it.' })),
    series: optional(
      Type.String({ description: 'Events with the same word are dates and passes of one series.' }),
    ),
    accepts: optional(refs('events')),
    namesOnPhones: optional(Type.Boolean({ description: 'Phones may look for people by name.' })),
    zones: optional(Type.Array(zone)),
    gates: optional(Type.Array(gate)),
    classes: Type.Array(ticketClass, { minItems: 1 }),
    lists: Type.Array(list, { minItems: 1 }),
    questions: optional(Type.Array(question)),
    keys: optional(Type.Array(ticketKey, { minItems: 1 })),
    tickets: optional(Type.Array(ticket)),
    orders: optional(Type.Array(order)),
    media: optional(Type.Array(medium)),
  },
  { ...strict, title: 'event' },
);

const device = Type.Object(
  {
    id: key,
    name: optional(name),
    profile: optional(profile),
    gate: optional(ref('gate')),
    events: optional(refs('events')),
    clock: optional(
      Type.Object(
        {
          offset: optional(Type.Number({ description: 'Seconds that it is ahead.' })),
          drift: optional(Type.Number({ description: 'Parts in a million that it is too fast.' })),
        },
        strict,
      ),
    ),
    online: optional(Type.Boolean({ description: 'False: without network from the first step on.' })),
    paired: optional(Type.Boolean({ description: 'False: it comes with a step `pair`.' })),
    list: optional(
      Type.Enum(['whole', 'coming'], { description: 'coming: the rules are here, the tickets are not.' }),
    ),
  },
  { ...strict, title: 'device' },
);

const steps = {
  ...keySteps,
  ...deskSteps,
  scan: Type.Object(
    {
      do: optional(Type.Literal('scan')),
      ...onDevice,
      event: optional(ref('event')),
      list: optional(ref('list')),
      gate: optional(orNull(ref('gate'))),
      direction: optional(Type.Enum(['in', 'out', 'check'])),
      id: optional(key),
      ticket: optional(ref('ticket')),
      of: optional(ref('event')),
      form: optional(Type.Enum(['printed', 'rotating', 'short'])),
      tail: optional(Type.Enum(['fresh', 'late', 'wrong', 'before'])),
      generation: optional(Type.Integer({ minimum: 0, maximum: 255 })),
      tampered: optional(Type.Enum(['signature', 'class', 'version', 'cut'])),
      code: optional(Type.String({ description: 'Any text, such as a medium.' })),
      how: optional(
        Type.Enum(['camera', 'typed', 'search'], {
          description: 'search: a person has found the ticket by a name; there is no text.',
        }),
      ),
      persons: optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
      chosen: optional(ref('ticket')),
      answers: optional(Type.Record(Type.String(), answer)),
      note: optional(Type.String()),
      confirms: optional(ref('scan')),
      overrides: optional(ref('scan')),
    },
    { ...strict, title: 'scan' },
  ),
  undo: Type.Object(
    { do: Type.Literal('undo'), ...onDevice, scan: ref('scan') },
    { ...strict, title: 'undo' },
  ),
  count: Type.Object(
    {
      do: Type.Literal('count'),
      ...onDevice,
      event: optional(ref('event')),
      list: optional(ref('list')),
      gate: optional(orNull(ref('gate'))),
      direction: Type.Enum(['in', 'out']),
      persons: Type.Integer({ minimum: 1, maximum: 65_535 }),
    },
    { ...strict, title: 'count' },
  ),
  network: Type.Object(
    { do: Type.Enum(['offline', 'online', 'sync', 'download', 'restart', 'pair']), ...onDevice },
    { ...strict, title: 'network' },
  ),
  clock: Type.Object(
    { do: Type.Literal('clock'), ...onDevice, offset: Type.Number({ description: 'Seconds ahead.' }) },
    { ...strict, title: 'clock' },
  ),
  wait: Type.Object({ do: Type.Literal('wait'), at: time }, { ...strict, title: 'wait' }),
  state: Type.Object(
    { do: Type.Literal('state'), ...at, event: optional(ref('event')), ticket: ref('ticket'), state },
    { ...strict, title: 'state' },
  ),
  reissue: Type.Object(
    { do: Type.Literal('re-issue'), ...at, event: optional(ref('event')), ticket: ref('ticket') },
    { ...strict, title: 're-issue' },
  ),
  issue: Type.Object(
    { do: Type.Literal('issue'), ...at, event: optional(ref('event')), ticket },
    { ...strict, title: 'issue' },
  ),
  key: Type.Object(
    {
      do: Type.Enum(['set-aside-key', 'kill-key']),
      ...at,
      event: optional(ref('event')),
      key,
    },
    { ...strict, title: 'key' },
  ),
  rotation: Type.Object(
    { do: Type.Literal('renew-rotation'), ...at, event: optional(ref('event')) },
    { ...strict, title: 'renew-rotation' },
  ),
  list: Type.Object(
    {
      do: Type.Literal('edit-list'),
      ...at,
      event: optional(ref('event')),
      list: ref('list'),
      set: Type.Object(listOptions, strict),
    },
    { ...strict, title: 'edit-list' },
  ),
  device: Type.Object({ do: Type.Literal('profile'), ...onDevice, profile }, { ...strict, title: 'profile' }),
  revoke: Type.Object({ do: Type.Literal('revoke'), ...onDevice }, { ...strict, title: 'revoke' }),
};

/** Which shape a step has, by what it does. */
export const stepShapes: Readonly<Record<string, Type.TSchema>> = {
  scan: steps.scan,
  undo: steps.undo,
  count: steps.count,
  offline: steps.network,
  online: steps.network,
  sync: steps.network,
  download: steps.network,
  restart: steps.network,
  pair: steps.network,
  clock: steps.clock,
  wait: steps.wait,
  state: steps.state,
  're-issue': steps.reissue,
  issue: steps.issue,
  'rotate-key': steps.rotateKey,
  'set-aside-key': steps.key,
  'kill-key': steps.key,
  'renew-rotation': steps.rotation,
  'edit-list': steps.list,
  profile: steps.device,
  revoke: steps.revoke,
  relay: steps.relay,
  trust: steps.trust,
  'door-key': steps.doorKey,
  restore: steps.restore,
  bind: steps.bind,
  'lose-band': steps.loseBand,
  'lose-code': steps.loseCode,
  search: steps.search,
};

export const FORMAT = 'gatehouse-door-scenario';
export const FORMAT_VERSION = 1;

const head = {
  $schema: optional(Type.String()),
  format: Type.Literal(FORMAT),
  version: Type.Literal(FORMAT_VERSION),
  name,
  about: optional(Type.String()),
  events: Type.Array(event, { minItems: 1 }),
  devices: Type.Array(device, { minItems: 1 }),
};

/** The file without a look into its steps, so that a fault in a step is told by the shape that the step has. */
export const outline = Type.Object(
  {
    ...head,
    steps: Type.Array(Type.Object({ do: optional(Type.Enum(Object.keys(stepShapes))) }), { minItems: 1 }),
  },
  strict,
);

export const scenarioSchema = Type.Object(
  {
    ...head,
    steps: Type.Array(
      Type.Union([
        steps.scan,
        steps.undo,
        steps.count,
        steps.network,
        steps.clock,
        steps.wait,
        steps.state,
        steps.reissue,
        steps.issue,
        steps.key,
        steps.rotation,
        steps.rotateKey,
        steps.list,
        steps.device,
        steps.revoke,
        steps.relay,
        steps.trust,
        steps.doorKey,
        steps.restore,
        steps.bind,
        steps.loseBand,
        steps.loseCode,
        steps.search,
      ]),
      { minItems: 1 },
    ),
  },
  {
    ...strict,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Scenario of a door, version 1',
  },
);

export type Scenario = Static<typeof scenarioSchema>;
export type ScenarioEvent = Static<typeof event>;
export type ScenarioTicket = Static<typeof ticket>;
export type ScenarioDevice = Static<typeof device>;
export type ScenarioList = Static<typeof list>;
export type Step = Scenario['steps'][number];
export type ScanStep = Static<typeof steps.scan>;
export type CountStep = Static<typeof steps.count>;
/** Of one event. */
export type EventStep = Extract<
  Step,
  {
    do:
      | 'state'
      | 're-issue'
      | 'issue'
      | 'rotate-key'
      | 'set-aside-key'
      | 'kill-key'
      | 'renew-rotation'
      | 'edit-list';
  }
>;
export type OrganiserStep =
  | EventStep
  | Extract<Step, { do: 'profile' | 'revoke' | 'trust' | 'door-key' | 'restore' }>;
