import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { bytesToUuid, uuidToBytes } from '@gatehouse/shared/bytes';

/** A ticket as its link names it. Re-issuing raises the generation, so an old link shows that it is old. */
export interface LinkedTicket {
  readonly organisationId: string;
  readonly eventId: string;
  readonly ticketId: string;
  readonly generation: number;
}

export interface TicketLinks {
  /** The path of the ticket's page. Whoever knows it has the ticket. */
  linkFor(ticket: LinkedTicket): string;
  /** What the last part of such a path names; undefined unless we wrote exactly it. */
  openLink(token: string): LinkedTicket | undefined;
}

const idBytes = 16;
const namedBytes = 3 * idBytes + 1;
const tagBytes = 16;

/**
 * Links that nothing is stored for: base64url(organisation 16 ‖ event 16 ‖ ticket 16 ‖ generation 1 ‖ tag 16). The tag
 * is HMAC-SHA-256 over the bytes before it, cut to 128 bits, under a key of its own.
 * @param masterKey 32 bytes; links that were made with another one open nothing
 */
export function createTicketLinks(masterKey: Uint8Array): TicketLinks {
  const key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'gatehouse ticket link 1', 32));
  const tagOf = (named: Uint8Array) => createHmac('sha256', key).update(named).digest().subarray(0, tagBytes);
  return {
    linkFor(ticket) {
      const named = Buffer.concat([
        uuidToBytes(ticket.organisationId),
        uuidToBytes(ticket.eventId),
        uuidToBytes(ticket.ticketId),
        Uint8Array.of(ticket.generation),
      ]);
      return `/t/${Buffer.concat([named, tagOf(named)]).toString('base64url')}`;
    },
    openLink(token) {
      const bytes = Buffer.from(token, 'base64url');
      // Decoding passes over what it does not know, and one ticket is to have one address.
      if (bytes.length !== namedBytes + tagBytes || bytes.toString('base64url') !== token) return undefined;
      const named = bytes.subarray(0, namedBytes);
      if (!timingSafeEqual(bytes.subarray(namedBytes), tagOf(named))) return undefined;
      const idAt = (index: number) => bytesToUuid(named.subarray(index * idBytes, (index + 1) * idBytes));
      return {
        organisationId: idAt(0),
        eventId: idAt(1),
        ticketId: idAt(2),
        generation: named.readUInt8(3 * idBytes),
      };
    },
  };
}
