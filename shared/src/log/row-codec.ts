import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  type Outcome,
  type Reader,
  readWord,
  refused,
  toUtf8,
  UUID_BYTES,
  uuidToBytes,
  type Writer,
  wordCode,
} from '../bytes/index.js';
import { readPosition, writePosition } from '../manifest/index.js';
import { SHA256_BYTES } from '../signing/index.js';
import { TICKET_HASH_BYTES } from '../ticket-code/index.js';
import {
  directions,
  effects,
  type LogRow,
  type RowKind,
  type RowTime,
  relations,
  results,
  rowKinds,
  ways,
} from './row.js';

/** What a phone writes today. */
export const ROW_VERSION = 1;
const SESSION_BYTES = 8;
const NO_BOUND = 2 ** 48 - 1;
const flag = { stale: 1, unsure: 2 };
const FLAGS_OFFSET = 121;
const reasonPattern = /^[a-z0-9_]*$/;

/** A row is 266 bytes, its reason and at most 18 bytes of its kind. */
export const MAX_ROW_BYTES = 1_024;

type RowPart<Name extends keyof LogRow> = Pick<LogRow, Name>;

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1 | kind: 0 scan, 1 undo, 2 bind, 3 count, 4 clock, 5 lost |
 * | 2–17, 18–33 | id, device |
 * | 34–37, 38–41 | seq, event |
 * | 42–57, 58–73 | list, gate (zeros: none) |
 * | 74 | direction: 0 none, 1 in, 2 out, 3 check |
 * | 75 | how: 0 none, 1 camera, 2 typed, 3 medium, 4 search |
 * | 76–77 | persons |
 * | 78–109 | proof (zeros: none) |
 * | 110–117, 118 | ticket hash (zeros: none), generation |
 * | 119 | result: 0 none, 1 admit, 2 exit, 3 confirm, 4 refuse |
 * | 120 | effect: 0 none, 1 entry, 2 person, 3 exit, 4 check |
 * | 121 | flags: 1 root past its not-after, 2 time unsure |
 * | 122, 123–138 | relation: 0 none, 1 answers, 2 overrides, 3 undoes; the scan it names |
 * | 139–144, 145–152, 153–158 | wall, session, monotonic |
 * | 159–164, 165–170, 171–176 | estimate, earliest, latest (all ones: no bound) |
 * | 177–184, 185–192, 193–200 | positions held: root, tickets, scans |
 * | 201–232 | hash of what lies beside (zeros: nothing) |
 * | 233–264 | hash of the previous row |
 * | 265 … | length of the reason (1), the reason |
 * | … | bind: medium hash (8) · clock: server, sent, received (6 each) · lost: from, to (4 each) |
 */
export function encodeRow(row: LogRow): Uint8Array {
  if (!reasonPattern.test(row.reason)) throw new RangeError(`not a reason: ${row.reason}`);
  const writer = createWriter().u8(ROW_VERSION).u8(wordCode(rowKinds, row.kind));
  writer.bytes(uuidToBytes(row.id)).bytes(uuidToBytes(row.device)).u32(row.seq).u32(row.event);
  writePlace(writer, row);
  writeVerdict(writer, row);
  writeTime(writer, row.time);
  writePosition(writer, row.held.root);
  writePosition(writer, row.held.tickets);
  writePosition(writer, row.held.scans);
  writeOptional(writer, row.details, SHA256_BYTES);
  writeOptional(writer, row.previous, SHA256_BYTES);
  writer.u8(row.reason.length).bytes(toUtf8(row.reason));
  writeKind(writer, row);
  return writer.finish();
}

function writePlace(writer: Writer, row: LogRow): void {
  writeOptional(writer, row.list === null ? null : uuidToBytes(row.list), UUID_BYTES);
  writeOptional(writer, row.gate === null ? null : uuidToBytes(row.gate), UUID_BYTES);
  writer.u8(wordCode(directions, row.direction)).u8(wordCode(ways, row.how)).u16(row.persons);
}

function writeVerdict(writer: Writer, row: LogRow): void {
  writeOptional(writer, row.proof, SHA256_BYTES);
  writeOptional(writer, row.ticketHash, TICKET_HASH_BYTES);
  writer.u8(row.generation).u8(wordCode(results, row.result)).u8(wordCode(effects, row.effect));
  writer.u8((row.held.stale ? flag.stale : 0) | (row.time.unsure ? flag.unsure : 0));
  writer.u8(wordCode(relations, row.names?.relation ?? null));
  writeOptional(writer, row.names === null ? null : uuidToBytes(row.names.scan), UUID_BYTES);
}

function writeTime(writer: Writer, time: RowTime): void {
  writer.u48(time.wall);
  writeOptional(writer, time.session, SESSION_BYTES);
  writer.u48(time.monotonic).u48(time.estimate).u48(time.earliest);
  writer.u48(time.latest ?? NO_BOUND);
}

function writeKind(writer: Writer, row: LogRow): void {
  if (row.kind === 'bind') writeOptional(writer, row.medium, TICKET_HASH_BYTES);
  if (row.kind === 'clock') writer.u48(row.server).u48(row.sent).u48(row.received);
  if (row.kind === 'lost') writer.u32(row.from).u32(row.to);
}

