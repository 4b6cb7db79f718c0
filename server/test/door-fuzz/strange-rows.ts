import type { Random } from '@gatehouse/shared/fuzz';
import { encodeDetails, type LogRow } from '@gatehouse/shared/log';
import type { DoorWorld } from '../door-world.js';
import { type LogPhone, type RowFields, uuid } from '../log-phone.js';

const times = [0, 1, 1_000, 2 ** 31 * 1_000, 2 ** 48 - 2, 8.64e13, 253_402_300_800_000];
const texts = ['', 'a\0b', '\ud800', '\u202e', 'x'.repeat(3_000), '👩‍👩‍👧‍👦', '%', '{"a":1}', '\\u0000'];
const reasons = ['ok', '', 'already_used', '_', 'a'.repeat(255), 'rule_denied', 'toString', '0'].map(
  (reason) => reason.toLowerCase(),
);
const counts = [0, 1, 2, 65_535];
const positions = [0, 1, 2 ** 31, 2 ** 32 - 1];

/** Writes a well-formed row that no phone in its right mind writes. */
export function writeStrange(world: DoorWorld, phone: LogPhone, random: Random): void {
  const kind = random.pick(['scan', 'scan', 'scan', 'undo', 'bind', 'count', 'clock', 'lost'] as const);
  phone.write({
    kind,
    ...strangePlace(world, random),
    ...strangeVerdict(phone, random),
    beside: random.below(2) === 0 ? null : strangeDetails(random),
    extra: { ...fieldsOf(kind, phone, random), time: strangeTime(random), held: strangeHeld(random) },
  });
}

function strangePlace({ place, tickets }: DoorWorld, random: Random): RowFields {
  // Most rows are of tickets that nobody knows: the walk over one ticket's many rows is no part of this.
  const ticket = random.below(6) === 0 ? random.pick(tickets).ticketHash : random.bytes(8);
  return {
    event: random.pick([place.number, place.number, place.number, 0, 1, 2 ** 32 - 1]),
    list: random.pick([place.listId, place.listId, null, uuid(), place.gateId]),
    gate: random.pick([place.gateId, null, uuid(), place.listId]),
    ticketHash: random.pick([ticket, ticket, null]),
    proof: random.pick([null, random.bytes(32)]),
    generation: random.pick([0, 1, 255]),
    persons: random.pick(counts),
  };
}

function strangeVerdict({ ids }: LogPhone, random: Random): RowFields {
  const known = random.pick([...ids.slice(-3), uuid()]);
  const relation = random.pick(['answers', 'overrides', 'undoes'] as const);
  return {
    ...(random.below(8) === 0 && ids.length > 0 ? { id: random.pick(ids) } : {}),
    direction: random.pick([null, 'in', 'out', 'check'] as const),
    how: random.pick([null, 'camera', 'typed', 'medium', 'search'] as const),
    result: random.pick([null, 'admit', 'exit', 'confirm', 'refuse'] as const),
    effect: random.pick(['none', 'entry', 'person', 'exit', 'check'] as const),
    reason: random.pick(reasons),
    names: random.below(2) === 0 ? null : { relation, scan: known },
  };
}

function strangeTime(random: Random): LogRow['time'] {
  const any = () => (random.below(2) === 0 ? Date.now() : random.pick(times));
  return {
    wall: any(),
    session: random.bytes(8),
    monotonic: random.pick(times),
    estimate: any(),
    earliest: any(),
    latest: random.pick([null, any()]),
    unsure: random.below(2) === 0,
  };
}

function strangeHeld(random: Random): LogRow['held'] {
  const position = () => ({ start: random.pick(positions), count: random.pick(positions) });
  return { root: position(), tickets: position(), scans: position(), stale: random.below(2) === 0 };
}

function fieldsOf(kind: LogRow['kind'], { rows }: LogPhone, random: Random): object {
  const seq = rows.length + 1;
  if (kind === 'undo') return { names: { relation: 'undoes', scan: uuid() } };
  if (kind === 'bind') return { medium: random.bytes(8), ticketHash: random.bytes(8) };
  if (kind === 'clock')
    return { server: random.pick(times), sent: 1, received: random.pick([1, 2 ** 48 - 1]) };
  return kind === 'lost' ? { from: 1, to: Math.max(1, random.pick([1, seq - 1])) } : {};
}

function strangeDetails(random: Random): Uint8Array {
  const text = () => random.pick(texts);
  const seen = random.pick([
    null,
    { kind: 'whole', text: text() },
    { kind: 'cut', text: text() },
    { kind: 'hashed', hash: random.bytes(32) },
  ] as const);
  const answers = Array.from({ length: random.below(3) }, () => ({ question: text(), answer: text() }));
  return encodeDetails({ seen, answers, note: text() }, random.bytes(16));
}
