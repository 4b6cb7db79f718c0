import type { AccessList } from '../policy.js';
import { isCheckedOut, nowhere, type Presence } from '../presence.js';
import { clockOf } from '../rules/evaluate.js';
import { groupBy } from './group-by.js';
import { settledRows } from './orders.js';
import { type Placed, placeAlone, placeRows } from './place.js';
import type { Review, ReviewInput, ScanRow, TicketChange } from './rows.js';
import { byDate, type Staleness, stalenessOf } from './stale.js';
import { type Ground, type GroundAt, type Step, step } from './step.js';

/** A counting scan with its place in time and what has become of it. */
export interface Reviewed {
  readonly placed: Placed<ScanRow>;
  readonly review: Review;
}

export interface Walked {
  readonly reviews: ReadonlyMap<string, Reviewed>;
  /** Where the people of each ticket are after the walk, by list as it is now. */
  readonly presences: readonly { readonly ground: Ground; readonly presence: Presence }[];
  readonly placed: readonly Placed[];
}

/** A list that this root does not describe any more turns nobody into an extra. */
const forgottenList: AccessList = {
  id: '',
  classes: [],
  gates: [],
  entry: 'multiple',
  maxEntries: null,
  persons: 'group',
  activeFrom: null,
  activeUntil: null,
  checkOutAt: null,
  dayStartsAt: '00:00',
  includeUnpaid: false,
  addOnMatch: false,
  notOnList: 'refuse',
  byHand: 'refuse',
  byMedium: 'refuse',
  rotation: 'off',
  rule: null,
};

/**
 * What has become of every counting scan, from the set of rows and dated changes alone: the same for any order of
 * arrival, so that phones and server agree as soon as they hold the same rows.
 */
export function walkRows(input: ReviewInput): Walked {
  const [only] = input.rows;
  if (only?.kind === 'scan' && input.rows.length === 1 && input.changes.length === 0)
    return walkAlone(only, input);
  const placed = placeRows(input.rows);
  const undone = undoneIds(placed);
  const changes = groupBy([...input.changes].sort(byDate), ({ ticket }) => ticket);
  const reviews = new Map<string, Reviewed>();
  const candidates: Candidate[] = [];
  for (const at of placed.filter(isCounting)) {
    const settled = settledReview(at, undone);
    if (settled !== null) reviews.set(at.row.id, { placed: at, review: settled });
    else candidates.push({ placed: at, staleness: stalenessOf(at, changes.get(at.row.ticket ?? '') ?? []) });
  }
  const groups = groupBy(candidates, ({ placed: { row } }) => JSON.stringify([row.ticket, row.list]));
  const presences = [...groups.values()].map((group) => walkGroup(group, input, { changes, reviews }));
  return { reviews, presences, placed };
}

const nothingUndone: ReadonlySet<string> = new Set();

/** Most tickets are scanned once: nothing stands against that scan, so there is no order to look for. */
function walkAlone(row: ScanRow, input: ReviewInput): Walked {
  const placed = placeAlone(row);
  if (!isCounting(placed)) return { reviews: new Map(), presences: [], placed: [placed] };
  const settled = settledReview(placed, nothingUndone);
  if (settled !== null)
    return { reviews: new Map([[row.id, { placed, review: settled }]]), presences: [], placed: [placed] };
  const groundAt = groundsOf(row, input);
  const review: Review = { status: 'stands', sure: isPlacedEnough(placed, groundAt) };
  const { presence } = step(nowhere, placed, groundAt);
  return {
    reviews: new Map([[row.id, { placed, review }]]),
    presences: [{ ground: groundAt(Infinity), presence }],
    placed: [placed],
  };
}

interface Candidate {
  readonly placed: Placed<ScanRow>;
  readonly staleness: Staleness;
}

function isCounting(placed: Placed): placed is Placed<ScanRow> {
  return placed.row.kind === 'scan' && placed.row.effect !== 'none' && placed.row.effect !== 'check';
}

function undoneIds(placed: readonly Placed[]): ReadonlySet<string> {
  return new Set(placed.flatMap(({ row }) => (row.kind === 'undo' && !row.quarantined ? [row.undoes] : [])));
}

