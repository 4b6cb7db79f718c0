import type { Shown } from '@gatehouse/scanner/store';
import type { Locale } from '@gatehouse/shared/i18n';
import { atDesk } from './desk.js';
import { openSay, type Say } from './say.js';
import { hashOfTicket, textOfScan } from './scan-text.js';
import { rawAnswers } from './scenario/questions.js';
import type { CountStep, DeskStep, ScanStep, Scenario, ScenarioEvent, Step } from './scenario/schema.js';
import { type EventClock, eventClock } from './scenario/times.js';
import type { Figures, Timeline, World } from './world.js';

/** What is printed of a step. */
export interface Line extends Figures {
  readonly step: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly do: string;
  readonly device: string | null;
  readonly result: string;
  readonly reason: string;
  /** In words. */
  readonly explanation: string;
  /** Every reason of a confirm. */
  readonly asks?: readonly string[];
  readonly notices?: readonly string[];
  readonly texts?: readonly string[];
  readonly ticket: string | null;
  /** Of a search: the tickets that were found, in the order of the screen. */
  readonly found?: readonly string[];
  /** Wristbands that were given out twice, as far as the phone at the desk knows. */
  readonly bandConflicts?: number;
}

type Outcome = Omit<Line, 'step' | 'at' | 'do' | 'device' | keyof Figures>;

interface Made {
  readonly step: ScanStep;
  readonly shown: Shown;
  readonly text: string;
}

export interface PlayOptions {
  readonly locale: Locale;
  open(scenario: Scenario, timeline: Timeline): Promise<World>;
}

/** When the first step is. */
export function startOf(scenario: Scenario): Timeline {
  return { now: new Player(scenario, { now: 0 }).timeOf(scenario.steps[0]?.at) };
}

/** Plays the steps in order. @returns one line for each */
export async function* play(scenario: Scenario, { locale, open }: PlayOptions): AsyncGenerator<Line> {
  const timeline = startOf(scenario);
  const say = await openSay(locale);
  const world = await open(scenario, timeline);
  try {
    const player = new Player(scenario, timeline);
    for (const { id, online, paired } of scenario.devices)
      if (paired !== false) world.device(id).setOnline(online ?? true);
    await world.settle();
    for (const [index, step] of scenario.steps.entries()) {
      timeline.now = player.timeOf(step.at);
      const outcome = await player.take(step, world, say);
      await world.settle();
      const refused = namesList(step) ? world.device(step.device).refused() : null;
      yield {
        step: index + 1,
        at: new Date(timeline.now).toISOString(),
        do: step.do ?? 'scan',
        device: 'device' in step ? step.device : null,
        ...outcome,
        ...(refused === null ? {} : { reason: refused }),
        ...(await world.figures()),
      };
    }
  } finally {
    await world.close();
  }
}

/** Steps after which a phone with network has been offered a list. */
function namesList(step: Step): step is Extract<Step, { do: 'online' | 'sync' | 'trust' }> {
  return step.do === 'online' || step.do === 'sync' || step.do === 'trust';
}

const done: Outcome = { result: 'done', reason: 'ok', explanation: '', ticket: null };

class Player {
  readonly #scenario: Scenario;
  readonly #timeline: Timeline;
  readonly #clocks: ReadonlyMap<string, EventClock>;
  readonly #made = new Map<string, Made>();

  constructor(scenario: Scenario, timeline: Timeline) {
    this.#scenario = scenario;
    this.#timeline = timeline;
    this.#clocks = new Map(scenario.events.map((event) => [event.id, eventClock(event)]));
  }

  /** Without an offset it is what the clocks of the first event show. */
  timeOf(at: string | undefined): number {
    const clock = this.#clocks.get(this.#scenario.events[0]?.id ?? '');
    return at === undefined || clock === undefined ? this.#timeline.now : clock.read(at);
  }

  async take(step: Step, world: World, say: Say): Promise<Outcome> {
    switch (step.do) {
      case undefined:
      case 'scan':
        return this.#scan(step, world, say);
      case 'undo':
        return this.#undo(step, world);
      case 'count':
        return this.#count(step, world);
      case 'bind':
      case 'lose-band':
      case 'lose-code':
      case 'search':
        return this.#atDesk(step, world);
      case 'offline':
      case 'online':
        world.device(step.device).setOnline(step.do === 'online');
        return done;
      case 'sync':
      case 'download':
      case 'restart':
        await world.device(step.device)[step.do]();
        return done;
      case 'pair':
        await world.pair(step.device);
        return done;
      case 'relay':
        world.device(step.device).relay(step.answers);
        return done;
      case 'clock':
        world.device(step.device).clock.set(step.offset);
        return done;
      case 'wait':
        return done;
      default:
        await world.organise(step);
        return { ...done, ticket: ticketNamedBy(step) };
    }
  }

