import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  type Outcome,
  type Reader,
  readWord,
  refused,
  UUID_BYTES,
  uuidToBytes,
  wordCode,
} from '../bytes/index.js';
import {
  findRows,
  openSegment,
  type Position,
  readPosition,
  type Segment,
  type SegmentKind,
  type Table,
  writePosition,
} from '../manifest/index.js';
import { MIN_RECORD_BYTES, type ReviewedRow, readReviewedRow, writeReviewedRow } from './scans-page.js';

/**
 * A counting scan in 24 bytes: ticket hash; the second half of the scan's id, its time (milliseconds since 1970, 6) and
 * the number of its place (2). Only of tickets all of whose scans stand, each at the time that its phone gave it and no
 * two at the same; what is otherwise lies beside it as full rows. A record does not say at the doors of which event it
 * was, so a pass that was scanned at those of another one comes as full rows altogether.
 */
export const HISTORY_SEGMENT: SegmentKind = { code: 4, cells: 16, unique: false, keyed: true };

/** Where, how and by whom: shared by nearly all scans of a phone. */
export interface HistoryPlace {
  readonly device: string;
  readonly list: string;
  readonly gate: string | null;
  readonly effect: 'entry' | 'exit';
  readonly persons: number;
  /** For what a later program says of a scan; 0 today. */
  readonly flags: number;
}

/** What the records lean on, and the rows that are none. All parts of a history name the same position. */
export interface HistoryPart {
  /** The event's public number. */
  readonly event: number;
  /** How far the scans feed is contained. */
  readonly position: Position;
  /** In the first part; none in the others. */
  readonly places: readonly HistoryPlace[];
  readonly rows: readonly ReviewedRow[];
}

const VERSION = 1;
const KIND = 7;
const PLACE_BYTES = 3 * UUID_BYTES + 4;
export const MAX_HISTORY_PLACES = 0xffff;
const effects = ['entry', 'exit'] as const;

/** The cells of a scan's record. @param time milliseconds since 1970 @param place its number in the first part */
export function historyCells(id: string, { time, place }: { time: number; place: number }): Uint8Array {
  return createWriter().bytes(uuidToBytes(id).subarray(8)).u48(time).u16(place).finish();
}

/**
 * | bytes | field |
 * |---|---|
 * | 0, 1 | version, kind: 7 |
 * | 2–5 | event |
 * | 6–13 | position of the scans feed |
 * | 14–15 | count of places, then each: device (16), list (16), gate (16, zeros: none), 0 entry or 1 exit, persons (2), flags |
 * | … | count of rows (4), then each as in a page of the scans feed |
 */
export function encodeHistoryPart({ event, position, places, rows }: HistoryPart): Uint8Array {
  const writer = createWriter().u8(VERSION).u8(KIND).u32(event);
  writePosition(writer, position).u16(places.length);
  for (const { device, list, gate, effect, persons, flags } of places) {
    writer.bytes(uuidToBytes(device)).bytes(uuidToBytes(list));
    writer.bytes(gate === null ? new Uint8Array(UUID_BYTES) : uuidToBytes(gate));
    writer.u8(wordCode(effects, effect)).u16(persons).u8(flags);
  }
  writer.u32(rows.length);
  for (const row of rows) writeReviewedRow(writer, row);
  return writer.finish();
}

export function decodeHistoryPart(
  bytes: Uint8Array,
): Outcome<HistoryPart, 'truncated' | 'needs_update' | 'bad_content'> {
  const reader = createReader(bytes);
  if (reader.left() < 2) return refused('truncated');
  if (reader.u8() !== VERSION || reader.u8() !== KIND) return refused('needs_update');
  const event = reader.u32();
  const position = readPosition(reader);
  const placeCount = reader.u16();
  if (placeCount * PLACE_BYTES > reader.left()) return refused('truncated');
  const places = Array.from({ length: placeCount }, () => readPlace(reader));
  const count = reader.u32();
  if (count * MIN_RECORD_BYTES > reader.left()) return refused('truncated');
  const rows = Array.from({ length: count }, () => readReviewedRow(reader));
  if (reader.isTruncated()) return refused('truncated');
  return reader.isComplete() ? accepted({ event, position, places, rows }) : refused('bad_content');
}

function readPlace(reader: Reader): HistoryPlace {
  const [device, list, gate] = [reader.bytes(UUID_BYTES), reader.bytes(UUID_BYTES), reader.bytes(UUID_BYTES)];
  return {
    device: bytesToUuid(device),
    list: bytesToUuid(list),
    gate: gate.some((byte) => byte !== 0) ? bytesToUuid(gate) : null,
    effect: readWord(reader, effects),
    persons: reader.u16(),
    flags: reader.u8(),
  };
}

/** All counting scans of an event up to a position of its scans feed. */
export interface History extends HistoryPart {
  readonly records: Table;
}

export type HistoryRefusal = 'truncated' | 'needs_update' | 'bad_content';

/** @param parts in the order in which a root names them, their addresses checked: 2^n segments, then the other parts */
export function openHistory(parts: readonly Uint8Array[]): Outcome<History, HistoryRefusal> {
  const segments: Segment[] = [];
  const others: HistoryPart[] = [];
  for (const bytes of parts) {
    const isRecords = bytes[1] === HISTORY_SEGMENT.code && others.length === 0;
    const opened = isRecords ? openSegment(HISTORY_SEGMENT, bytes) : decodeHistoryPart(bytes);
    if (!opened.ok) return refused(asRefusal(opened.reason));
    if ('columns' in opened.value) segments.push(opened.value);
    else others.push(opened.value);
  }
  const [head] = others;
  if (head === undefined || !isWhole(segments) || !others.every((part) => isOfOne(head, part)))
    return refused('bad_content');
  const records = { bits: Math.log2(segments.length), segments };
  return accepted({ ...head, rows: others.flatMap(({ rows }) => rows), records });
}

function asRefusal(reason: string): HistoryRefusal {
  return reason === 'truncated' || reason === 'needs_update' ? reason : 'bad_content';
}

function isWhole(segments: readonly Segment[]): boolean {
  return segments.every(({ bits, index }, place) => 2 ** bits === segments.length && index === place);
}

function isOfOne(a: HistoryPart, b: HistoryPart): boolean {
  return (
    a.event === b.event && a.position.start === b.position.start && a.position.count === b.position.count
  );
}

/** A scan as its record tells of it. */
export interface PastScan extends HistoryPlace {
  /** With zeros for its first half, which the record does not hold. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The scans of one ticket, in the order of their times. @param ticket its hash */
export function pastScans({ records, places }: History, ticket: Uint8Array): PastScan[] {
  const rows = records.segments.length === 0 ? [] : findRows(records, ticket);
  if (rows === 'missing') return [];
  const scans = rows.flatMap(({ cells }) => readPastScan({ places }, cells) ?? []);
  return scans.sort((a, b) => a.time - b.time);
}

/** @param cells of a record @returns null when it names a place that the history does not have */
export function readPastScan({ places }: Pick<History, 'places'>, cells: Uint8Array): PastScan | null {
  const reader = createReader(cells);
  const id = new Uint8Array(UUID_BYTES);
  id.set(reader.bytes(8), 8);
  const time = reader.u48();
  const place = places[reader.u16()];
  return place === undefined ? null : { ...place, id: bytesToUuid(id), time };
}
