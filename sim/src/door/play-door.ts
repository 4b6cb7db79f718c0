import { fromHex, toHex } from '@gatehouse/shared/bytes';
import { type Decision, decide, mayUndo, type Policy, type Reason } from '@gatehouse/shared/checkin';
import {
  acceptedGeneration,
  checkSignature,
  type DoorKnowledge,
  factsOf,
  followUpOf,
  type KnownRow,
  policyOf,
  profileOf,
  rowOf,
} from '@gatehouse/shared/door';
import { NO_PREVIOUS, type RowTime } from '@gatehouse/shared/log';
import { parseScan } from '@gatehouse/shared/ticket-code';
import type { Random } from '../time/random.js';
import { wrongVerdict } from '../world/expected.js';
import { type DrawnDoor, drawDoor, verify } from './drawn-door.js';
import { drawThing, type ShownThing } from './shown-thing.js';

const THINGS = 12;
const OWN_UNDO_MS = 600_000;
const device = '00000000-0000-4000-8000-000000000001';

/** One phone at the door, without disk or network: what it knows of scans is what it has decided. */
interface Phone {
  readonly door: DrawnDoor;
  readonly profile: 'steward' | 'supervisor';
  readonly policy: Policy;
  /** By ticket, what was not taken back. */
  readonly rows: Map<string, KnownRow[]>;
  readonly accepted: Map<string, number>;
  /** The same in the world's own books, for codes that proved themselves. */
  readonly letIn: Map<string, number>;
  seq: number;
}

interface Said {
  readonly confirmed: readonly Reason[];
  readonly overridden: readonly Reason[];
}

interface Asking {
  readonly direction: 'in' | 'out' | 'check';
  readonly now: number;
  readonly unsure: boolean;
  readonly said: Said;
}

/**
 * Draws a door and shows things to it, each by the real facts and the real decision, and looks at each answer alone.
 * @returns what is wrong with one of them; null: nothing
 */
export async function playDoor(random: Random): Promise<string | null> {
  const door = drawDoor(random);
  const profile = random.pick(['steward', 'supervisor'] as const);
  const policy = policyOf(door.manifest.root, profile, [{ id: door.event + 1, name: 'Next door' }]);
  const phone: Phone = {
    door,
    profile,
    policy,
    rows: new Map(),
    accepted: new Map(),
    letIn: new Map(),
    seq: 0,
  };
  let now = door.opensAt;
  for (let shown = 0; shown < THINGS; shown += 1) {
    now += random.int(1_000, 600_000);
    const wrong = (await showOne(phone, random, now)) ?? undoOne(phone, random, now);
    if (wrong !== null) return wrong;
  }
  return null;
}

async function showOne(phone: Phone, random: Random, now: number): Promise<string | null> {
  const thing = await drawThing(random, phone.door, now);
  const direction = random.pick(['in', 'in', 'in', 'out', 'check'] as const);
  const nothingSaid: Said = { confirmed: [], overridden: [] };
  const asking = { direction, now, unsure: random.chance(0.2) };
  const first = await show(phone, thing, { ...asking, said: nothingSaid });
  if (first.wrong !== null) return first.wrong;
  const { decision } = first;
  const mayAnswer = decision.result === 'confirm' || decision.mayOverride;
  if (!mayAnswer || random.chance(0.4)) return null;
  const relation = decision.result === 'confirm' ? 'answers' : 'overrides';
  const said = followUpOf({ id: device, decision, confirmed: [], overridden: [] }, relation);
  return (await show(phone, thing, { ...asking, said })).wrong;
}

async function show(phone: Phone, thing: ShownThing, { direction, now, unsure, said }: Asking) {
  const { door, policy } = phone;
  const parsed = parseScan(thing.text, { typed: thing.facts.by === 'typed' });
  const { confirmed, overridden } = said;
  const facts = factsOf(
    {
      parsed,
      signature: await checkSignature(parsed, door.manifest.root, verify),
      by: thing.facts.by,
      found: thing.found,
      at: now,
      scan: { direction, list: door.list.id, gate: null, persons: 1, chosen: null, confirmed, overridden },
    },
    knowledgeOf(phone),
  );
  const decision = decide(facts, policy, { estimate: now, unsure });
  const wrong = wrongVerdict(
    {
      ...thing.facts,
      direction,
      acceptedGeneration: phone.letIn.get(nameOf(thing)) ?? 0,
      list: rulesOf(door),
      isConfirmed: confirmed.length > 0,
      isOverridden: overridden.length > 0,
      admittedHere: admissionsOf(phone, decision.ticket ?? ''),
      isUnsure: unsure,
    },
    decision,
  );
  const accepted = acceptedGeneration(facts, decision);
  if (accepted !== null) phone.accepted.set(accepted.ticket, accepted.generation);
  keep(phone, thing, { decision, parsed, scan: facts.scan, now });
  return { decision, wrong };
}

