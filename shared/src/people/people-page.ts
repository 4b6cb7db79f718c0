import { accepted, concatBytes, createReader, createWriter, type Outcome, refused } from '../bytes/index.js';
import { MAX_PAGE_BYTES, type PageRange, readPageRange, writePageRange } from '../manifest/index.js';
import { type BlobRefusal, openBlob, type Sign, signBlob, type Verify } from '../signing/index.js';
import { openDetailFile } from './detail-file.js';
import { readSearchHeader } from './search-file.js';

/** The two forms in which phones know of people. */
export type PeopleKind = 'detail' | 'search';

/** What changed of people in a range of the tickets feed: a file of its own, of one part. */
export interface PeoplePage extends PageRange {
  readonly kind: PeopleKind;
  readonly file: Uint8Array;
}

const RANGE_BYTES = 18;
const VERSION = 1;

/** Version, feed (3 detail, 4 search), event, start, from, to; then the file. The signature follows. */
export function signPeoplePage(page: PeoplePage, sign: Sign): Promise<Uint8Array> {
  const writer = createWriter();
  writePageRange(writer, { feed: page.kind, version: VERSION }, page);
  return signBlob('page', concatBytes(writer.finish(), page.file), sign);
}

export type PeoplePageRefusal = BlobRefusal | 'needs_update' | 'bad_content';

export async function openPeoplePage(
  kind: PeopleKind,
  blob: Uint8Array,
  { publicKey, verify }: { readonly publicKey: Uint8Array; readonly verify: Verify },
): Promise<Outcome<PeoplePage, PeoplePageRefusal>> {
  const opened = await openBlob(blob, { kind: 'page', publicKey, verify, maxBytes: MAX_PAGE_BYTES });
  return opened.ok ? decodePeoplePage(kind, opened.value) : opened;
}

/** @param body what `openBlob` gave */
export function decodePeoplePage(
  kind: PeopleKind,
  body: Uint8Array,
): Outcome<PeoplePage, 'truncated' | 'needs_update' | 'bad_content'> {
  if (body.length < RANGE_BYTES) return refused('truncated');
  const reader = createReader(body);
  const head = readPageRange(reader, { feed: kind, version: VERSION });
  if (head === null) return refused('needs_update');
  const file = reader.bytes(reader.left());
  if (!reader.isComplete()) return refused('bad_content');
  const opened = kind === 'detail' ? openDetailFile(file) : readSearchHeader(file);
  if (opened.ok)
    return opened.value.bits === 0 ? accepted({ ...head.range, kind, file }) : refused('bad_content');
  return refused(opened.reason === 'needs_update' ? 'needs_update' : 'bad_content');
}
