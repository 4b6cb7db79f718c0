import { toHex } from '@gatehouse/shared/bytes';
import {
  CORE_SEGMENT,
  LINKS_SEGMENT,
  type ManifestTables,
  MEDIA_SEGMENT,
  openPlaced,
  type Root,
  type Segment,
  type SegmentKind,
  type SegmentReference,
  type Table,
} from '@gatehouse/shared/manifest';
import type { ListPart } from './stored-lists.js';

/** Parts that are open, by address: a new list shares most of them with the old one. */
export type OpenSegments = Map<string, Segment>;

/** @returns how many of the parts that a list cannot serve without are open */
export function openCount({ segments }: Root, open: OpenSegments): number {
  return [...segments.core, ...segments.media].filter(({ sha256 }) => open.has(toHex(sha256))).length;
}

/** Opens parts for the places that the root gives them. @returns those that fit there */
export function openParts(root: Root | null, parts: readonly ListPart[]): OpenSegments {
  const open: OpenSegments = new Map();
  if (root === null) return open;
  const { core, media, links } = root.segments;
  const byAddress = new Map(parts.map(({ address, bytes }) => [address, bytes]));
  openIn(CORE_SEGMENT, core, [byAddress, open]);
  openIn(MEDIA_SEGMENT, media, [byAddress, open]);
  openIn(LINKS_SEGMENT, links, [byAddress, open]);
  return open;
}

/** One by one, because one that does not fit keeps no other one out. */
function openIn(
  kind: SegmentKind,
  references: readonly SegmentReference[],
  [parts, open]: readonly [ReadonlyMap<string, Uint8Array>, OpenSegments],
): void {
  for (const [index, reference] of references.entries()) {
    const address = toHex(reference.sha256);
    const bytes = parts.get(address);
    const segment = bytes && openPlaced(kind, { references, index }, bytes);
    if (segment) open.set(address, segment);
  }
}

/** The root's tables out of what is open; null where a part has not come. */
export function tablesOf(
  { segments }: Root,
  open: OpenSegments,
): Required<ManifestTables> & { links: Table } {
  return {
    core: tableOf(segments.core, open),
    media: tableOf(segments.media, open),
    links: tableOf(segments.links, open),
  };
}

function tableOf(references: readonly SegmentReference[], open: OpenSegments): Table {
  const bits = Math.log2(references.length);
  return { bits, segments: references.map(({ sha256 }) => open.get(toHex(sha256)) ?? null) };
}
