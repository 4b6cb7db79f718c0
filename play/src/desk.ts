import type { Root } from '@gatehouse/shared/manifest';
import { hashOfTicket } from './scan-text.js';
import type { BindStep, DeskStep, LoseStep, SearchStep } from './scenario/desk-steps.js';
import type { PlayedDevice, World } from './world.js';

/** Where a phone stands, and the event whose door it is. */
export interface DeskPlace {
  readonly device: PlayedDevice;
  readonly world: World;
  /** By the scenario's id. */
  readonly event: string;
  readonly root: Root | null;
  readonly shift: Parameters<PlayedDevice['gateway']['bind']>[1];
}

/** What is printed of it. */
export interface DeskOutcome {
  readonly result: string;
  readonly reason: string;
  readonly explanation: string;
  readonly ticket: string | null;
  /** Ids of tickets, in the order of the screen. */
  readonly found?: readonly string[];
  /** Wristbands that were given out twice, as far as this phone knows. */
  readonly bandConflicts?: number;
}

export function atDesk(step: DeskStep, place: DeskPlace): Promise<DeskOutcome> {
  switch (step.do) {
    case 'bind':
      return bind(step, place);
    case 'lose-band':
    case 'lose-code':
      return lose(step, place);
    default:
      return search(step, place);
  }
}

/** As the wristband panel does it: one that stands for somebody else is asked about first. */
async function bind(step: BindStep, place: DeskPlace): Promise<DeskOutcome> {
  const { gateway } = place.device;
  const ticket = await hashOf(step, place);
  const state = gateway.bandState({ text: step.code, ticket }, place.shift);
  if (state !== 'free' && (state !== 'taken' || step.mode === undefined)) {
    return outcomeOf(state === 'same' ? 'bound' : 'refuse', state, { step, place });
  }
  const mode = state === 'free' ? 'bound' : (step.mode ?? 'bound');
  const outcome = await gateway.bind({ text: step.code, ticket, mode }, place.shift);
  if (outcome === 'done' || outcome === 'replaced') {
    return outcomeOf('bound', outcome === 'done' ? 'ok' : outcome, { step, place });
  }
  return refusalOf(outcome, { step, place });
}

async function lose(step: LoseStep, place: DeskPlace): Promise<DeskOutcome> {
  const { gateway } = place.device;
  const ticket = await hashOf(step, place);
  const outcome =
    step.do === 'lose-band'
      ? await gateway.loseBand(ticket, place.shift)
      : await gateway.losePrintedCodes(ticket, place.shift);
  return outcome === 'lost' ? outcomeOf('lost', 'ok', { step, place }) : refusalOf(outcome, { step, place });
}

async function search({ text, device: _device }: SearchStep, place: DeskPlace): Promise<DeskOutcome> {
  const { device, world, shift } = place;
  await device.peopleCome(shift.eventId);
  const people = await device.gateway.search(text, shift);
  if (people === null) return { result: 'refuse', reason: 'no_names', explanation: '', ticket: null };
  const found = people.found.flatMap(({ ticket }) => world.ticketOf(ticket) ?? []);
  return {
    result: 'found',
    reason: found.length > 0 ? 'ok' : 'nobody',
    explanation: '',
    ticket: null,
    found,
  };
}

interface Told {
  readonly step: BindStep | LoseStep;
  readonly place: DeskPlace;
}

function refusalOf(why: string, told: Told): DeskOutcome {
  return why === 'not_recorded'
    ? { result: 'not_recorded', reason: 'storage', explanation: '', ticket: null }
    : outcomeOf('refuse', why, told);
}

function outcomeOf(result: string, reason: string, { step, place }: Told): DeskOutcome {
  const conflicts = place.device.gateway.bandConflicts(place.shift).length;
  return {
    result,
    reason,
    explanation: '',
    ticket: step.ticket,
    ...(conflicts > 0 ? { bandConflicts: conflicts } : {}),
  };
}

function hashOf({ of, ticket }: BindStep | LoseStep, { world, event, root }: DeskPlace): Promise<string> {
  return hashOfTicket(world, root, { event: of ?? event, ticket });
}