function nameOf({ ticket }: ShownThing): string {
  return ticket === null ? '' : toHex(ticket.hash);
}

function rulesOf({ list, hasLinks }: DrawnDoor) {
  const { entry, rotation, byHand, includeUnpaid, notOnList, addOnMatch } = list;
  return {
    entry,
    rotation,
    byHand,
    notOnList,
    hasLinks,
    isUnpaidIncluded: includeUnpaid,
    isAddOnMatch: addOnMatch,
  };
}

function knowledgeOf({ door, policy, rows, accepted }: Phone): DoorKnowledge {
  return {
    manifest: door.manifest,
    policy,
    rowsOf: (ticket) => rows.get(ticket) ?? [],
    newestGenerationOf: (ticket) => accepted.get(ticket) ?? 0,
    rotationSecretsOf: () => [door.rotationSecret],
    askedOn: () => [],
  };
}

interface Decided {
  readonly decision: Decision;
  readonly parsed: ReturnType<typeof parseScan>;
  readonly scan: Parameters<typeof rowOf>[1]['scan'];
  readonly now: number;
}

/** What moves people is known from now on. */
function keep(phone: Phone, thing: ShownThing, { decision, parsed, scan, now }: Decided): void {
  const { effect, result, ticket } = decision;
  const { facts } = thing;
  const isProven =
    facts.generation !== null && facts.isGenuine && facts.isOfThisEvent && facts.key !== 'unknown';
  if (result === 'admit' && isProven) {
    const before = phone.letIn.get(nameOf(thing)) ?? 0;
    phone.letIn.set(nameOf(thing), Math.max(before, facts.generation ?? 0));
  }
  if (ticket === null || fromHex(ticket)?.length !== 8 || (effect !== 'entry' && effect !== 'exit')) return;
  phone.seq += 1;
  const row = rowOf(decision, {
    id: `00000000-0000-4000-9000-${phone.seq.toString().padStart(12, '0')}`,
    device,
    seq: phone.seq,
    event: phone.door.event,
    parsed,
    scan,
    names: null,
    time: timeOf(now),
    held: { root: zero, tickets: zero, scans: zero, stale: false },
    details: null,
    previous: NO_PREVIOUS,
  });
  phone.rows.set(ticket, [...(phone.rows.get(ticket) ?? []), { row, review: null }]);
}

const zero = { start: 0, count: 0 };

function timeOf(now: number): RowTime {
  const bounds = { estimate: now, earliest: now, latest: now, unsure: false };
  return { wall: now, monotonic: now, session: new Uint8Array(8), ...bounds };
}

function admissionsOf({ rows }: Phone, ticket: string): number {
  return (rows.get(ticket) ?? []).filter(({ row }) => row.effect === 'entry').length;
}

/** Now and then somebody wants a scan back. */
function undoOne(phone: Phone, random: Random, now: number): string | null {
  const rows = [...phone.rows.values()].flat();
  if (rows.length === 0 || !random.chance(0.2)) return null;
  const { row } = random.pick(rows);
  const at = row.time.estimate;
  const scan = { device, at, effect: row.effect, isUndone: false };
  const answer = mayUndo(scan, { device, profile: profileOf(phone.profile) }, now);
  const isExpected = phone.profile === 'supervisor' || now - at < OWN_UNDO_MS;
  if ((answer === 'allowed') !== isExpected)
    return `a ${phone.profile} who takes back a scan after ${now - at} ms is told: ${answer}`;
  if (answer !== 'allowed') return null;
  const ticket = row.ticketHash === null ? '' : toHex(row.ticketHash);
  phone.rows.set(
    ticket,
    (phone.rows.get(ticket) ?? []).filter((known) => known.row.id !== row.id),
  );
  return null;
}
