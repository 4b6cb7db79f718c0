import {
  accepted,
  createReader,
  createWriter,
  equalBytes,
  type Outcome,
  refused,
  toUtf8,
} from '../bytes/index.js';
import { compareBytes, MAX_SEGMENT_BITS, type SegmentPlace } from '../manifest/index.js';
import { hkdfSha256, hmacSha256, type SealSubtle, sha256 } from '../signing/index.js';
import { TICKET_HASH_BYTES } from '../ticket-code/index.js';
import { GCM_NONCE_BYTES, GCM_TAG_BYTES, openGcm, type ToSeal } from './detail.js';
import { decodePerson, encodePerson, type Person } from './person.js';

const VERSION = 1;
const KIND = 6;
/** Version, kind, bits, index, count, the key's id. */
const HEADER_BYTES = 13;
export const SEARCH_KEY_BYTES = 32;
const SEARCH_KEY_ID_BYTES = 4;

/** Who holds a ticket; null: nothing is known any more. */
export interface FoundPerson {
  readonly hash: Uint8Array;
  readonly person: Person | null;
}

export interface SearchToSeal extends ToSeal {
  /** Goes in front of nonce ‖ ciphertext ‖ tag, and is sealed with them as associated data. */
  readonly header: Uint8Array;
}

/** By what a root, a file and a phone tell two keys of an event apart; it tells nothing of the key. */
export function searchKeyId(secret: Uint8Array): Uint8Array {
  return sha256(toUtf8('gatehouse-search-key-id-v1\0'), secret).slice(0, SEARCH_KEY_ID_BYTES);
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1 | kind: 6 |
 * | 2, 3–4 | bits, index among the 2^bits |
 * | 5–8 | count of rows |
 * | 9–12 | id of the key |
 * | 13–24 | nonce |
 * | … | AES-256-GCM: of each row in ascending order its ticket hash (8), length (2; 0: nothing known) and person |
 * The same rows in any order under the same key give the same bytes.
 * @param secret the event's search key, 32 bytes
 */
export function searchToSeal(
  secret: Uint8Array,
  place: SegmentPlace,
  people: readonly FoundPerson[],
): SearchToSeal {
  const sorted = people.toSorted((a, b) => compareBytes(a.hash, b.hash));
  const rows = createWriter();
  for (const { hash, person } of sorted) {
    const bytes = person === null ? new Uint8Array() : encodePerson(person);
    rows.bytes(hash).u16(bytes.length).bytes(bytes);
  }
  const header = createWriter().u8(VERSION).u8(KIND).u8(place.bits).u16(place.index).u32(sorted.length);
  const head = header.bytes(searchKeyId(secret)).finish();
  const plain = rows.finish();
  const nonce = hmacSha256(hkdfSha256(secret, toUtf8('nonce')), head, plain).slice(0, GCM_NONCE_BYTES);
  return { key: cipherKey(secret), nonce, plain, header: head };
}

function cipherKey(secret: Uint8Array): Uint8Array {
  return hkdfSha256(secret, toUtf8('cipher'));
}

/** What anybody can see of a file without its key. */
export interface SearchHeader extends SegmentPlace {
  readonly count: number;
  readonly keyId: Uint8Array;
}

export type SearchRefusal = 'truncated' | 'needs_update' | 'bad_header';

export function readSearchHeader(bytes: Uint8Array): Outcome<SearchHeader, SearchRefusal> {
  if (bytes.length < HEADER_BYTES + GCM_NONCE_BYTES + GCM_TAG_BYTES) return refused('truncated');
  const reader = createReader(bytes);
  if (reader.u8() !== VERSION) return refused('needs_update');
  const kind = reader.u8();
  const [bits, index, count] = [reader.u8(), reader.u16(), reader.u32()];
  if (kind !== KIND || bits > MAX_SEGMENT_BITS || index >= 2 ** bits) return refused('bad_header');
  return accepted({ bits, index, count, keyId: reader.bytes(SEARCH_KEY_ID_BYTES) });
}

/** `other_key`: sealed with another key of the event. `altered`: it does not open with the key it names. */
export type SearchFileRefusal = SearchRefusal | 'other_key' | 'altered' | 'bad_content';

/** Never rejects. A person that only a newer program can read is left out. */
export async function openSearchFile(
  subtle: Pick<SealSubtle, 'importKey' | 'decrypt'>,
  { secret, bytes }: { readonly secret: Uint8Array; readonly bytes: Uint8Array },
): Promise<Outcome<readonly FoundPerson[], SearchFileRefusal>> {
  const header = readSearchHeader(bytes);
  if (!header.ok) return header;
  if (!equalBytes(header.value.keyId, searchKeyId(secret))) return refused('other_key');
  const sealed = bytes.subarray(HEADER_BYTES);
  const aad = bytes.slice(0, HEADER_BYTES);
  const plain = await openGcm(subtle, { key: cipherKey(secret), sealed, aad });
  if (plain === null) return refused('altered');
  return readRows(plain, header.value.count);
}

function readRows(plain: Uint8Array, count: number): Outcome<readonly FoundPerson[], 'bad_content'> {
  const reader = createReader(plain);
  const people: FoundPerson[] = [];
  let before: Uint8Array | null = null;
  let rows = 0;
  for (; reader.left() > 0; rows++) {
    const hash = reader.bytes(TICKET_HASH_BYTES);
    const bytes = reader.bytes(reader.u16());
    if (before !== null && compareBytes(before, hash) >= 0) reader.fail();
    before = hash;
    const person = bytes.length === 0 ? null : decodePerson(bytes);
    if (person === null) people.push({ hash, person });
    else if (person.ok) people.push({ hash, person: person.value });
    else if (person.reason === 'bad_content') reader.fail();
  }
  return reader.isComplete() && rows === count ? accepted(people) : refused('bad_content');
}
