import { createHash } from 'node:crypto';
import { groupBy, type ReviewInput, walkRows } from '@gatehouse/shared/checkin';
import type { Position } from '@gatehouse/shared/manifest';
import type { Review } from '@gatehouse/shared/protocol';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { settleConflicts } from './conflicts.js';
import { movePhoneRows } from './move-phone-rows.js';
import { type Presence, writePresences } from './presences.js';
import {
  insertRecords,
  type PositionedRecord,
  readRecords,
  readTicketsWithMoves,
  updateReviews,
} from './scan-queries.js';
import { countedTicket, isSameReview, placedRow, type ScanRecord, standing } from './scan-rows.js';
import { type LockedScans, noteRules, takeScanPositions } from './scans-feed.js';

/** The rules of an event's door, as its root says them. */
export type DoorRules = ReviewInput['policy'];

export interface ReviewDeps {
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
  const rules = await deps.rulesOf(trx, scans);
  const moved = await movePhoneRows(trx, scans, task.fresh);
  const wanted = await touchedBy(trx, { ...task, rules, fresh: moved.fresh, moved: moved.tickets });
  const known =
    wanted.tickets.length + wanted.scanIds.length > 0 ? await readRecords(trx, scans, wanted) : [];
  const walked = await walk(trx, deps, {
    scans,
    rules,
    records: [...known, ...moved.fresh],
    tickets: wanted.tickets,
  });
  const reviewed = (record: ScanRecord) => ({
    ...record,
    review: record.reviewed ? (walked.reviews.get(record.row.id) ?? standing) : record.review,
  });
  const fresh = moved.fresh.map(reviewed);
  const changed = known.map(reviewed).filter(({ review }, index) => {
    const before = known[index]?.review;
    return before !== undefined && !isSameReview(before, review);
  });
  const placed = await givePositions(trx, scans, { fresh, changed });
  await insertRecords(trx, scans, placed.fresh);
  await updateReviews(trx, placed.changed);
  await writePresences(trx, scans, walked.presences);
  const conflicts = await settleConflicts(trx, scans, { now: [...fresh, ...changed], before: known });
  return { scans: placed.fresh.length + placed.changed.length > 0, conflicts };
}

interface Touched {
  readonly tickets: readonly string[];
  readonly scanIds: readonly string[];
}

/** New rows touch their tickets; an undo that of the scan it names; new rules touch them all. */
async function touchedBy(
  trx: ClosedTransaction,
  task: ReviewTask & { rules: DoorRules; moved: readonly string[] },
): Promise<Touched> {
  const { scans, fresh, rules } = task;
  const undone = fresh.flatMap(({ row, reviewed }) =>
    reviewed && row.kind === 'undo' && row.names ? [row.names.scan] : [],
  );
  const scanned = fresh
    .filter(({ row, reviewed }) => reviewed && row.kind === 'scan')
    .map(({ row }) => row.id);
  const named = undone.length > 0 ? await readRecords(trx, scans, { tickets: [], scanIds: undone }) : [];
  const tickets = [...fresh, ...named].flatMap((record) => countedTicket(record) ?? []);
  const digest = digestOf(rules);
  const isRulesOld = scans.rules === null || !scans.rules.equals(digest);
  if (isRulesOld) await noteRules(trx, scans, digest);
  const all = isRulesOld && scans.rules !== null ? await readTicketsWithMoves(trx, scans) : [];
  return {
    tickets: [...new Set([...tickets, ...task.tickets, ...task.moved, ...all])],
    scanIds: [...new Set([...undone, ...scanned])],
  };
}

function digestOf({ lists, gates, classes, times, offsets }: DoorRules): Buffer {
  return createHash('sha256').update(JSON.stringify({ lists, gates, classes, times, offsets })).digest();
}

interface Walk {
  readonly scans: LockedScans;
  readonly rules: DoorRules;
  readonly records: readonly ScanRecord[];
  readonly tickets: readonly string[];
}

interface Walked {
  readonly reviews: Map<string, Review>;
  readonly presences: Presence[];
}

/** Walks ticket by ticket, because none depends on another; rows without a ticket walk together. */
async function walk(
  trx: ClosedTransaction,
  deps: ReviewDeps,
  { scans, rules, records, tickets }: Walk,
): Promise<Walked> {
  const walked: Walked = { reviews: new Map(), presences: [] };
  const groups = groupByTicket(records);
  if (groups.size === 0) return walked;
  const facts = await readFacts(trx, deps, { eventId: scans.eventId, tickets });
  for (const [ticket, group] of groups) {
    const rows = group.flatMap(placedRow);
    const { reviews, presences } = walkRows({ rows, ...facts.of(ticket), policy: rules });
    for (const [id, { review }] of reviews)
      walked.reviews.set(id, {
        standing: review.status,
        sure: review.sure,
        first: review.status === 'extra' ? review.first : null,
        what: review.status === 'stale' ? review.what : '',
      });
    if (ticket === '') continue;
    const lists = new Set(
      group.flatMap(({ row }) => (row.kind === 'scan' && row.list !== null ? [row.list] : [])),
    );
    for (const listId of lists) {
      const found = presences.find(({ ground }) => ground.list.id === listId)?.presence;
      const { inside = 0, peak = 0, leftFromOutside = 0, at = -Infinity } = found ?? {};
      walked.presences.push({
        ticket,
        listId,
        inside,
        peak,
        leftFromOutside,
        movedAt: Number.isFinite(at) ? at : 0,
      });
    }
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
  { eventId, tickets }: { eventId: string; tickets: readonly string[] },
): Promise<{ of(ticket: string): Pick<ReviewInput, 'changes' | 'tickets'> }> {
  const hashes = tickets.map((ticket) => Buffer.from(ticket, 'hex'));
  const dated = hashes.length > 0 ? await ticketing.readChanges(trx, eventId, hashes) : [];
  const known = await ticketing.readDoorTickets(trx, eventId, hashes);
  const changes = groupBy(dated, ({ hash }) => hash.toString('hex'));
  const classes = new Map(known.map((ticket) => [ticket.hash.toString('hex'), ticket.class]));
  return {
    of: (ticket) => ({
      changes: (changes.get(ticket) ?? []).map(({ at, generation, state }) => ({
        ticket,
        at: at.getTime(),
        generation,
        state,
      })),
      tickets: new Map([[ticket, { class: classes.get(ticket) ?? null, entries: 0 }]]),
    }),
  };
}

/** New rows that count, then rows with another review: each has the next place in the feed. */
async function givePositions(
  trx: ClosedTransaction,
  scans: LockedScans,
  rows: { fresh: readonly ScanRecord[]; changed: readonly ScanRecord[] },
): Promise<{ fresh: PositionedRecord[]; changed: PositionedRecord[] }> {
  const told =
    rows.fresh.filter(({ review }) => review.standing !== 'quarantined').length + rows.changed.length;
  if (told === 0) return { fresh: rows.fresh.map((record) => ({ ...record, position: null })), changed: [] };
  const first = await takeScanPositions(trx, scans, told);
  let count = first.count;
  const next = (): Position => ({ start: first.start, count: count++ });
  const place = (record: ScanRecord): PositionedRecord => ({
    ...record,
    position: record.review.standing === 'quarantined' ? null : next(),
  });
  return { fresh: rows.fresh.map(place), changed: rows.changed.map(place) };
}