function writeOptional(writer: Writer, value: Uint8Array | null, length: number): void {
  if (value !== null && value.length !== length) throw new RangeError(`needs ${length} bytes`);
  writer.bytes(value ?? new Uint8Array(length));
}

export type RowRefusal = 'truncated' | 'oversized' | 'needs_update' | 'bad_content';

/** A row that cannot be read is still a fact that a phone signed: it is kept as it came. */
export function decodeRow(bytes: Uint8Array): Outcome<LogRow, RowRefusal> {
  if (bytes.length > MAX_ROW_BYTES) return refused('oversized');
  const reader = createReader(bytes);
  if (reader.left() < 2) return refused('truncated');
  const read = readers[reader.u8()];
  const kind = rowKinds[reader.u8()];
  if (read === undefined || kind === undefined) return refused('needs_update');
  const row: LogRow = Object.assign(read(reader), readKind(reader, kind));
  if (reader.isTruncated()) return refused('truncated');
  const hasKnownFlags = (bytes[FLAGS_OFFSET] ?? 0) <= (flag.stale | flag.unsure);
  const isWellFormed =
    reader.isComplete() && hasKnownFlags && reasonPattern.test(row.reason) && isPossible(row);
  return isWellFormed ? accepted(row) : refused('bad_content');
}

/** By version. None of them ever goes: a log is read for as long as anybody keeps it. */
const readers: Readonly<Record<number, typeof readFields>> = { 1: readFields };

/** One object in the order of the bytes: objects spread into each other cost many times as much. */
function readFields(reader: Reader): RowPart<Exclude<keyof LogRow, 'kind'>> {
  const id = readUuid(reader);
  const device = readUuid(reader);
  const seq = reader.u32();
  const event = reader.u32();
  const list = readOptionalUuid(reader);
  const gate = readOptionalUuid(reader);
  const direction = readWord(reader, directions);
  const how = readWord(reader, ways);
  const persons = reader.u16();
  const proof = readOptional(reader, SHA256_BYTES);
  const ticketHash = readOptional(reader, TICKET_HASH_BYTES);
  const generation = reader.u8();
  const result = readWord(reader, results);
  const effect = readWord(reader, effects);
  const flags = reader.u8();
  const names = readNames(reader);
  const time = readTime(reader, (flags & flag.unsure) !== 0);
  const held = readKnowledge(reader, (flags & flag.stale) !== 0);
  const details = readOptional(reader, SHA256_BYTES);
  const previous = reader.bytes(SHA256_BYTES);
  const reason = reader.text(reader.u8());
  return {
    id,
    device,
    seq,
    event,
    list,
    gate,
    direction,
    how,
    persons,
    proof,
    ticketHash,
    generation,
    result,
    effect,
    names,
    time,
    held,
    details,
    previous,
    reason,
  };
}

function readNames(reader: Reader): LogRow['names'] {
  const relation = readWord(reader, relations);
  const scan = readOptionalUuid(reader);
  if ((relation === null) !== (scan === null)) reader.fail();
  return relation === null || scan === null ? null : { relation, scan };
}

function readTime(reader: Reader, unsure: boolean): RowTime {
  const wall = reader.u48();
  const session = reader.bytes(SESSION_BYTES);
  const monotonic = reader.u48();
  const [estimate, earliest, latest] = [reader.u48(), reader.u48(), reader.u48()];
  return {
    wall,
    session,
    monotonic,
    estimate,
    earliest,
    latest: latest === NO_BOUND ? null : latest,
    unsure,
  };
}

function readKnowledge(reader: Reader, stale: boolean): LogRow['held'] {
  return { root: readPosition(reader), tickets: readPosition(reader), scans: readPosition(reader), stale };
}

type KindFields =
  | { kind: 'scan' | 'undo' | 'count' }
  | { kind: 'bind'; medium: Uint8Array }
  | { kind: 'clock'; server: number; sent: number; received: number }
  | { kind: 'lost'; from: number; to: number };

function readKind(reader: Reader, kind: RowKind): KindFields {
  if (kind === 'bind') return { kind, medium: reader.bytes(TICKET_HASH_BYTES) };
  if (kind === 'clock') return { kind, server: reader.u48(), sent: reader.u48(), received: reader.u48() };
  if (kind === 'lost') return { kind, from: reader.u32(), to: reader.u32() };
  return { kind };
}

/** What each field alone does not say. */
function isPossible(row: LogRow): boolean {
  if (row.seq < 1) return false;
  if (row.kind === 'undo') return row.names?.relation === 'undoes';
  if (row.kind === 'bind') return row.ticketHash !== null;
  if (row.kind === 'clock') return row.sent <= row.received;
  if (row.kind === 'lost') return row.from >= 1 && row.from <= row.to && row.to < row.seq;
  return true;
}

function readOptional(reader: Reader, length: number): Uint8Array | null {
  const bytes = reader.bytes(length);
  for (let index = 0; index < bytes.length; index++) if (bytes[index] !== 0) return bytes;
  return null;
}

function readUuid(reader: Reader): string {
  return bytesToUuid(reader.bytes(UUID_BYTES));
}

function readOptionalUuid(reader: Reader): string | null {
  const bytes = readOptional(reader, UUID_BYTES);
  return bytes === null ? null : bytesToUuid(bytes);
}
