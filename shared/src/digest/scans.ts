import { concatBytes, createWriter, toHex, toUtf8, UUID_BYTES, uuidToBytes } from '../bytes/index.js';
import { glanceAtCounted, glanceAtEvent } from '../log/index.js';
import { tableRows } from '../manifest/index.js';
import {
  type History,
  type PastScan,
  type Review,
  type ReviewedRow,
  readPastScan,
} from '../protocol/index.js';
import { DigestSum, type SetDigest } from './set-digest.js';

/** What an element begins with. */
const SCAN = 4;
const UNDO = 5;

const moves = ['entry', 'exit', 'person'] as const;
const standings = ['stands', 'extra', 'stale', 'quarantined', 'undone'] as const;
const flag = { sure: 1, answered: 2 };
const NO_ID = new Uint8Array(UUID_BYTES);

/**
 * A row that counts, with its review, as the scans feed has it. Rows that count are scans that move people, and undos;
 * refusals, checks and whatever else a phone that was paired late is not told of are no elements. Nor does an element
 * hold more of a scan than a history does, so that both kinds of phone come to the same.
 *
 * | bytes | a scan |
 * |---|---|
 * | 0 | 4 |
 * | 1–8 | second half of its id |
 * | 9–16 | ticket hash (zeros: none) |
 * | 17–22 | the estimate of its phone |
 * | 23–38, 39–54, 55–70 | device, list, gate (zeros: none) |
 * | 71 | 0 entry, 1 exit, 2 person |
 * | 72–73 | persons |
 * | 74 … | standing, flags (1 sure, 2 answered), first (16, zeros: none), length (1) and what |
 *
 * An undo: 5, second half of its id, device, the scan that it names (16), review as above.
 * @returns null for a row that does not count, and for what cannot be read
 */
export function scanElement({ bytes, review, answered = false }: ReviewedRow): Uint8Array | null {
  const row = glanceAtCounted(bytes);
  if (row === null) return null;
  const said = reviewBytes(review, answered);
  if (row.effect === null) return concatBytes(Uint8Array.of(UNDO), row.half, row.device, row.named, said);
  const kind = Uint8Array.of(SCAN);
  const effect = Uint8Array.of(moves.indexOf(row.effect));
  const { half, ticket, estimate, device, list, gate, persons } = row;
  return concatBytes(kind, half, ticket, estimate, device, list, gate, effect, persons, said);
}

function pastElement(scan: PastScan, ticket: Uint8Array): Uint8Array {
  const writer = createWriter().u8(SCAN).bytes(secondHalf(scan.id)).bytes(ticket).u48(scan.time);
  writer.bytes(uuidToBytes(scan.device)).bytes(uuidToBytes(scan.list)).bytes(idBytes(scan.gate));
  return writer.u8(moves.indexOf(scan.effect)).u16(scan.persons).bytes(PLAIN).finish();
}

function reviewBytes({ standing, sure, first, what }: Review, answered: boolean): Uint8Array {
  const text = toUtf8(what);
  const flags = (sure ? flag.sure : 0) | (answered ? flag.answered : 0);
  const begins = Uint8Array.of(standings.indexOf(standing), flags);
  return concatBytes(begins, idBytes(first), Uint8Array.of(text.length), text);
}

/** What a history says of every scan that is a record in it. */
const PLAIN = reviewBytes({ standing: 'stands', sure: true, first: null, what: '' }, false);

function secondHalf(id: string): Uint8Array {
  return uuidToBytes(id).subarray(UUID_BYTES / 2);
}

function idBytes(id: string | null): Uint8Array {
  return id === null ? NO_ID : uuidToBytes(id);
}

/** What a phone holds of an event's scans feed. */
export interface HeldScans {
  /** The event's public number. */
  readonly event: number;
  /** What it began with; null: with pages from the first on. */
  readonly history: History | null;
  /** In the order in which they came: a later one of the same row takes the place of the one before. */
  readonly rows: Iterable<ReviewedRow>;
}

/** Between two pauses. */
const ROWS_AT_ONCE = 100;

/** The digest of an event's scans as a phone holds them, in pauses as `digestManifest`. */
export function* digestScans({ event, history, rows }: HeldScans): Generator<undefined, SetDigest> {
  /** By the second half of the id, the latest element. */
  const elements = new Map<string, Uint8Array>();
  let done = 0;
  for (const row of bothOf(history?.rows ?? [], rows)) {
    done += 1;
    if (done % ROWS_AT_ONCE === 0) yield;
    const element = glanceAtEvent(row.bytes) === event ? scanElement(row) : null;
    if (element !== null) elements.set(halfOf(element), element);
  }
  const sum = new DigestSum();
  if (history !== null) yield* addPast(sum, history, elements);
  for (const element of elements.values()) {
    sum.add(element);
    done += 1;
    if (done % ROWS_AT_ONCE === 0) yield;
  }
  return sum.digest();
}

/** The second half of the id, in hexadecimal. */
function halfOf(element: Uint8Array): string {
  return toHex(element.subarray(1, 1 + UUID_BYTES / 2));
}

function* bothOf(first: Iterable<ReviewedRow>, later: Iterable<ReviewedRow>): Generator<ReviewedRow> {
  yield* first;
  yield* later;
}

function* addPast(
  sum: DigestSum,
  history: History,
  elements: ReadonlyMap<string, unknown>,
): Generator<undefined, void> {
  let done = 0;
  for (const { key, cells } of tableRows(history.records)) {
    const scan = readPastScan(history, cells);
    done += 1;
    if (done % ROWS_AT_ONCE === 0) yield;
    const element = scan && pastElement(scan, key);
    if (element !== null && !elements.has(halfOf(element))) sum.add(element);
  }
}
