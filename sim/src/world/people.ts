import type { Shown } from '@gatehouse/scanner/store';
import { decodeRow, type LogRow } from '@gatehouse/shared/log';
import { ticketCodeText } from '@gatehouse/shared/ticket-code';
import type { Tab } from '../phone/machine.js';
import type { Random } from '../time/random.js';
import type { Actor, Seen } from './actor.js';
import { fail } from './failure.js';
import { heldManifest } from './held-tickets.js';
import { eventIdOf, listId, type World } from './world.js';

/** What somebody holds up to the camera. */
export interface Held {
  readonly text: string;
  readonly code: Seen['code'];
  readonly isForged: boolean;
  /** The key that it says it was signed with. */
  readonly kid: number;
}

export type Direction = 'in' | 'out';

export function shiftOf(actor: Actor, direction: Direction) {
  return { eventId: actor.eventId, listId, gateId: null, direction };
}

/** Draws a ticket, seldom one that must not be let in. */
export async function drawHeld(world: World, random: Random, actor: Actor): Promise<Held | null> {
  const { eventId } = actor;
  const ticket = world.ticket(random.int(0, world.sold.length - 1), eventId);
  const [isForged, isOld] = [random.chance(0.04), random.chance(0.06)];
  if (ticket === null) return drawForeign(world, random, actor);
  const behind = isOld ? Math.min(1, ticket.record.generation) : 0;
  const bytes = await world.code(ticket, { behind, forged: isForged, eventId });
  const code = {
    ticket: Buffer.from(ticket.record.hash).toString('hex'),
    generation: ticket.record.generation - behind,
  };
  return { text: ticketCodeText(bytes), code: isForged ? null : code, isForged, kid: ticket.kid };
}

/** A genuine ticket of somebody else's event. */
async function drawForeign(world: World, random: Random, actor: Actor): Promise<Held | null> {
  const other = [0, 1]
    .slice(0, world.draft.organisations)
    .map(eventIdOf)
    .find((id) => id !== actor.eventId);
  const ticket = other === undefined ? null : world.ticket(random.int(0, world.sold.length - 1), other);
  if (ticket === null || other === undefined) return null;
  const bytes = await world.code(ticket, { eventId: other });
  return { text: ticketCodeText(bytes), code: null, isForged: true, kid: ticket.kid };
}

export interface ScanOf {
  readonly held: Held;
  readonly direction: Direction;
  /** By default the one that people look at. */
  readonly tab?: Tab | null;
}

/** Holds a code up and looks at what is shown. */
export async function scan(
  world: World,
  actor: Actor,
  { held, direction, tab = actor.tab }: ScanOf,
): Promise<void> {
  const gateway = tab?.phone.gateway.get() ?? null;
  if (tab === null || gateway === null) return;
  const from = world.loop.now;
  const shown = await world.loop.drive(
    tab.process,
    () => gateway.scan({ text: held.text, how: 'camera' }, shiftOf(actor, direction)),
    30_000,
  );
  if (shown === undefined) return;
  await look(world, actor, { shown, held, from });
  const mayConfirm = shown.recorded && shown.decision.result === 'confirm';
  if (!mayConfirm || !world.random.chance(0.7) || actor.gateway !== gateway) return;
  const confirms = shown.id;
  world.tally.note('does confirm');
  const again = await world.loop.drive(
    tab.process,
    () => gateway.scan({ text: held.text, how: 'camera', confirms }, shiftOf(actor, direction)),
    30_000,
  );
  if (again !== undefined) await look(world, actor, { shown: again, held, from });
}

/** Paints a verdict, and remembers it as people do. */
export async function look(
  world: World,
  actor: Actor,
  { shown, ...of }: { readonly shown: Shown; readonly held: Held | null; readonly from: number },
): Promise<void> {
  // What was not recorded is painted amber, whatever was decided.
  if (!shown.recorded) return;
  const row = checkDurable(actor, shown);
  checkSame(actor, shown);
  world.tally.note('check 2');
  if (of.held !== null && !shown.again) checkGenuine(world, actor, { shown, held: of.held, row });
  actor.seen.push({
    shown,
    deviceId: row.device,
    step: world.step,
    from: shown.again ? Number.NEGATIVE_INFINITY : of.from,
    to: world.loop.now,
    isForged: of.held?.isForged ?? false,
    code: of.held?.code ?? null,
  });
  const { tab, gateway } = actor;
  if (tab !== null && gateway !== null)
    await world.loop.drive(tab.process, () => gateway.markShown(shown.id), 10_000);
}

