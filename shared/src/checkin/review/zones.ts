import type { Gate } from '../policy.js';
import { isCheckedOut } from '../presence.js';
import type { Instant } from '../zone-time.js';
import { groupBy } from './group-by.js';
import { bodies, sum } from './inside.js';
import { inOrder, type Placed } from './place.js';
import type { Walked } from './review.js';
import type { ReviewInput, ScanRow } from './rows.js';

type Span = Pick<ReviewInput, 'policy'> & { readonly now: Instant };
type Whereabouts = ReadonlyMap<string, number>;

const outside: Whereabouts = new Map();

/** How many people are in each zone. A ticket is in one zone at a time, whichever list let it in. */
export function insideByZone(walked: Walked, span: Span): ReadonlyMap<string, number> {
  return new Map([...sumsByZone(walked, span)].map(([zone, persons]) => [zone, Math.max(0, persons)]));
}

/** The same of some of the rows: less than none where more were counted out than came in among them. */
export function sumsByZone(walked: Walked, span: Span): ReadonlyMap<string, number> {
  const uncounted = bodies(walked, span).map(
    ({ gate, persons }) => new Map([[zoneBehind(gate, span) ?? '', persons]]),
  );
  const found = [...ticketsOf(walked).map((rows) => follow(rows, span)), ...uncounted];
  const zones = new Set(
    span.policy.gates.flatMap(({ from, to }) => [from, to]).filter((zone) => zone !== null),
  );
  return new Map([...zones].map((zone) => [zone, sum(found.map((where) => where.get(zone) ?? 0))]));
}

/** Standing admissions and exits of all lists, by ticket. */
function ticketsOf({ reviews }: Walked): Placed<ScanRow>[][] {
  const standing = [...reviews.values()].flatMap(({ placed, review }) =>
    review.status === 'stands' && placed.row.effect !== 'person' ? [placed] : [],
  );
  const tickets = groupBy(standing, ({ row }) => row.ticket);
  tickets.delete(null);
  return [...tickets.values()].map((rows) => rows.sort(inOrder));
}

function follow(rows: readonly Placed<ScanRow>[], span: Span): Whereabouts {
  let where = outside;
  let last: Placed<ScanRow> | null = null;
  for (const placed of rows) {
    if (hasGone(last, placed.estimate, span)) where = outside;
    where = pass(where, placed.row, span);
    last = placed;
  }
  return hasGone(last, span.now, span) ? outside : where;
}

function hasGone(last: Placed<ScanRow> | null, now: Instant, { policy }: Span): boolean {
  if (last === null) return false;
  const { checkOutAt = null } = policy.lists.find(({ id }) => id === last.row.list) ?? {};
  return isCheckedOut(checkOutAt, { since: last.estimate, now, offsets: policy.offsets });
}

/** A single person leaves every other zone; of a group those move who go through the gate. */
function pass(where: Whereabouts, row: ScanRow, span: Span): Whereabouts {
  const gate = span.policy.gates.find(({ id }) => id === row.gate);
  const isGroup = span.policy.lists.find(({ id }) => id === row.list)?.persons === 'group';
  if (!gate) return row.effect === 'exit' ? outside : where;
  const [from, to] = row.effect === 'exit' ? [gate.to, gate.from] : [gate.from, gate.to];
  if (!isGroup) return wasSomewhere(where, row) ? new Map(to === null ? [] : [[to, 1]]) : outside;
  const leaving =
    row.effect === 'exit' || from !== null ? Math.min(where.get(from ?? '') ?? 0, row.persons) : 0;
  const arriving = row.effect === 'exit' ? leaving : row.persons;
  const after = new Map(where);
  if (from !== null) after.set(from, (where.get(from) ?? 0) - leaving);
  if (to !== null) after.set(to, (after.get(to) ?? 0) + arriving);
  return after;
}

/** An exit of somebody who was nowhere puts nobody into the zone before the gate. */
function wasSomewhere(where: Whereabouts, { effect }: ScanRow): boolean {
  return effect === 'entry' || where.size > 0;
}

function zoneBehind(gate: string | null, { policy }: Span): string | null {
  const found: Gate | undefined = policy.gates.find(({ id }) => id === gate);
  return found?.to ?? null;
}
