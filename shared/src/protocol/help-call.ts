import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  fromBase64Url,
  fromHex,
  type Outcome,
  type Reader,
  refused,
  toBase64Url,
  toHex,
  toUtf8,
  UUID_BYTES,
  uuidToBytes,
  type Writer,
} from '../bytes/index.js';
import { openBlob, SIGNATURE_BYTES, type Sign, signBlob, splitBlob, type Verify } from '../signing/index.js';

const VERSION = 1;
const PREFIX = 'GHHELP:';
/** Any device of the house, and the longest note in any writing. */
const MAX_CALL_BYTES = 1_024;
/** Characters; so many still make a code that a phone reads off another one. */
export const MAX_HELP_NOTE = 140;

const directions = ['in', 'out', 'check'] as const;
const results = ['confirm', 'refuse'] as const;

/** What a lane cannot solve, for whoever supervises the door. Of the attendee it says no more than the ticket's hash. */
export interface HelpCall {
  /** Made on the phone; the same call sent twice, or carried by another phone, stays one. */
  readonly id: string;
  readonly device: string;
  /** The event's public number. */
  readonly event: number;
  /** Milliseconds since 1970, by the phone's estimate. */
  readonly at: number;
  /** Its hash in hexadecimal; null: the code was none of a ticket that the list knows. */
  readonly ticket: string | null;
  readonly listId: string | null;
  readonly gateId: string | null;
  readonly direction: (typeof directions)[number];
  readonly result: (typeof results)[number];
  /** As the decision names it; a newer phone may name one that this program does not know. */
  readonly reason: string;
  /** What the steward wrote; at most `MAX_HELP_NOTE` characters. */
  readonly note: string;
}

/**
 * `GHHELP:` and base64url of version (1) | id (16) | device (16) | event (4) | time (6) | ticket, list, gate, each its
 * length (1) and bytes | direction (1) | result (1) | reason: length (1), UTF-8 | note: length (2), UTF-8 | the phone's
 * P-256 signature (64).
 */
export async function helpCode(call: HelpCall, sign: Sign): Promise<string> {
  const writer = createWriter().u8(VERSION).bytes(uuidToBytes(call.id)).bytes(uuidToBytes(call.device));
  writer.u32(call.event).u48(call.at);
  short(writer, call.ticket === null ? null : fromHex(call.ticket));
  for (const id of [call.listId, call.gateId]) short(writer, id === null ? null : uuidToBytes(id));
  writer.u8(directions.indexOf(call.direction)).u8(results.indexOf(call.result));
  short(writer, toUtf8(call.reason));
  const note = toUtf8([...call.note].slice(0, MAX_HELP_NOTE).join(''));
  writer.u16(note.length).bytes(note);
  return PREFIX + toBase64Url(await signBlob('help', writer.finish(), sign));
}

function short(writer: Writer, bytes: Uint8Array | null): void {
  writer.u8(bytes?.length ?? 0).bytes(bytes ?? new Uint8Array());
}

export function isHelpCode(text: string): boolean {
  return text.startsWith(PREFIX);
}

export type HelpRefusal = 'unreadable' | 'needs_update';

/** What a call says, before anybody has looked at its signature. */
export function decodeHelp(text: string): Outcome<HelpCall, HelpRefusal> {
  const blob = blobOf(text);
  if (blob === null) return refused('unreadable');
  const reader = createReader(splitBlob(blob).body);
  if (reader.u8() !== VERSION) return refused('needs_update');
  const id = bytesToUuid(reader.bytes(UUID_BYTES));
  const device = bytesToUuid(reader.bytes(UUID_BYTES));
  const [event, at] = [reader.u32(), reader.u48()];
  const ticket = reader.bytes(reader.u8());
  const [listId, gateId] = [optionalId(reader), optionalId(reader)];
  const direction = directions[reader.u8()];
  const result = results[reader.u8()];
  const reason = reader.text(reader.u8());
  const note = reader.text(reader.u16());
  if (direction === undefined || result === undefined || !reader.isComplete()) return refused('unreadable');
  const names = { id, device, event, at, ticket: ticket.length === 0 ? null : toHex(ticket) };
  return accepted({ ...names, listId, gateId, direction, result, reason, note });
}

function optionalId(reader: Reader): string | null {
  const length = reader.u8();
  if (length !== 0 && length !== UUID_BYTES) reader.fail();
  const bytes = reader.bytes(length);
  return bytes.length === UUID_BYTES ? bytesToUuid(bytes) : null;
}

/** @param publicKey of the phone that the call names; @returns whether that phone made it */
export async function isHelpOf(text: string, publicKey: Uint8Array, verify: Verify): Promise<boolean> {
  const blob = blobOf(text);
  if (blob === null) return false;
  return (await openBlob(blob, { kind: 'help', publicKey, verify, maxBytes: MAX_CALL_BYTES })).ok;
}

function blobOf(text: string): Uint8Array | null {
  const blob = isHelpCode(text) ? fromBase64Url(text.slice(PREFIX.length).trim()) : null;
  return blob !== null && blob.length > SIGNATURE_BYTES && blob.length <= MAX_CALL_BYTES ? blob : null;
}
