import { toUtf8 } from '../bytes/index.js';
import { sha256 } from '../signing/index.js';

export const TICKET_HASH_BYTES = 8;

/** What the hashed thing is, so that a medium's text never meets a ticket's number. */
const domain = { ticket: Uint8Array.of(1), medium: Uint8Array.of(2), seen: Uint8Array.of(3) };

/**
 * What a manifest and a log call a ticket: without the event's salt it does not lead back to the code.
 * @param ticket the 8 bytes of the code's body
 */
export function ticketHash(salt: Uint8Array, ticket: Uint8Array): Uint8Array {
  return sha256(salt, domain.ticket, ticket).slice(0, TICKET_HASH_BYTES);
}

/** @param text as `normaliseMediumText` gives it */
export function mediumHash(salt: Uint8Array, text: string): Uint8Array {
  return sha256(salt, domain.medium, toUtf8(text)).slice(0, TICKET_HASH_BYTES);
}

/** What a log keeps of a text that is not the event's own: it may be somebody's document. 32 bytes. */
export function seenTextHash(salt: Uint8Array, text: string): Uint8Array {
  return sha256(salt, domain.seen, toUtf8(text));
}
