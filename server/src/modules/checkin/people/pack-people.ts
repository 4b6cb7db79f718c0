import { createCipheriv, createHash } from 'node:crypto';
import { segmentIndex } from '@gatehouse/shared/manifest';
import { encodeDetailFile, type PeopleKind, peopleBits, searchToSeal } from '@gatehouse/shared/people';
import { peopleOf, type SealKeys, sealDetails } from '../../ticketing/index.js';

/** Plain data, so that a thread can be given it. */
export interface PeopleJob {
  readonly kind: PeopleKind;
  /** As `readHolders` gives them, in UTF-8: a thread takes bytes over without copying them. */
  readonly pages: readonly Uint8Array[];
  /** For details. */
  readonly sealKeys: SealKeys;
  /** For what is searched: the event's search key. */
  readonly secret: Uint8Array | null;
  /** `page`: one file, also of those of whom nothing is known any more. */
  readonly form: 'files' | 'page';
}

export interface PackedFile {
  readonly sha256: Uint8Array;
  readonly count: number;
  readonly bytes: Uint8Array;
}

export interface PackedPeople {
  /** How many of whom something is known. */
  readonly people: number;
  /** In the order of their index. */
  readonly files: readonly PackedFile[];
}

function fromBytes(page: Uint8Array): string {
  return Buffer.from(page.buffer, page.byteOffset, page.length).toString();
}

/** Seals and packs people: a tenth of a millisecond each, so not for a thread that answers requests. */
export async function packPeople(job: PeopleJob): Promise<PackedPeople> {
  return job.kind === 'detail' ? packDetails(job) : packSearch(job);
}

async function packDetails(job: PeopleJob): Promise<PackedPeople> {
  const all = [];
  for (const json of job.pages.map(fromBytes)) all.push(...(await sealDetails({ ...job.sealKeys, json })));
  const known = all.filter(({ sealed }) => sealed.length > 0);
  return split(job.form === 'page' ? all : known, {
    ...job,
    people: known.length,
    pack: encodeDetailFile,
  });
}

async function packSearch(job: PeopleJob): Promise<PackedPeople> {
  const { secret } = job;
  if (secret === null) throw new Error('Without a key nothing can be sealed for searching.');
  const all = job.pages.map(fromBytes).flatMap(peopleOf);
  const known = all.filter(({ person }) => person !== null);
  return split(job.form === 'page' ? all : known, {
    ...job,
    people: known.length,
    pack: (place, rows) => {
      const { header, key, nonce, plain } = searchToSeal(secret, place, rows);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
      return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
  });
}

interface Packing<Row> extends Pick<PeopleJob, 'form'> {
  readonly people: number;
  readonly pack: (place: { bits: number; index: number }, rows: readonly Row[]) => Uint8Array;
}

function split<Row extends { readonly hash: Uint8Array }>(
  rows: readonly Row[],
  { form, people, pack }: Packing<Row>,
): PackedPeople {
  const bits = form === 'page' ? 0 : peopleBits(rows.length);
  const parts: Row[][] = Array.from({ length: 2 ** bits }, () => []);
  for (const row of rows) parts[segmentIndex(firstHalf(row.hash), bits)]?.push(row);
  const files = parts.map((part, index) => {
    // Of its own memory, so that it can be handed to another thread.
    const bytes = new Uint8Array(pack({ bits, index }, part));
    const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
    return { sha256, count: part.length, bytes };
  });
  return { people, files };
}

function firstHalf(hash: Uint8Array): number {
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}