/** The rows of this phone that a loss of power would leave. */
export function durableRows({ machine }: Pick<Actor, 'machine'>): LogRow[] {
  return storedRows(machine.disk.databases.get('gatehouse-log')?.durable.get('rows') ?? []).map(
    ({ row }) => row,
  );
}

export function storedRows(records: readonly { readonly value: unknown }[]) {
  return records.flatMap(({ value }) => {
    const { bytes } = value as { bytes: Uint8Array };
    const decoded = decodeRow(bytes);
    return decoded.ok ? [{ row: decoded.value, bytes }] : [];
  });
}

function checkDurable(actor: Actor, shown: Shown): LogRow {
  const records = actor.machine.disk.databases.get('gatehouse-log')?.durable.get('rows') ?? [];
  const latest = storedRows(records.slice(-40)).find(({ row }) => row.id === shown.id);
  const found = latest?.row ?? durableRows(actor).find(({ id }) => id === shown.id);
  if (found === undefined) return fail(2, `${actor.name} showed ${shown.id}, which no disk holds`);
  return found;
}

function checkSame(actor: Actor, { id, decision }: Shown): void {
  const before = actor.seen.find(({ shown }) => shown.id === id);
  if (before === undefined || before.shown.decision.result === decision.result) return;
  fail(9, `${id} was ${before.shown.decision.result} and is ${decision.result} on ${actor.name}`);
}

interface Looked {
  readonly shown: Shown;
  readonly held: Held;
  readonly row: LogRow;
}

function checkGenuine(world: World, actor: Actor, { shown, held, row }: Looked): void {
  const { result, reason } = shown.decision;
  world.tally.note('check 10');
  if (result !== 'admit' || shown.direction !== 'in') return;
  if (held.isForged && !isNewKey(world, actor, { shown, held }))
    fail(10, `${actor.name} admitted a forged or foreign code as ${reason}`);
  const { code } = held;
  if (code === null) return;
  const known = world.event(actor.eventId).tickets.get(code.ticket);
  if (known === undefined) return;
  const { start, count } = row.held.tickets;
  const isKnown = start === world.event(actor.eventId).feed.start && count >= known.position;
  const isDead = known.record.state !== 'good' || code.generation < known.record.generation;
  if (isKnown && isDead)
    fail(10, `${actor.name} admitted a ticket that is ${known.record.state} or superseded, and knew it`);
}

/** What a key signed that came after the phone's list cannot be checked; the access list says what becomes of it. */
function isNewKey(world: World, actor: Actor, { shown, held }: Pick<Looked, 'shown' | 'held'>): boolean {
  const isSaid = shown.decision.notices.some(
    (notice) => notice.code === 'not_checked' && notice.what.includes('signature'),
  );
  const root = heldManifest(actor, world.event(actor.eventId).number)?.root;
  return isSaid && root?.events.every(({ keys }) => keys.every(({ kid }) => kid < held.kid)) === true;
}

/** After a start: what was decided and never seen is shown once. */
export async function lookAtUnshown(world: World, actor: Actor): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const { tab, gateway } = actor;
    if (tab === null || gateway === null) return;
    const shown = await world.loop.drive(tab.process, () => gateway.unshown(), 10_000);
    if (shown === null || shown === undefined) return;
    world.tally.note('does unshown');
    await look(world, actor, { shown, held: null, from: world.loop.now });
  }
}

export async function undoLast(world: World, random: Random, actor: Actor): Promise<void> {
  const { tab, gateway } = actor;
  const admitted = actor.seen.filter(({ shown }) => shown.decision.result === 'admit');
  if (tab === null || gateway === null || admitted.length === 0) return;
  const { shown } = random.pick(admitted.slice(-4));
  world.tally.note('does undo');
  await world.loop.drive(tab.process, () => gateway.undo(shown.id), 30_000);
}

export async function count(world: World, random: Random, actor: Actor): Promise<void> {
  const { tab, gateway } = actor;
  if (tab === null || gateway === null) return;
  world.tally.note('does count');
  const counted = { direction: random.pick(['in', 'in', 'out'] as const), persons: random.int(1, 4) };
  await world.loop.drive(tab.process, () => gateway.count(counted, shiftOf(actor, 'in')), 30_000);
}
