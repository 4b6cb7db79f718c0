import {
  accepted,
  bytesToUuid,
  createReader,
  createWriter,
  fromBase64Url,
  type Outcome,
  refused,
  toBase64Url,
  UUID_BYTES,
  uuidToBytes,
} from '../bytes/index.js';
import { ED25519_KEY_BYTES, sha256 } from '../signing/index.js';

const VERSION = 1;
const MARK = '#pair=';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_SYMBOLS = 6;

export const PAIRING_SECRET_BYTES = 16;

/** What the pairing code on the portal's screen tells a phone. */
export interface PairingLink {
  readonly organisationId: string;
  readonly pairingId: string;
  /** Good once and for a short time. */
  readonly secret: Uint8Array;
  /** To pin: the phone believes what this key signed, whoever carried it. */
  readonly doorKey: Uint8Array;
}

/**
 * `<publicUrl>/scanner/#pair=<base64url>`; the secret stands in the fragment, which no browser sends to a server.
 *
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1–16, 17–32 | organisation, pairing |
 * | 33–48 | secret |
 * | 49–80 | the organisation's Ed25519 door key |
 */
export function encodePairingLink(publicUrl: string, link: PairingLink): string {
  if (link.secret.length !== PAIRING_SECRET_BYTES || link.doorKey.length !== ED25519_KEY_BYTES)
    throw new RangeError(`a secret has ${PAIRING_SECRET_BYTES} bytes and a door key ${ED25519_KEY_BYTES}`);
  const writer = createWriter().u8(VERSION);
  writer.bytes(uuidToBytes(link.organisationId)).bytes(uuidToBytes(link.pairingId));
  const bytes = writer.bytes(link.secret).bytes(link.doorKey).finish();
  return `${publicUrl.replace(/\/$/, '')}/scanner/${MARK}${toBase64Url(bytes)}`;
}

/** @param text the whole link, or its fragment */
export function decodePairingLink(text: string): Outcome<PairingLink, 'not_a_link' | 'needs_update'> {
  const at = text.indexOf(MARK);
  const bytes = at < 0 ? null : fromBase64Url(text.slice(at + MARK.length).trim());
  if (bytes === null || bytes.length === 0) return refused('not_a_link');
  const reader = createReader(bytes);
  if (reader.u8() !== VERSION) return refused('needs_update');
  const link: PairingLink = {
    organisationId: bytesToUuid(reader.bytes(UUID_BYTES)),
    pairingId: bytesToUuid(reader.bytes(UUID_BYTES)),
    secret: reader.bytes(PAIRING_SECRET_BYTES),
    doorKey: reader.bytes(ED25519_KEY_BYTES),
  };
  return reader.isComplete() ? accepted(link) : refused('not_a_link');
}

/**
 * Six characters that a person compares on portal and phone: the first 30 bits of SHA-256 over both public keys. Whoever
 * slipped in another phone would have to make keys for a billion of them within the pairing's ten minutes.
 */
export function confirmationCode(signKey: Uint8Array, agreeKey: Uint8Array): string {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(signKey, agreeKey);
  let bits = ((a << 24) | (b << 16) | (c << 8) | d) >>> 2;
  let code = '';
  for (let symbol = 0; symbol < CODE_SYMBOLS; symbol++, bits >>>= 5) code = ALPHABET.charAt(bits & 31) + code;
  return code;
}