/** The reviews that need no walk; a person let in without using the ticket takes nobody's place. */
function settledReview({ row }: Placed<ScanRow>, undone: ReadonlySet<string>): Review | null {
  if (row.quarantined) return { status: 'quarantined', sure: true };
  if (undone.has(row.id)) return { status: 'undone', sure: true };
  return row.effect === 'person' || row.ticket === null || row.list === null
    ? { status: 'stands', sure: true }
    : null;
}

/** Walks one ticket on one list. */
function walkGroup(
  group: readonly Candidate[],
  input: ReviewInput,
  { changes, reviews }: { readonly changes: Dated; readonly reviews: Map<string, Reviewed> },
) {
  const row = group[0]?.placed.row;
  const groundAt = groundsOf(row, input, changes.get(row?.ticket ?? ''));
  // Who may have been dead may have taken no place, so nobody else's is sure either.
  const isDated = group.every(({ staleness }) => staleness.sure);
  const alive = group.flatMap(({ placed, staleness }) => (staleness.what === null ? [placed] : []));
  const isSettled = isDated && alive.every((placed) => isPlacedEnough(placed, groundAt));
  const settled = isSettled ? settledRows(alive, groundAt) : new Set<string>();
  let presence = nowhere;
  for (const { placed, staleness } of group) {
    const { id } = placed.row;
    if (staleness.what !== null) {
      reviews.set(id, { placed, review: { status: 'stale', what: staleness.what, sure: staleness.sure } });
      continue;
    }
    const after = step(presence, placed, groundAt);
    presence = after.presence;
    reviews.set(id, { placed, review: reviewOf(after, settled.has(id)) });
  }
  return { ground: groundAt(Infinity), presence };
}

/** Whether the bounds leave open only the order: no other rules, check-out or beginning of a day lie within them. */
function isPlacedEnough({ earliest, latest }: Placed, groundAt: GroundAt): boolean {
  const ground = groundAt(earliest);
  if (ground !== groundAt(latest)) return false;
  const { list, rules } = ground;
  const clock = clockOf(list.rule);
  if (clock === 'time') return earliest === latest;
  const { offsets } = rules;
  const span = { since: earliest, now: latest, offsets };
  const isOneDay = clock === 'none' || !isCheckedOut(list.dayStartsAt, span);
  return isOneDay && !isCheckedOut(list.checkOutAt, span);
}

function reviewOf({ blockedBy }: Step, sure: boolean): Review {
  return blockedBy === null ? { status: 'stands', sure } : { status: 'extra', first: blockedBy, sure };
}

/** Ticket → its changes in order. */
type Dated = ReadonlyMap<string, readonly TicketChange[]>;

/** What a ticket meets on a list, at any time. @param changes of the ticket, in order */
function groundsOf(
  row: ScanRow | undefined,
  { policy, tickets }: ReviewInput,
  changes: readonly TicketChange[] = [],
): GroundAt {
  const id = row?.list ?? '';
  const ticket = tickets.get(row?.ticket ?? '');
  const groundOf = (list: AccessList, entries: number, others: readonly Ground[]): Ground => ({
    list,
    rules: { list, offsets: policy.offsets, ticketEntries: entries },
    class: policy.classes.find(({ index }) => index === ticket?.class) ?? null,
    policy,
    others,
  });
  const list = policy.lists.find((each) => each.id === id) ?? { ...forgottenList, id };
  const entries = ticket?.entries ?? 0;
  const now = groundOf(list, entries, []);
  const lists = (policy.earlier ?? []).filter((was) => was.list.id === id).sort((a, b) => a.until - b.until);
  const allowed = changes.flatMap(({ at: until, entriesBefore }) =>
    entriesBefore === undefined ? [] : [{ until, entries: entriesBefore }],
  );
  const untils = [...new Set([...lists, ...allowed].map(({ until }) => until))].sort((a, b) => a - b);
  const earlier = untils.map((until) => {
    const listThen = lists.find((was) => until <= was.until)?.list ?? list;
    const entriesThen = allowed.find((was) => until <= was.until)?.entries ?? entries;
    const mixed = [groundOf(list, entriesThen, []), groundOf(listThen, entries, [])];
    return { until, ground: groundOf(listThen, entriesThen, [...mixed, now]) };
  });
  return (at) => earlier.find(({ until }) => at < until)?.ground ?? now;
}
