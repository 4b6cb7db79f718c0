import { accepted, createReader, createWriter, type Outcome, refused } from '../bytes/index.js';

export const TICKET_BODY_BYTES = 16;
export const TICKET_NUMBER_BYTES = 8;

/** The only version there is: Ed25519 follows from it. */
const VERSION = 1;

/** What a ticket's code says. No names, dates or products: moving a date or a zone never re-issues a code. */
export interface TicketBody {
  /** The number of the key that signed, 0–15, never used again within an event. */
  readonly kid: number;
  /** The event's public number, unique across organisations. */
  readonly event: number;
  /** 64 random bits, unique within the event. */
  readonly ticket: Uint8Array;
  /** How often the ticket was transferred or re-issued, 0–255. */
  readonly generation: number;
  /** Index into the manifest's class table; a manifest row outranks it. */
  readonly class: number;
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version (3 bits) · reserved (1 bit, zero) · kid (4 bits) |
 * | 1–4 | event |
 * | 5–12 | ticket |
 * | 13 | generation |
 * | 14–15 | class |
 * @throws {RangeError} when a field does not fit
 */
export function encodeTicketBody(body: TicketBody): Uint8Array {
  if (body.kid > 15 || body.ticket.length !== TICKET_NUMBER_BYTES) {
    throw new RangeError('a kid has 4 bits and a ticket 8 bytes');
  }
  return createWriter()
    .u8((VERSION << 5) | body.kid)
    .u32(body.event)
    .bytes(body.ticket)
    .u8(body.generation)
    .u16(body.class)
    .finish();
}

export type TicketBodyRefusal = 'bad_length' | 'needs_update';

/** `needs_update`: a version, or a use of the reserved bit, that this program does not know. */
export function decodeTicketBody(bytes: Uint8Array): Outcome<TicketBody, TicketBodyRefusal> {
  if (bytes.length !== TICKET_BODY_BYTES) return refused('bad_length');
  const reader = createReader(bytes);
  const first = reader.u8();
  if (first >> 4 !== VERSION << 1) return refused('needs_update');
  return accepted({
    kid: first & 0x0f,
    event: reader.u32(),
    ticket: reader.bytes(TICKET_NUMBER_BYTES),
    generation: reader.u8(),
    class: reader.u16(),
  });
}