  async #scan(step: ScanStep, world: World, say: Say): Promise<Outcome> {
    const before = this.#made.get(step.confirms ?? step.overrides ?? '');
    const whole: ScanStep = { ...(before && repeatable(before.step)), ...step };
    const device = world.device(whole.device);
    const event = this.#eventOf(whole.event);
    const isRepeated = before !== undefined && step.ticket === undefined && step.code === undefined;
    const text = isRepeated
      ? before.text
      : await textOfScan(whole, world, { event, now: this.#timeline.now });
    const isSearched = whole.how === 'search';
    const root = device.rootOf(world.uuidOf('event', event, event));
    const hashed = (of: string, ticket: string) => hashOfTicket(world, root, { event: of, ticket });
    const scanId = (id: string | undefined) => (id === undefined ? undefined : this.#made.get(id)?.shown.id);
    const shown = await device.gateway.scan(
      {
        text: isSearched ? '' : text,
        ...(isSearched ? { ticket: await hashed(whole.of ?? event, whole.ticket ?? '') } : {}),
        how: whole.how ?? (whole.form === 'short' ? 'typed' : 'camera'),
        confirms: scanId(step.confirms),
        overrides: scanId(step.overrides),
        persons: whole.persons ?? 1,
        chosen: whole.chosen === undefined ? null : await hashed(event, whole.chosen),
        answers: rawAnswers(this.#given(event), whole.answers ?? {}, (id) =>
          world.uuidOf('question', event, id),
        ),
        ...(whole.note === undefined ? {} : { note: whole.note }),
      },
      this.#shiftOf(whole, world),
    );
    await device.gateway.markShown(shown.id);
    if (step.id !== undefined) this.#made.set(step.id, { step: whole, shown, text });
    return outcomeOf(shown, say(shown, root), world);
  }

  async #undo(step: Extract<Step, { do: 'undo' }>, world: World): Promise<Outcome> {
    const made = this.#made.get(step.scan);
    const outcome = await world.device(step.device).gateway.undo(made?.shown.id ?? '');
    const ticket = made?.shown.decision.ticket ?? null;
    return {
      result: outcome === 'done' ? 'undone' : 'refuse',
      reason: outcome === 'done' ? 'ok' : outcome,
      explanation: '',
      ticket: ticket === null ? null : world.ticketOf(ticket),
    };
  }

  async #count(step: CountStep, world: World): Promise<Outcome> {
    const { direction, persons } = step;
    const shift = this.#shiftOf(step, world);
    const isRecorded = await world.device(step.device).gateway.count({ direction, persons }, shift);
    return isRecorded
      ? { ...done, result: 'counted' }
      : { ...done, result: 'not_recorded', reason: 'storage' };
  }

  #atDesk(step: DeskStep, world: World): Promise<Outcome> {
    const device = world.device(step.device);
    const event = this.#eventOf(step.event);
    const root = device.rootOf(world.uuidOf('event', event, event));
    return atDesk(step, { device, world, event, root, shift: this.#shiftOf(step, world) });
  }

  #shiftOf(step: Pick<ScanStep, 'device' | 'event' | 'list' | 'gate' | 'direction'>, world: World) {
    const event = this.#eventOf(step.event);
    const given = this.#given(event);
    const own = this.#scenario.devices.find(({ id }) => id === step.device)?.gate;
    const usual = given?.gates?.some(({ id }) => id === own) ? own : null;
    const gate = step.gate === undefined ? usual : step.gate;
    return {
      eventId: world.uuidOf('event', event, event),
      listId: world.uuidOf('list', ...listNamed(step.list ?? given?.lists[0]?.id ?? '', event)),
      gateId: gate == null ? null : world.uuidOf('gate', event, gate),
      direction: step.direction ?? 'in',
    };
  }

  #given(event: string): ScenarioEvent | undefined {
    return this.#scenario.events.find(({ id }) => id === event);
  }

  #eventOf(named: string | undefined): string {
    return named ?? this.#scenario.events[0]?.id ?? '';
  }
}

/** A yes or an override speaks of the same code at the same door. */
function repeatable({
  id: _id,
  confirms: _confirms,
  overrides: _overrides,
  at: _at,
  ...step
}: ScanStep): ScanStep {
  return step;
}

function ticketNamedBy(step: Step): string | null {
  if (!('ticket' in step) || step.ticket === undefined) return null;
  return typeof step.ticket === 'string' ? step.ticket : step.ticket.id;
}

function outcomeOf(
  { decision, recorded, problem }: Shown,
  words: { explanation: string; notices: readonly string[] },
  world: World,
): Outcome {
  if (!recorded) {
    return { result: 'not_recorded', reason: problem ?? 'storage', explanation: '', ticket: null };
  }
  const { result, reason, asks, texts, ticket } = decision;
  return {
    result,
    reason,
    explanation: words.explanation,
    ...(asks.length > 0 ? { asks: asks.map((ask) => ask.reason) } : {}),
    ...(words.notices.length > 0 ? { notices: words.notices } : {}),
    ...(texts.length > 0 ? { texts } : {}),
    ticket: ticket === null ? null : world.ticketOf(ticket),
  };
}

/** `pass/list` is a list of a pass. */
function listNamed(name: string, event: string): [event: string, list: string] {
  const [list = '', pass = event] = name.split('/').reverse();
  return [pass, list];
}
