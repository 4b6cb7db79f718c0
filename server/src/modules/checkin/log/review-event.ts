import { createHash } from 'node:crypto';
import { type DoorRules, groupBy, type ReviewInput, walkRows } from '@gatehouse/shared/checkin';
import type { Position } from '@gatehouse/shared/manifest';
import type { Review } from '@gatehouse/shared/protocol';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { settleConflicts } from './conflicts.js';
import type { LogStore } from './log-store.js';
import { movePhoneRows } from './move-phone-rows.js';
import { isSamePlace, lastPlaces, type Place } from './places.js';
import {
  countedTicket,
  isSameReview,
  placedRow,
  type ScanRecord,
  standing,
  withChange,
} from './scan-rows.js';
import type { PositionedRecord } from './scan-writes.js';
import type { LockedPass, LockedScans } from './scans-feed.js';
import { type ShareDeps, shareRows } from './share-rows.js';

export interface ReviewDeps extends ShareDeps {
  /** Where rows and reviews are kept. */
  store(trx: ClosedTransaction): LogStore;
  rulesOf(trx: ClosedTransaction, key: { organisationId: string; eventId: string }): Promise<DoorRules>;
}

export interface ReviewTask {
  readonly scans: LockedScans;
  /** Rows that are here for the first time. */
  readonly fresh: readonly ScanRecord[];
  /** Further tickets whose rows are to be looked at again, by their hashes in hexadecimal. */
  readonly tickets: readonly string[];
}

/** What a review has changed, for those who listen. */
export interface ReviewOutcome {
  readonly scans: boolean;
  readonly conflicts: boolean;
}

/**
 * Writes new rows and what has become of every row that they touch: a function of the set of rows, dated changes and
 * rules alone, whatever came first. The event's scans are locked.
 */
export async function reviewEvent(
  trx: ClosedTransaction,
  deps: ReviewDeps,
  task: ReviewTask,
): Promise<ReviewOutcome> {
  const { scans, tickets } = task;
  const moved = await movePhoneRows(deps.store(trx), scans, task.fresh);
  const fresh = await shareRows(trx, deps, { scans, fresh: moved.fresh });
  const again = [...tickets, ...moved.tickets];
  let hasNews = false;
  let conflicts = false;
  for (const { part, passes } of partsOf(scans)) {
    const listPassId = part === scans ? null : part.eventId;
    const ofPart = fresh.filter(({ shared }) => (shared?.listPassId ?? null) === listPassId);
    // New rows of one part say nothing of another. Without any, it is the rules that may have changed.
    if (ofPart.length === 0 && fresh.length > 0 && again.length === 0) continue;
    const said = await reviewPart(trx, deps, { part, passes, fresh: ofPart, tickets: again });
    hasNews ||= said.scans;
    conflicts ||= said.conflicts;
  }
  return { scans: hasNews, conflicts };
}

/** What is walked apart at an event: its own lists, then those of each pass. */
function partsOf(scans: LockedScans): Pick<ReviewPart, 'part' | 'passes'>[] {
  const own = { part: scans, passes: scans.passes };
  return [own, ...(scans.passes ?? []).map((pass) => ({ part: pass, passes: [pass] }))];
}

/** Rows that are walked together, by the same rules. */
interface ReviewPart {
  readonly part: LockedScans | LockedPass;
  readonly passes: LockedScans['passes'];
  /** New rows, at their places among the rows of their phones. */
  readonly fresh: readonly ScanRecord[];
  readonly tickets: readonly string[];
}

async function reviewPart(
  trx: ClosedTransaction,
  deps: ReviewDeps,
  { part: scans, passes, fresh: arrived, tickets }: ReviewPart,
): Promise<ReviewOutcome> {
  const store = deps.store(trx);
  const rules = await deps.rulesOf(trx, scans);
  const wanted = await touchedBy(store, { scans, rules, fresh: arrived, tickets });
  const known =
    wanted.tickets.length + wanted.scanIds.length + wanted.freshIds.length > 0
      ? await store.readRecords(scans, wanted)
      : [];
  const walked = await walk(trx, deps, { scans, rules, records: [...known, ...arrived] });
  const reviewed = (record: ScanRecord): ScanRecord => {
    if (!record.reviewed) return record;
    const { id } = record.row;
    return withChange(record, {
      review: walked.reviews.get(id) ?? standing,
      place: walked.places.get(id) ?? null,
    });
  };
  const fresh = arrived.map(reviewed);
  const again = changesOf(known, known.map(reviewed));
  const placed = await givePositions(store, { scans, passes }, { fresh, ...again });
  await store.insertRecords(scans, placed.fresh);
  await store.updateRecords(placed.known);
  const conflicts = await settleConflicts(store, scans, { now: [...fresh, ...again.changed], before: known });
  return { scans: fresh.length + again.changed.length > 0, conflicts };
}

