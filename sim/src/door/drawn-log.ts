import type { TicketChange } from '@gatehouse/shared/checkin';
import { type LogRow, NO_PREVIOUS, type RowTime } from '@gatehouse/shared/log';
import type { Random } from '../time/random.js';

const DAY_MS = 86_400_000;
const MOST_SKEW_MS = DAY_MS / 2;

/** A row with what only the world knows of it. */
export interface TrueRow {
  readonly row: LogRow;
  /** When it was written. */
  readonly at: number;
  readonly quarantined: boolean;
}

export interface DrawnLog {
  readonly list: string;
  readonly entry: 'single' | 'multiple' | 're-entry';
  /** Every clock was right to the millisecond. */
  readonly isExact: boolean;
  /** In the order of their true times. */
  readonly rows: readonly TrueRow[];
  readonly changes: readonly TicketChange[];
  readonly endsAt: number;
}

const listOfLog = '00000000-0000-4000-8000-00000000001d';
export const ticketsOfLog = ['0000000000000001', '0000000000000002'] as const;
const zero = { start: 0, count: 0 };

/** What three phones wrote of two tickets in an hour or two, each by its own clock. */
export function drawLog(random: Random): DrawnLog {
  const isExact = random.chance(0.4);
  const entry = random.pick(['single', 'single', 're-entry', 'multiple'] as const);
  const begin = 1_900_000_000_000;
  const rows: TrueRow[] = [];
  const seqs = [0, 0, 0];
  let at = begin;
  for (let left = random.int(3, 10); left > 0; left -= 1) {
    at += random.int(1_000, 600_000);
    const device = random.int(0, 2);
    const seq = (seqs[device] ?? 0) + 1;
    seqs[device] = seq;
    const time = timeAt(random, at, isExact);
    const made = { id: random.uuid(), device: deviceName(device), seq, time };
    rows.push({ row: drawRow(random, made, rows), at, quarantined: random.chance(0.04) });
  }
  const changed = random.chance(0.4) ? [begin + random.int(0, at - begin)] : [];
  const changes = ticketsOfLog.flatMap((ticket) => [
    { ticket, at: begin - DAY_MS, generation: 0, state: 'good' as const },
    ...changed.map((when) => ({ ticket, at: when, generation: 1, state: 'good' as const })),
  ]);
  return { list: listOfLog, entry, isExact, rows, changes, endsAt: at + DAY_MS };
}

export function deviceName(index: number): string {
  return `00000000-0000-4000-8000-00000000000${index + 1}`;
}

/** Bounds that the true time lies in, an estimate within them, and a clock on the wall that may say anything. */
function timeAt(random: Random, at: number, isExact: boolean): RowTime {
  const spread = isExact ? 0 : random.pick([0, 5_000, 900_000]);
  const earliest = at - random.int(0, spread);
  const end = at + random.int(0, spread);
  const isBounded = isExact || !random.chance(0.2);
  const estimate = random.int(earliest, end);
  return {
    wall: at + random.int(-MOST_SKEW_MS, MOST_SKEW_MS),
    session: new Uint8Array(8),
    monotonic: 0,
    estimate,
    earliest,
    latest: isBounded ? end : null,
    unsure: !isBounded,
  };
}

type Made = Pick<LogRow, 'id' | 'device' | 'seq' | 'time'>;

function drawRow(random: Random, made: Made, before: readonly TrueRow[]): LogRow {
  const entries = before.filter(({ row }) => row.device === made.device && row.effect === 'entry');
  const [undone] = entries.slice(-1);
  if (undone !== undefined && random.chance(0.1))
    return { ...scanOf(made), kind: 'undo', names: { relation: 'undoes', scan: undone.row.id } };
  if (random.chance(0.08))
    return {
      ...scanOf(made),
      kind: 'count',
      direction: random.pick(['in', 'in', 'out']),
      persons: random.int(1, 3),
    };
  const ticket = random.pick(ticketsOfLog);
  const isExit = random.chance(0.2);
  return {
    ...scanOf(made),
    kind: 'scan',
    direction: isExit ? 'out' : 'in',
    how: 'camera',
    result: isExit ? 'exit' : 'admit',
    effect: isExit ? 'exit' : random.chance(0.05) ? 'person' : 'entry',
    reason: 'ok',
    ticketHash: Buffer.from(ticket, 'hex'),
    generation: random.int(0, 1),
  };
}

function scanOf(made: Made) {
  return {
    ...made,
    event: 1,
    list: listOfLog,
    gate: null,
    direction: null,
    how: null,
    persons: 1,
    proof: null,
    ticketHash: null,
    generation: 0,
    result: null,
    effect: 'none',
    reason: '',
    names: null,
    held: { root: zero, tickets: zero, scans: zero, stale: false },
    details: null,
    previous: NO_PREVIOUS,
  } as const;
}
