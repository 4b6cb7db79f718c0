import { dateNumber } from '@gatehouse/shared/checkin';
import { type AccessOptions, defaultAccessOptions } from '@gatehouse/shared/event';
import type { Root } from '@gatehouse/shared/manifest';
import { kindOf, optionsOf } from '../scenario/questions.js';
import { ruleOf } from '../scenario/rules.js';
import type { ScenarioDevice, ScenarioEvent, ScenarioList } from '../scenario/schema.js';
import type { EventClock } from '../scenario/times.js';
import { eventNumberFor, uuidFor } from './ids.js';

/** The parts of a root that follow from the file alone. */
export type RootRules = Pick<Root, 'times' | 'timeZone' | 'offsets' | 'zones' | 'gates' | 'questions'>;

/** What rules call a date at the door. */
function numberOf({ id }: ScenarioEvent): string {
  return dateNumber(eventNumberFor(id));
}

export function rulesOf(event: ScenarioEvent, clock: EventClock): RootRules {
  const uuid = (id: string) => uuidFor(`${event.id}/${id}`);
  const uuidOrNull = (id: string | null | undefined) => (id == null ? null : uuid(id));
  return {
    times: {
      start: clock.read(event.startsAt),
      admission: clock.readOrNull(event.admissionAt),
      end: clock.readOrNull(event.endsAt),
      date: event.date === undefined ? null : numberOf(event),
    },
    timeZone: event.timeZone,
    offsets: clock.offsets.map(([from, minutes]) => [from, minutes]),
    zones: (event.zones ?? []).map(({ id, name, capacity }) => ({
      id: uuid(id),
      name,
      capacity: capacity ?? null,
    })),
    gates: (event.gates ?? []).map(({ id, name, from, to }) => ({
      id: uuid(id),
      name,
      from: uuidOrNull(from),
      to: uuidOrNull(to),
    })),
    questions: (event.questions ?? []).map((question) => ({
      id: uuid(`question ${question.id}`),
      lists: (question.lists ?? []).map(uuid),
      classes: (question.classes ?? []).map((id) => classIndex(event, id)),
      required: question.required ?? false,
      mode: question.mode ?? 'asked',
      kind: kindOf(question),
      label: question.text,
      hint: question.hint ?? null,
      options: optionsOf(question),
      min: question.min ?? null,
      max: question.max ?? null,
    })),
  };
}

/** Classes are counted from 1 in the order of the file. */
export function classIndex(event: ScenarioEvent, id: string | undefined): number {
  return id === undefined ? 1 : 1 + event.classes.findIndex((each) => each.id === id);
}

/** The class of tickets with a window of their own. */
export interface WindowClass {
  readonly of: number;
  readonly index: number;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** The classes of the file, then those of the windows. */
export function classesOf(
  given: ScenarioEvent,
  clock: EventClock,
  windows: readonly WindowClass[],
): Root['classes'] {
  const own = given.classes.map((each, index) => ({
    index: index + 1,
    label: each.label ?? each.id,
    colour: each.colour ?? '#1f6feb',
    ticketType: each.id,
    variation: each.variation ?? null,
    zones: (each.zones ?? []).map((id) => uuidFor(`${given.id}/${id}`)),
    validFrom: clock.readOrNull(each.validFrom),
    validUntil: clock.readOrNull(each.validUntil),
    texts: each.texts ?? [],
  }));
  const ofWindows = windows.flatMap(({ of, index, validFrom, validUntil }) =>
    own
      .filter((each) => each.index === of)
      .map((each) => ({
        ...each,
        index,
        validFrom: validFrom ?? each.validFrom,
        validUntil: validUntil ?? each.validUntil,
      })),
  );
  return [...own, ...ofWindows];
}

interface ListGround {
  readonly clock: EventClock;
  /** The classes of tickets with a window of their own, by class. */
  readonly windows: readonly { readonly of: number; readonly index: number }[];
  /** All of the file, of which a rule may name dates. */
  readonly events: readonly ScenarioEvent[];
}

/** A list as its root says it. */
export function listOf(
  event: ScenarioEvent,
  list: ScenarioList,
  { clock, windows, events }: ListGround,
): Root['lists'][number] {
  const { id, name, classes, gates, activeFrom, activeUntil, rule, byMedium, ...options } = list;
  const named = (classes ?? event.classes.map((each) => each.id)).map((each) => classIndex(event, each));
  const given: Partial<AccessOptions> = options;
  return {
    ...defaultAccessOptions,
    ...given,
    id: uuidFor(`${event.id}/${id}`),
    name,
    classes: [...named, ...windows.filter(({ of }) => named.includes(of)).map(({ index }) => index)],
    gates: (gates ?? []).map((gate) => uuidFor(`${event.id}/${gate}`)),
    activeFrom: clock.readOrNull(activeFrom),
    activeUntil: clock.readOrNull(activeUntil),
    byMedium: byMedium ?? 'admit',
    rule:
      rule === undefined
        ? null
        : ruleOf(rule, {
            clock,
            // A root calls types by their names, and here these are the ids of the file.
            ticketType: (type) => type,
            gate: (gate) => uuidFor(`${event.id}/${gate}`),
            date: (word) => events.filter(({ date }) => date === word).map(numberOf)[0] ?? word,
          }),
  };
}

export function devicesOf(devices: readonly ScenarioDevice[], revoked: ReadonlySet<string>): Root['devices'] {
  return devices.map((device) => ({
    id: uuidFor(`device ${device.id}`),
    name: device.name ?? device.id,
    gate: null,
    profile: device.profile ?? 'steward',
    // Nobody here checks what phones carry for each other.
    publicKey: new Uint8Array(65).fill(4),
    status: revoked.has(device.id) ? 'revoked' : 'active',
  }));
}
