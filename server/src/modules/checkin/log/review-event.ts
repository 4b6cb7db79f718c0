import { createHash } from 'node:crypto';
import { groupBy, type ReviewInput, walkRows } from '@gatehouse/shared/checkin';
import type { Review } from '@gatehouse/shared/protocol';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
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
import type { LockedScans } from './scans-feed.js';

/** The rules of an event's door, as its root says them. */
export type DoorRules = ReviewInput['policy'];

export interface ReviewDeps {
  /** Where rows and reviews are kept. */
  store(trx: ClosedTransaction): LogStore;
  readonly ticketing: Ticketing;
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
  const { scans } = task;
  const store = deps.store(trx);
  const rules = await deps.rulesOf(trx, scans);
  const moved = await movePhoneRows(store, scans, task.fresh);
  const wanted = await touchedBy(store, { ...task, rules, fresh: moved.fresh, moved: moved.tickets });
  const known =
    wanted.tickets.length + wanted.scanIds.length + wanted.freshIds.length > 0
      ? await store.readRecords(scans, wanted)
      : [];
  const walked = await walk(trx, deps, { scans, rules, records: [...known, ...moved.fresh] });
  const reviewed = (record: ScanRecord): ScanRecord => {
    if (!record.reviewed) return record;
    const { id } = record.row;
    return withChange(record, {
      review: walked.reviews.get(id) ?? standing,
      place: walked.places.get(id) ?? null,
    });
  };
  const fresh = moved.fresh.map(reviewed);
  const again = changesOf(known, known.map(reviewed));
  const placed = await givePositions(store, scans, { fresh, ...again });
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
async function touchedBy(
  store: LogStore,
  task: ReviewTask & { rules: DoorRules; moved: readonly string[] },
): Promise<Touched> {
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
    tickets: [...new Set([...tickets, ...task.tickets, ...task.moved, ...all])],
    scanIds: [...new Set(undone)],
    freshIds: scanned,
  };
}

function digestOf({ lists, gates, classes, times, offsets }: DoorRules): Buffer {
  return createHash('sha256').update(JSON.stringify({ lists, gates, classes, times, offsets })).digest();
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
      changes: (changes.get(ticket) ?? []).map(({ at, generation, state }) => ({
        ticket,
        at: at.getTime(),
        generation,
        state,
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
  scans: LockedScans,
  { fresh, changed, passed }: Changes & { readonly fresh: readonly ScanRecord[] },
): Promise<{ fresh: PositionedRecord[]; known: PositionedRecord[] }> {
  const unmoved = (record: ScanRecord): PositionedRecord => ({ record, position: null });
  const isTold = ({ review }: ScanRecord) => review.standing !== 'quarantined';
  const told = fresh.filter(isTold).length + changed.length;
  if (told === 0) return { fresh: fresh.map(unmoved), known: passed.map(unmoved) };
  const first = await store.takeScanPositions(scans, told);
  let count = first.count;
  const next = (record: ScanRecord): PositionedRecord => ({
    record,
    position: { start: first.start, count: count++ },
  });
  return {
    fresh: fresh.map((record) => (isTold(record) ? next(record) : unmoved(record))),
    known: [...changed.map(next), ...passed.map(unmoved)],
  };
}
