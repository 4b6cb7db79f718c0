import { toBase45 } from '../bytes/index.js';
import { openBlob, SIGNATURE_BYTES, type Sign, sha256, signBlob, type Verify } from '../signing/index.js';
import { encodeTicketBody, TICKET_BODY_BYTES, type TicketBody } from './ticket-body.js';

/** Body ‖ Ed25519 signature. */
export const TICKET_CODE_BYTES = TICKET_BODY_BYTES + SIGNATURE_BYTES;

export const STATIC_PREFIX = 'G:';

/** @returns the 80 bytes of a code; deterministic, so that a text can be made again at any time */
export function signTicketCode(body: TicketBody, sign: Sign): Promise<Uint8Array> {
  return signBlob('ticket', encodeTicketBody(body), sign);
}

/** Whether this key signed this code. */
export async function isGenuineTicketCode(
  code: Uint8Array,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<boolean> {
  const opened = await openBlob(code, { kind: 'ticket', publicKey, verify, maxBytes: TICKET_CODE_BYTES });
  return opened.ok && code.length === TICKET_CODE_BYTES;
}

/** 122 characters of QR's alphanumeric alphabet: version 5, level M, exactly full. */
export function ticketCodeText(code: Uint8Array): string {
  return STATIC_PREFIX + toBase45(code);
}

/** What a log may keep of a code that may be alive elsewhere: without the last 16 of its bytes nobody can use it. */
export function cutCodeText(code: Uint8Array): string {
  return ticketCodeText(code.subarray(0, TICKET_CODE_BYTES - 16));
}

/** What the server keeps instead of the code, and what keys the proof of a scan. Both forms of a code share it. */
export function codeHash(code: Uint8Array): Uint8Array {
  return sha256(code);
}
