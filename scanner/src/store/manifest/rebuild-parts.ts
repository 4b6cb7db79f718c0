import { equalBytes, toHex } from '@gatehouse/shared/bytes';
import {
  CORE_SEGMENT,
  comparePositions,
  LINKS_SEGMENT,
  type Manifest,
  MEDIA_SEGMENT,
  type Root,
  rebuildPart,
  type SegmentKind,
  type SegmentReference,
  type WantedPart,
} from '@gatehouse/shared/manifest';
import type { Digest } from './fetch-list.js';
import type { Lists } from './lists.js';

/** Together to the disk, as those that are fetched. */
const STORED_AT_ONCE = 16;
/** After so many more misses than hits the rest is fetched: changes lie evenly, and miss in every part. */
const MOST_MISSES = 8;

export interface RebuildSource {
  readonly lists: Lists;
  readonly digest: Digest;
}

/**
 * Whether the newest root names the list that is held here, cut anew: the whole list is here, in the same life of the
 * server's database.
 */
export function isCutAnew(lists: Lists, event: number): boolean {
  const root = lists.newestRootOf(event);
  const held = lists.manifestOf(event);
  if (root === null || held === null) return false;
  return held.root !== root && lists.isComplete(event) && held.tickets.start === root.tickets.start;
}

/** Whether pages are still missing between what is held and the newest root. */
export function isBehindRoot(lists: Lists, event: number): boolean {
  const root = lists.newestRootOf(event);
  const held = lists.manifestOf(event);
  return root !== null && held !== null && comparePositions(held.tickets, root.tickets) < 0;
}

/**
 * Makes the parts of the newest root out of the list that is held and the pages over it, and takes those that are what
 * the root says. One part at a time with a break behind each, so that scans and touches are not held up; a part takes
 * some milliseconds. What does not match is left to be fetched.
 */
export async function rebuildParts({ lists, digest }: RebuildSource, event: number): Promise<void> {
  const root = lists.newestRootOf(event);
  // The list as it is now: with the last part another one comes into service, which has no links yet.
  const held = lists.manifestOf(event);
  if (root === null || held === null || !isCutAnew(lists, event) || isBehindRoot(lists, event)) return;
  const storing: Promise<boolean>[] = [];
  let misses = 0;
  for (const wanted of wantedParts(root, lists.missingOf(event))) {
    if (misses > MOST_MISSES || lists.newestRootOf(event) !== root) break;
    await breakForOthers();
    const bytes = await rebuilt(held, wanted, digest);
    misses += bytes === null ? 1 : -1;
    if (bytes !== null) storing.push(heardLater(lists.takeSegment(event, wanted.reference, bytes)));
    if (storing.length >= STORED_AT_ONCE) await Promise.all(storing.splice(0));
  }
  await Promise.all(storing);
}

interface ReferencedPart extends WantedPart {
  readonly reference: SegmentReference;
}

/** Core first: what is cancelled waits for nothing. */
function wantedParts({ segments }: Root, missing: readonly SegmentReference[]): ReferencedPart[] {
  const names = new Set(missing.map(({ sha256 }) => toHex(sha256)));
  const partsOf = (kind: SegmentKind, references: readonly SegmentReference[]) =>
    references
      .map((reference, index) => ({
        kind,
        bits: Math.log2(references.length),
        index,
        count: reference.count,
        reference,
      }))
      .filter(({ reference }) => names.has(toHex(reference.sha256)));
  return [
    ...partsOf(CORE_SEGMENT, segments.core),
    ...partsOf(MEDIA_SEGMENT, segments.media),
    ...partsOf(LINKS_SEGMENT, segments.links),
  ];
}

async function rebuilt(held: Manifest, wanted: ReferencedPart, digest: Digest): Promise<Uint8Array | null> {
  const bytes = rebuildPart(held, wanted);
  if (bytes === null || bytes.length !== wanted.reference.length) return null;
  return equalBytes(await digest(bytes), wanted.reference.sha256) ? bytes : null;
}

/** Whoever waits for it hears that it failed; until somebody does, it is not unheard of. */
function heardLater<T>(stored: Promise<T>): Promise<T> {
  stored.catch(() => undefined);
  return stored;
}

function breakForOthers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
