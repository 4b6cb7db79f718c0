import { toHex } from '@gatehouse/shared/bytes';
import {
  CORE_SEGMENT,
  type ManifestTables,
  MEDIA_SEGMENT,
  openTable,
  type Root,
  type Segment,
  type SegmentKind,
  type SegmentReference,
  type Table,
} from '@gatehouse/shared/manifest';

/** Parts that are open, by address: a new list shares most of them with the old one. */
export type OpenSegments = Map<string, Segment>;

/** @returns how many of the root's parts are open */
export function openCount({ segments }: Root, open: OpenSegments): number {
  return [...segments.core, ...segments.media].filter(({ sha256 }) => open.has(toHex(sha256))).length;
}

/** Opens a part for the place that the root gives it. @returns false when it does not fit there */
export function openPart(
  root: Root,
  open: OpenSegments,
  part: { address: string; bytes: Uint8Array },
): boolean {
  const { core, media } = root.segments;
  return openIn(CORE_SEGMENT, core, open, part) || openIn(MEDIA_SEGMENT, media, open, part);
}

function openIn(
  kind: SegmentKind,
  references: readonly SegmentReference[],
  ...[open, { address, bytes }]: [OpenSegments, { address: string; bytes: Uint8Array }]
): boolean {
  const index = references.findIndex(({ sha256 }) => toHex(sha256) === address);
  if (index < 0) return false;
  const parts = references.map((_, at) => (at === index ? bytes : null));
  const table = openTable(kind, references, parts);
  const segment = table.ok ? table.value.segments[index] : null;
  if (segment) open.set(address, segment);
  return Boolean(segment);
}

/** The root's tables out of what is open; null where a part has not come. */
export function tablesOf({ segments }: Root, open: OpenSegments): ManifestTables {
  return { core: tableOf(segments.core, open), media: tableOf(segments.media, open) };
}

function tableOf(references: readonly SegmentReference[], open: OpenSegments): Table {
  const bits = Math.log2(references.length);
  return { bits, segments: references.map(({ sha256 }) => open.get(toHex(sha256)) ?? null) };
}
