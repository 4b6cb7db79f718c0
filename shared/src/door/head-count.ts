import {
  bodies,
  checkedOut,
  type KnownTicket,
  type Policy,
  type LogRow as ReviewRow,
  sumsByZone,
  type Walked,
  walkRows,
} from '../checkin/index.js';
import type { PastScan } from '../protocol/index.js';
import { type KnownRow, pastRow } from './known-row.js';
import { toReviewRow } from './review-row.js';

/** One ticket with all that is held of it, or a row that names no ticket. */
export interface CountedScans {
  /** The ticket's hash in hexadecimal; null: the rows name none. */
  readonly ticket: string | null;
  readonly known: KnownTicket;
  /** Without those that an undo of this phone took back. */
  readonly rows: readonly KnownRow[];
  /** Scans that are held as records alone, in the order of their times. */
  readonly past: readonly PastScan[];
}

/** People who went in, whether or not they should have. */
export interface Arrival {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly persons: number;
  readonly device: string;
  readonly list: string | null;
  /** Behind the gate; null: none. */
  readonly zone: string | null;
}

/** What a ticket adds to the figures of an event. Counts of people who went out may be less than none. */
export interface HeadCount {
  /** By whichever list: somebody who is inside by two of them is one person. */
  readonly inside: number;
  readonly byList: ReadonlyMap<string, number>;
  readonly byZone: ReadonlyMap<string, number>;
  readonly arrivals: readonly Arrival[];
}

/**
 * Of one ticket at a time, so that a phone adds them up as they come instead of walking all rows again: the sums are
 * those of `insideByList` and `insideByZone`. The server's word is final on what only the server can know.
 * @param now milliseconds since 1970
 */
export function headCountOf(
  scans: CountedScans,
  { policy, now }: { policy: Policy; now: number },
): HeadCount {
  const rows = reviewRowsOf(scans);
  const tickets = new Map(scans.ticket === null ? [] : [[scans.ticket, scans.known]]);
  const walked = walkRows({ rows, changes: [], tickets, policy });
  const span = { policy, now };
  const standing = walked.presences.map(({ ground, presence }) => ({
    list: ground.list.id,
    persons: checkedOut(presence, now, ground.rules).inside,
  }));
  const others = bodies(walked, span);
  const byList = new Map<string, number>();
  for (const { list, persons } of [...standing, ...others])
    if (list !== null && persons !== 0) byList.set(list, (byList.get(list) ?? 0) + persons);
  const atOnce = Math.max(0, ...standing.map(({ persons }) => persons));
  return {
    inside: others.reduce((sum, { persons }) => sum + persons, atOnce),
    byList,
    byZone: sumsByZone(walked, span),
    arrivals: arrivalsOf(walked, policy),
  };
}

/** Who was let in with a dead ticket is a body, and takes nobody's place. */
function reviewRowsOf({ ticket, rows, past }: CountedScans): ReviewRow[] {
  const counting = rows.flatMap(({ row, review }) => {
    const standing = review?.standing ?? 'stands';
    if (standing === 'undone' || standing === 'quarantined') return [];
    const counted = toReviewRow(row, false);
    if (counted === null || standing !== 'stale') return counted ?? [];
    return counted.kind === 'scan' && counted.effect === 'entry'
      ? { ...counted, effect: 'person' as const }
      : [];
  });
  if (ticket === null) return counting;
  return [...past.map((scan, index) => pastRow(ticket, scan, index - past.length)), ...counting];
}

function arrivalsOf({ reviews, placed }: Walked, policy: Policy): Arrival[] {
  return placed.flatMap(({ row, estimate: at }) => {
    const comes =
      (row.kind === 'count' && row.direction === 'in') ||
      (row.kind === 'scan' && row.effect !== 'exit' && isBody(reviews.get(row.id)?.review.status));
    if (!comes) return [];
    const { persons, device, list, gate } = row;
    return { at, persons, device, list, zone: policy.gates.find(({ id }) => id === gate)?.to ?? null };
  });
}

function isBody(status: string | undefined): boolean {
  return status === 'stands' || status === 'extra' || status === 'stale';
}
