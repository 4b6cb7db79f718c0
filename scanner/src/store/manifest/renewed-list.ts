import { toHex } from '@gatehouse/shared/bytes';
import {
  applyPage,
  comparePositions,
  type Root,
  replaceRoot,
  type SegmentReference,
  type TicketsPage,
} from '@gatehouse/shared/manifest';
import type { PhoneDatabase } from '../database.js';
import type { HeldList } from './lists.js';
import { type ListPart, openedAddressesOf } from './stored-lists.js';
import { openParts, tablesOf } from './tables.js';

/** The parts of a list in service as they are on the disk. */
export interface KeptList {
  readonly root: Root;
  /** Undefined where one is not there. */
  readonly parts: readonly { readonly reference: SegmentReference; readonly bytes: Uint8Array | undefined }[];
}

/** A list that was fetched anew, all of it checked. */
export interface RenewedList {
  readonly root: Root;
  /** Those that were not on the disk as the root means them. */
  readonly parts: readonly ListPart[];
  /** All pages behind the root's segments, in their order. */
  readonly pages: readonly { readonly page: TicketsPage; readonly blob: Uint8Array }[];
}

/** @returns null while the newest root is not the one in service */
export async function keptOf(database: PhoneDatabase, list: HeldList | undefined): Promise<KeptList | null> {
  const root = inService(list);
  if (root === null) return null;
  const { core, media, links } = root.segments;
  const references = [...core, ...media, ...links];
  const stored = await database.segments.bulkGet(references.map(({ sha256 }) => toHex(sha256)));
  return {
    root,
    parts: references.map((reference, index) => ({ reference, bytes: stored[index]?.bytes })),
  };
}

function inService(list: HeldList | undefined): Root | null {
  const { manifest, newest } = list ?? {};
  if (!manifest || !newest) return null;
  return comparePositions(manifest.root.position, newest.root.position) === 0 ? newest.root : null;
}

/**
 * The list that is held goes on serving until all of the new one is on the disk, in one transaction, and no position
 * goes back.
 */
export async function renew(
  database: PhoneDatabase,
  list: HeldList | undefined,
  { root, parts, pages }: RenewedList,
): Promise<boolean> {
  if (!list?.manifest || inService(list) !== root) return false;
  const { event } = root;
  const stored = await database.segments.bulkGet(openedAddressesOf(root));
  const fresh = new Set(parts.map(({ address }) => address));
  const kept = stored.flatMap((part) => (part === undefined || fresh.has(part.address) ? [] : [part]));
  const open = openParts(root, [...kept, ...parts]);
  let manifest = replaceRoot(null, root, tablesOf(root, open));
  for (const { page } of pages) {
    const applied = applyPage(manifest, page);
    if (!applied.ok) return false;
    manifest = applied.value;
  }
  if (comparePositions(list.manifest.tickets, manifest.tickets) > 0) return false;
  await database.transaction('rw', database.segments, database.pages, async () => {
    await database.segments.bulkPut(parts);
    await database.pages.where(':id').between([event], [event, []]).delete();
    await database.pages.bulkPut(
      pages.map(({ page: { start, to }, blob }) => ({ event, start, to, bytes: blob })),
    );
  });
  list.open.clear();
  for (const [address, segment] of open) list.open.set(address, segment);
  list.manifest = manifest;
  return true;
}
