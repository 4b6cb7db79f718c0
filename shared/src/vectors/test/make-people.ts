import { concatBytes } from '../../bytes/index.js';
import {
  detailToSeal,
  encodeDetailFile,
  encodePerson,
  nobody,
  type PeoplePage,
  type Person,
  searchKeyId,
  searchToSeal,
  signPeoplePage,
  type ToSeal,
} from '../../people/index.js';
import { signBlob } from '../../signing/index.js';
import { signTicketCode, ticketCodeText, ticketHash } from '../../ticket-code/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { sampleSalt } from './sample-root.js';
import { type TestKey, testBytes, testEd25519 } from './test-keys.js';

export const samplePeople: readonly Person[] = [
  {
    ...nobody,
    name: 'Zoë Ångström',
    seat: 'Row 4, 12',
    order: 'A-10017',
    items: ['Parking', 'Locker 7'],
    note: 'Brings a stroller',
    texts: ['Welcome gift'],
  },
  { ...nobody, name: 'فاطمة الزهراء', order: 'A-10018' },
  { ...nobody, name: 'A name of exactly one block ' },
];

interface SampleHolder {
  readonly code: Uint8Array;
  readonly hash: Uint8Array;
  readonly person: Person;
  readonly sealed: Uint8Array;
}

const place = { bits: 0, index: 0 };

/** nonce ‖ ciphertext ‖ tag. */
export async function sealed(
  { key, nonce, plain }: ToSeal,
  additionalData?: Uint8Array,
): Promise<Uint8Array> {
  const { subtle } = crypto;
  const raw = new Uint8Array(key);
  const imported = await subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, ['encrypt']);
  const aad = additionalData === undefined ? {} : { additionalData: new Uint8Array(additionalData) };
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(nonce), ...aad };
  return concatBytes(nonce, new Uint8Array(await subtle.encrypt(algorithm, imported, new Uint8Array(plain))));
}

export async function sealedSearch(...given: Parameters<typeof searchToSeal>): Promise<Uint8Array> {
  const toSeal = searchToSeal(...given);
  return concatBytes(toSeal.header, await sealed(toSeal, toSeal.header));
}

async function holderOf(ticketKey: TestKey, person: Person, generation = 0): Promise<SampleHolder> {
  const ticket = testBytes(`ticket of ${person.name}`, 8);
  const body = { kid: 3, event: 4711, ticket, generation, class: 7 };
  const code = await signTicketCode(body, ticketKey.sign);
  const row = await sealed(detailToSeal(code, person));
  return { code, hash: ticketHash(sampleSalt, ticket), person, sealed: row };
}

export async function makePeopleVectors(): Promise<unknown> {
  const ticketKey = await testEd25519('ticket key');
  const holders = await Promise.all(samplePeople.map((person) => holderOf(ticketKey, person)));
  const secret = testBytes('search secret', 32);
  const rows = holders.map(({ hash, person }) => ({
    hash,
    person: { ...person, email: person.name.startsWith('Zoë') ? 'zoe@example.org' : '' },
  }));
  const file = encodeDetailFile(place, holders);
  const search = await sealedSearch(secret, place, rows);
  return {
    people: samplePeople.map((person) => ({ person, bytes: encodePerson(person) })),
    details: holders.map(({ code, hash, person, sealed: bytes }) => ({
      text: ticketCodeText(code),
      code,
      hash,
      person,
      bytes,
    })),
    refused: await refusedDetails(ticketKey, holders),
    detailFile: { bytes: file, refused: refusedFiles(file) },
    search: {
      secret,
      keyId: searchKeyId(secret),
      people: rows,
      bytes: search,
      refused: refusedSearch(search),
    },
    pages: await pagesOf({ detail: file, search }),
  };
}

async function refusedDetails(ticketKey: TestKey, [first, second]: readonly SampleHolder[]) {
  if (first === undefined || second === undefined) throw new Error('two holders are needed');
  const newer = await holderOf(ticketKey, first.person, 1);
  const bytes = first.sealed;
  const vector = (name: string, row: Uint8Array, reason: string) => ({
    name,
    code: first.code,
    bytes: row,
    reason,
  });
  return [
    vector('of a newer generation', newer.sealed, 'not_this_code'),
    vector('of another ticket', second.sealed, 'not_this_code'),
    vector('altered', altered(bytes, 30), 'not_this_code'),
    vector('with an altered nonce', altered(bytes, 0), 'not_this_code'),
    vector('with an altered tag', altered(bytes, -1), 'not_this_code'),
    vector('a block too long', concatBytes(bytes, new Uint8Array(32)), 'not_this_code'),
    vector('a byte too long', lengthened(bytes), 'bad_length'),
    vector('of no block', bytes.slice(0, 28), 'bad_length'),
  ];
}

function refusedFiles(file: Uint8Array) {
  return [
    { name: 'of a later version', bytes: replaced(file, 0, [2]), reason: 'needs_update' },
    { name: 'of another kind', bytes: replaced(file, 1, [1]), reason: 'bad_header' },
    { name: 'with a huge count', bytes: replaced(file, 5, [255, 255, 255, 255]), reason: 'bad_length' },
    { name: 'with a byte left over', bytes: lengthened(file), reason: 'bad_length' },
    { name: 'with a row of fewer blocks', bytes: replaced(file, 9 + 8 * 3, [1]), reason: 'bad_length' },
  ];
}

function refusedSearch(file: Uint8Array) {
  return [
    { name: 'of a later version', bytes: replaced(file, 0, [2]), reason: 'needs_update' },
    { name: 'of another kind', bytes: replaced(file, 1, [5]), reason: 'bad_header' },
    { name: 'of another part', bytes: replaced(file, 2, [1]), reason: 'altered' },
    { name: 'with another count', bytes: replaced(file, 8, [2]), reason: 'altered' },
    { name: 'with another key', bytes: altered(file, 9), reason: 'other_key' },
    { name: 'altered', bytes: altered(file, 40), reason: 'altered' },
    { name: 'with a byte left over', bytes: lengthened(file), reason: 'altered' },
    { name: 'of nothing', bytes: file.slice(0, 13), reason: 'truncated' },
  ];
}

async function pagesOf(files: { readonly detail: Uint8Array; readonly search: Uint8Array }) {
  const door = await testEd25519('door key');
  const next = await testEd25519('next door key');
  const range = { event: 4711, start: 1_799_000_000, from: 40, to: 43 };
  const pageOf = (kind: PeoplePage['kind'], key: TestKey = door) =>
    signPeoplePage({ ...range, kind, file: files[kind] }, key.sign);
  const resigned = (body: Uint8Array) => signBlob('page', body, door.sign);
  const detail = await pageOf('detail');
  const body = detail.slice(0, -64);
  const vector = (name: string, kind: string, ...[blob, expect]: [Uint8Array, string]) => ({
    name,
    kind,
    blob,
    expect,
  });
  return [
    vector('details', 'detail', detail, 'accepted'),
    vector('search', 'search', await pageOf('search'), 'accepted'),
    vector('altered', 'detail', altered(detail, 60), 'bad_signature'),
    vector('wrong key', 'detail', await pageOf('detail', next), 'bad_signature'),
    vector('of the other feed', 'search', detail, 'needs_update'),
    vector('of a part', 'detail', await resigned(replaced(body, 20, [1])), 'bad_content'),
    vector('with a byte left over', 'detail', await resigned(lengthened(body)), 'bad_content'),
  ];
}