interface Changes {
  /** They have another review. */
  readonly changed: readonly ScanRecord[];
  /** Somebody has moved behind them, or does not any more. */
  readonly passed: readonly ScanRecord[];
}

function changesOf(before: readonly ScanRecord[], after: readonly ScanRecord[]): Changes {
  const changed: ScanRecord[] = [];
  const passed: ScanRecord[] = [];
  for (const [index, was] of before.entries()) {
    const is = after[index] ?? was;
    if (!isSameReview(was.review, is.review)) changed.push(is);
    else if (!isSamePlace(was.place, is.place)) passed.push(is);
  }
  return { changed, passed };
}

interface Touched {
  readonly tickets: readonly string[];
  readonly scanIds: readonly string[];
  readonly freshIds: readonly string[];
}

/** New rows touch their tickets; an undo that of the scan it names; new rules touch them all. */
async function touchedBy(store: LogStore, task: ReviewTask & { rules: DoorRules }): Promise<Touched> {
  const { scans, fresh, rules } = task;
  const undone = fresh.flatMap(({ row, reviewed }) =>
    reviewed && row.kind === 'undo' && row.names ? [row.names.scan] : [],
  );
  const scanned = fresh
    .filter(({ row, reviewed }) => reviewed && row.kind === 'scan')
    .map(({ row }) => row.id);
  const named = undone.length > 0 ? await store.readRecords(scans, { tickets: [], scanIds: undone }) : [];
  const tickets = [...fresh, ...named].flatMap((record) => countedTicket(record) ?? []);
  const digest = digestOf(rules);
  const isRulesOld = scans.rules === null || !scans.rules.equals(digest);
  if (isRulesOld) await store.noteRules(scans, digest);
  const all = isRulesOld && scans.rules !== null ? await store.readTicketsWithMoves(scans) : [];
  return {
    tickets: [...new Set([...tickets, ...task.tickets, ...all])],
    scanIds: [...new Set(undone)],
    freshIds: scanned,
  };
}

function digestOf({ lists, gates, classes, times, offsets, earlier }: DoorRules): Buffer {
  return createHash('sha256')
    .update(JSON.stringify({ lists, gates, classes, times, offsets, earlier }))
    .digest();
}

interface Walk {
  readonly scans: LockedScans;
  readonly rules: DoorRules;
  readonly records: readonly ScanRecord[];
}

interface Walked {
  readonly reviews: Map<string, Review>;
  readonly places: Map<string, Place>;
}

/** Walks ticket by ticket, because none depends on another; rows without a ticket walk together. */
async function walk(
  trx: ClosedTransaction,
  deps: ReviewDeps,
  { scans, rules, records }: Walk,
): Promise<Walked> {
  const walked: Walked = { reviews: new Map(), places: new Map() };
  const groups = groupByTicket(records);
  if (groups.size === 0) return walked;
  const facts = await readFacts(trx, deps, { eventId: scans.eventId, groups });
  for (const [ticket, group] of groups) {
    const rows = group.flatMap(placedRow);
    const done = walkRows({ rows, ...facts.of(ticket), policy: rules });
    for (const [id, { review }] of done.reviews)
      walked.reviews.set(id, {
        standing: review.status,
        sure: review.sure,
        first: review.status === 'extra' ? review.first : null,
        what: review.status === 'stale' ? review.what : '',
      });
    if (ticket !== '') for (const [id, place] of lastPlaces(done)) walked.places.set(id, place);
  }
  return walked;
}

