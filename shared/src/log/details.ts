import {
  accepted,
  createReader,
  createWriter,
  type Outcome,
  type Reader,
  refused,
  toUtf8,
  type Writer,
} from '../bytes/index.js';
import { SHA256_BYTES, sha256 } from '../signing/index.js';

const VERSION = 1;
export const DETAILS_SALT_BYTES = 16;
export const MAX_DETAILS_BYTES = 16_384;

/**
 * What is kept of the text that was scanned. `whole`: it has the form of the event's own. `cut`: the start of a code
 * that may be alive elsewhere. `hashed`: it may be somebody's document.
 */
export type SeenText =
  | { readonly kind: 'whole' | 'cut'; readonly text: string }
  | { readonly kind: 'hashed'; readonly hash: Uint8Array };

/** What people said and wrote. It lies beside the row, so that erasing a person breaks no chain. */
export interface RowDetails {
  readonly seen: SeenText | null;
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  readonly note: string;
}

/**
 * | bytes | field |
 * |---|---|
 * | 0–15 | salt, random |
 * | 16 | version |
 * | 17 | seen: 0 nothing, 1 whole, 2 cut, 3 hashed |
 * | … | whole, cut: length (2) and text · hashed: 32 bytes |
 * | … | count of answers (1), each: length (2) and question, length (2) and answer |
 * | … | length (2) and note |
 */
export function encodeDetails(details: RowDetails, salt: Uint8Array): Uint8Array {
  if (salt.length !== DETAILS_SALT_BYTES) throw new RangeError(`a salt has ${DETAILS_SALT_BYTES} bytes`);
  const writer = createWriter().bytes(salt).u8(VERSION);
  writeSeen(writer, details.seen);
  writer.u8(details.answers.length);
  for (const { question, answer } of details.answers) {
    writeText(writer, question);
    writeText(writer, answer);
  }
  writeText(writer, details.note);
  const bytes = writer.finish();
  if (bytes.length > MAX_DETAILS_BYTES) throw new RangeError('details are too long');
  return bytes;
}

function writeSeen(writer: Writer, seen: SeenText | null): void {
  if (seen === null) {
    writer.u8(0);
  } else if (seen.kind === 'hashed') {
    if (seen.hash.length !== SHA256_BYTES) throw new RangeError(`a hash has ${SHA256_BYTES} bytes`);
    writer.u8(3).bytes(seen.hash);
  } else {
    writer.u8(seen.kind === 'whole' ? 1 : 2);
    writeText(writer, seen.text);
  }
}

function writeText(writer: Writer, text: string): void {
  const bytes = toUtf8(text);
  writer.u16(bytes.length).bytes(bytes);
}

export type DetailsRefusal = 'oversized' | 'needs_update' | 'bad_content';

export function decodeDetails(bytes: Uint8Array): Outcome<RowDetails, DetailsRefusal> {
  if (bytes.length > MAX_DETAILS_BYTES) return refused('oversized');
  const reader = createReader(bytes);
  reader.bytes(DETAILS_SALT_BYTES);
  if (reader.left() > 0 && reader.u8() !== VERSION) return refused('needs_update');
  const seen = readSeen(reader);
  const answers = Array.from({ length: reader.u8() }, () => ({
    question: readText(reader),
    answer: readText(reader),
  }));
  const note = readText(reader);
  return reader.isComplete() ? accepted({ seen, answers, note }) : refused('bad_content');
}

function readSeen(reader: Reader): SeenText | null {
  const kind = reader.u8();
  if (kind === 1) return { kind: 'whole', text: readText(reader) };
  if (kind === 2) return { kind: 'cut', text: readText(reader) };
  if (kind === 3) return { kind: 'hashed', hash: reader.bytes(SHA256_BYTES) };
  if (kind !== 0) reader.fail();
  return null;
}

function readText(reader: Reader): string {
  return reader.text(reader.u16());
}

/** How many answers lie there, without reading them: for a log of many thousand rows. */
export function countAnswers(bytes: Uint8Array): number {
  const reader = createReader(bytes);
  reader.bytes(DETAILS_SALT_BYTES);
  if (bytes.length > MAX_DETAILS_BYTES || reader.u8() !== VERSION) return 0;
  readSeen(reader);
  const count = reader.u8();
  return reader.isTruncated() ? 0 : count;
}

/** For the row: the salt within the bytes keeps short answers from being guessed. */
export function detailsHash(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}
