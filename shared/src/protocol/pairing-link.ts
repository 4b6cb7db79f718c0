import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  crockfordSymbols,
  crockfordText,
  fromBase64Url,
  type Outcome,
  refused,
  toBase64Url,
  UUID_BYTES,
  uuidToBytes,
} from '../bytes/index.js';
import { ED25519_KEY_BYTES, sha256 } from '../signing/index.js';

const VERSION = 1;
const FRAGMENT = '#pair=';
const CONFIRMATION_SYMBOLS = 6;

export const PAIRING_SECRET_BYTES = 16;

/** What the QR code of the portal tells a phone. */
export interface PairingLink {
  readonly organisation: string;
  readonly pairing: string;
  /** Whoever knows it may pair one phone. */
  readonly secret: Uint8Array;
  /** The organisation's Ed25519 key, which the phone trusts from then on. */
  readonly doorKey: Uint8Array;
}

export type PairingLinkRefusal = 'not_a_link' | 'needs_update';

/**
 * `<origin>/scanner/#pair=` and base64url of version (1) | organisation (16) | pairing (16) | secret (16) | door key
 * (32). A browser keeps the fragment to itself.
 * @param origin without a slash at its end
 */
export function encodePairingLink(origin: string, link: PairingLink): string {
  if (link.secret.length !== PAIRING_SECRET_BYTES || link.doorKey.length !== ED25519_KEY_BYTES)
    throw new RangeError('a secret has 16 bytes and a door key 32');
  const bytes = createWriter()
    .u8(VERSION)
    .bytes(uuidToBytes(link.organisation))
    .bytes(uuidToBytes(link.pairing))
    .bytes(link.secret)
    .bytes(link.doorKey)
    .finish();
  return `${origin}/scanner/${FRAGMENT}${toBase64Url(bytes)}`;
}

/** @param text what was scanned or opened: the whole link, or its fragment */
export function decodePairingLink(text: string): Outcome<PairingLink, PairingLinkRefusal> {
  const at = text.indexOf(FRAGMENT);
  const bytes = at < 0 ? null : fromBase64Url(text.slice(at + FRAGMENT.length).trim());
  if (bytes === null || bytes.length === 0) return refused('not_a_link');
  const reader = createReader(bytes);
  if (reader.u8() !== VERSION) return refused('needs_update');
  const organisation = bytesToUuid(reader.bytes(UUID_BYTES));
  const pairing = bytesToUuid(reader.bytes(UUID_BYTES));
  const secret = reader.bytes(PAIRING_SECRET_BYTES);
  const doorKey = reader.bytes(ED25519_KEY_BYTES);
  return reader.isComplete() ? accepted({ organisation, pairing, secret, doorKey }) : refused('not_a_link');
}

/** Six characters that phone and portal show, so that people see whether they mean the same phone. */
export function confirmationCode(signKey: Uint8Array, agreeKey: Uint8Array): string {
  return crockfordText(crockfordSymbols(sha256(signKey, agreeKey), CONFIRMATION_SYMBOLS));
}