/** Ticket → its scans and what takes them back; the empty text stands for no ticket. */
function groupByTicket(records: readonly ScanRecord[]): Map<string, ScanRecord[]> {
  const groups = new Map<string, ScanRecord[]>();
  const ticketOf = new Map<string, string>();
  const add = (ticket: string, record: ScanRecord) => {
    const group = groups.get(ticket);
    if (group) group.push(record);
    else groups.set(ticket, [record]);
  };
  for (const record of records) {
    if (!record.reviewed || record.row.kind !== 'scan') continue;
    const ticket = countedTicket(record) ?? '';
    ticketOf.set(record.row.id, ticket);
    add(ticket, record);
  }
  for (const record of records) {
    if (!record.reviewed || record.row.kind !== 'undo') continue;
    const ticket = ticketOf.get(record.row.names?.scan ?? '');
    if (ticket !== undefined) add(ticket, record);
  }
  return groups;
}

async function readFacts(
  trx: ClosedTransaction,
  { ticketing }: ReviewDeps,
  { eventId, groups }: { eventId: string; groups: ReadonlyMap<string, readonly ScanRecord[]> },
): Promise<{ of(ticket: string): Pick<ReviewInput, 'changes' | 'tickets'> }> {
  const tickets = [...groups.keys()].filter((ticket) => ticket !== '');
  const dated = tickets.length > 0 ? await ticketing.readChanges(trx, eventId, tickets.map(hashOf)) : [];
  // Class and entries are asked for only to say whether an entry has another before it.
  const crowded = tickets.filter((ticket) => (groups.get(ticket)?.length ?? 0) > 1);
  const known = await ticketing.readDoorTickets(trx, eventId, crowded.map(hashOf));
  const changes = groupBy(dated, ({ hash }) => hash.toString('hex'));
  const crowd = new Map(known.map((ticket) => [ticket.hash.toString('hex'), ticket]));
  return {
    of: (ticket) => ({
      changes: (changes.get(ticket) ?? []).map(({ at, generation, state, entriesBefore }) => ({
        ticket,
        at: at.getTime(),
        generation,
        state,
        ...(entriesBefore !== null && { entriesBefore }),
      })),
      tickets: new Map([
        [ticket, { class: crowd.get(ticket)?.class ?? null, entries: crowd.get(ticket)?.entries ?? 0 }],
      ]),
    }),
  };
}

function hashOf(ticket: string): Buffer {
  return Buffer.from(ticket, 'hex');
}

/** New rows that count, then rows with another review: each has the next place in the feed. */
async function givePositions(
  store: LogStore,
  { scans, passes }: { readonly scans: LockedScans; readonly passes: LockedScans['passes'] },
  { fresh, changed, passed }: Changes & { readonly fresh: readonly ScanRecord[] },
): Promise<{ fresh: PositionedRecord[]; known: PositionedRecord[] }> {
  const unmoved = (record: ScanRecord): PositionedRecord => ({ record, position: null });
  const isTold = ({ review }: ScanRecord) => review.standing !== 'quarantined';
  const told = [...fresh.filter(isTold), ...changed];
  if (told.length === 0) return { fresh: fresh.map(unmoved), known: passed.map(unmoved) };
  const [pass] = passes ?? [];
  const shared = pass === undefined ? [] : told.filter((record) => record.shared !== undefined);
  const own = await placesFrom(told.length - shared.length, (howMany) =>
    store.takeScanPositions(scans, howMany),
  );
  const together = await placesFrom(shared.length, (howMany) =>
    pass === undefined || store.takeSharedPositions === undefined
      ? store.takeScanPositions(scans, howMany)
      : store.takeSharedPositions(pass, howMany),
  );
  const next = (record: ScanRecord): PositionedRecord => ({
    record,
    position: pass !== undefined && record.shared !== undefined ? together() : own(),
  });
  return {
    fresh: fresh.map((record) => (isTold(record) ? next(record) : unmoved(record))),
    known: [...changed.map(next), ...passed.map(unmoved)],
  };
}

/** @returns what gives one place after another */
async function placesFrom(
  howMany: number,
  take: (howMany: number) => Promise<Position>,
): Promise<() => Position> {
  if (howMany === 0) return () => ({ start: 0, count: 0 });
  const { start, count: first } = await take(howMany);
  let count = first;
  return () => ({ start, count: count++ });
}
