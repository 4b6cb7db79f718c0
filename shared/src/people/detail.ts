import { concatBytes, type Outcome, refused, toUtf8 } from '../bytes/index.js';
import { hkdfSha256, hmacSha256, type SealSubtle } from '../signing/index.js';
import { TICKET_BODY_BYTES, TICKET_CODE_BYTES } from '../ticket-code/index.js';
import { decodePerson, encodePerson, type Person } from './person.js';

/** What is sealed has a multiple of this length, so that it tells little of a name's. */
export const DETAIL_BLOCK_BYTES = 32;
export const GCM_NONCE_BYTES = 12;
export const GCM_TAG_BYTES = 16;
/** How much longer the sealed form is than its blocks. */
export const DETAIL_SEAL_BYTES = GCM_NONCE_BYTES + GCM_TAG_BYTES;

/** Where the event and the generation lie in a code. */
const EVENT_FIELD = [1, 5] as const;
const GENERATION_FIELD = [13, 14] as const;

/** What AES-256-GCM has to be given. */
export interface ToSeal {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly plain: Uint8Array;
}

/**
 * What is to be sealed of a ticket's holder, for its code alone: the key is made of the code's signature, which stands
 * nowhere but in the code. The same text gets the same bytes.
 * @param code the 80 bytes of the ticket's code
 * @returns for the caller to seal with what its runtime has: the row is nonce ‖ ciphertext ‖ tag
 */
export function detailToSeal(code: Uint8Array, person: Person): ToSeal {
  const { key, nonceKey } = keysOf(code);
  const bytes = encodePerson(person);
  const plain = new Uint8Array(Math.ceil(bytes.length / DETAIL_BLOCK_BYTES) * DETAIL_BLOCK_BYTES);
  plain.set(bytes);
  return { key, nonce: hmacSha256(nonceKey, plain).slice(0, GCM_NONCE_BYTES), plain };
}

function keysOf(code: Uint8Array): { key: Uint8Array; nonceKey: Uint8Array } {
  const signature = code.subarray(TICKET_BODY_BYTES, TICKET_CODE_BYTES);
  const info = concatBytes(code.subarray(...EVENT_FIELD), code.subarray(...GENERATION_FIELD));
  const nonceInfo = concatBytes(info, toUtf8('nonce'));
  return { key: hkdfSha256(signature, info), nonceKey: hkdfSha256(signature, nonceInfo) };
}

/** `not_this_code`: sealed for another code or generation, or altered; nobody can tell these apart. */
export type DetailRefusal = 'bad_length' | 'not_this_code' | 'needs_update' | 'bad_content';

/**
 * Opens a row with the code that was just scanned. Never rejects.
 * @param code the 80 bytes, of either form
 */
export async function openDetail(
  subtle: Pick<SealSubtle, 'importKey' | 'decrypt'>,
  { code, sealed }: { readonly code: Uint8Array; readonly sealed: Uint8Array },
): Promise<Outcome<Person, DetailRefusal>> {
  const blocks = (sealed.length - DETAIL_SEAL_BYTES) / DETAIL_BLOCK_BYTES;
  if (!Number.isInteger(blocks) || blocks < 1 || code.length !== TICKET_CODE_BYTES)
    return refused('bad_length');
  const plain = await openGcm(subtle, { key: keysOf(code).key, sealed });
  return plain === null ? refused('not_this_code') : decodePerson(plain);
}

/** @param sealed nonce ‖ ciphertext ‖ tag @returns null when it does not open */
export async function openGcm(
  subtle: Pick<SealSubtle, 'importKey' | 'decrypt'>,
  { key, sealed, aad }: { readonly key: Uint8Array; readonly sealed: Uint8Array; readonly aad?: Uint8Array },
): Promise<Uint8Array | null> {
  const iv = sealed.slice(0, GCM_NONCE_BYTES);
  const algorithm = { name: 'AES-GCM', iv, ...(aad === undefined ? {} : { additionalData: aad }) };
  try {
    const imported = await subtle.importKey('raw', key, { name: 'AES-GCM' }, false, ['decrypt']);
    return new Uint8Array(await subtle.decrypt(algorithm, imported, sealed.slice(GCM_NONCE_BYTES)));
  } catch {
    return null;
  }
}
