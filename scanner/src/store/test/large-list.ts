import { toHex } from '@gatehouse/shared/bytes';
import {
  CORE_SEGMENT,
  type CoreRecord,
  coreCells,
  type DoorKeys,
  keyHalf,
  MEDIA_SEGMENT,
  noSegments,
  packSegment,
  referenceTo,
  type SegmentKind,
  type SegmentRow,
  segmentBits,
  segmentIndex,
  signRoot,
  signTicketsPage,
} from '@gatehouse/shared/manifest';
import { EVENT, recordOf, rootOf } from '../log/test/world.js';
import type { SampleDoor } from './sample-list.js';

/** Tickets of the list that have codes; all others are a hash and nothing more. */
export const namedTickets = 2_000;
const LIFE = 1_799_000_000;
const RECORDS_OF_PAGE = 5_000;

export interface LargeList {
  readonly keys: DoorKeys;
  readonly root: Uint8Array;
  /** By address, as the server would answer. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/** A list as the server cuts it, made part by part, so that the machine never holds a million objects. */
export async function makeLargeList(door: SampleDoor, count: number): Promise<LargeList> {
  const bits = segmentBits(count);
  const named = Array.from({ length: Math.min(namedTickets, count) }, (_, index) => coreRow(index));
  const isIn = (index: number) => (row: SegmentRow) => segmentIndex(keyHalf(row.key, 0), bits) === index;
  const share = (count - named.length) / 2 ** bits;
  const core = Array.from({ length: 2 ** bits }, (_, index) => {
    const length = Math.floor((index + 1) * share) - Math.floor(index * share);
    const others = Array.from({ length }, () => anyRow(index, bits));
    return packed(CORE_SEGMENT, { bits, index }, [...named.filter(isIn(index)), ...others]);
  });
  const media = [packed(MEDIA_SEGMENT, { bits: 0, index: 0 }, [])];
  const root = rootOf({
    ...noSegments,
    core: core.map((bytes) => referenceTo(CORE_SEGMENT, bytes)),
    media: media.map((bytes) => referenceTo(MEDIA_SEGMENT, bytes)),
    detail: [],
    search: [],
  });
  const { segments } = root;
  const addresses = [...segments.core, ...segments.media].map(({ sha256 }) => toHex(sha256));
  const bytes = [...core, ...media];
  return {
    keys: door.keys,
    root: await signRoot(root, door.sign),
    parts: new Map(addresses.map((address, index) => [address, bytes[index] ?? new Uint8Array()])),
  };
}

/** Pages that change so many tickets, none of which has a code. */
export async function makePages(door: SampleDoor, changes: number): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for (let from = 1; from <= changes; from += RECORDS_OF_PAGE) {
    const length = Math.min(RECORDS_OF_PAGE, changes + 1 - from);
    const tickets = Array.from({ length }, (): CoreRecord => {
      const hash = crypto.getRandomValues(new Uint8Array(8));
      return { ...recordOf('changed'), hash, state: 'cancelled' };
    });
    const range = { event: EVENT, start: LIFE, from, to: from + length };
    pages.push(await signTicketsPage({ ...range, tickets, media: [] }, door.sign));
  }
  return pages;
}

function packed(kind: SegmentKind, place: { bits: number; index: number }, rows: SegmentRow[]): Uint8Array {
  const segment = packSegment(kind, place, rows);
  if (!segment.ok) throw new Error(segment.reason);
  return segment.value;
}

function coreRow(index: number): SegmentRow {
  const record = recordOf(`ticket ${index}`);
  return { key: record.hash, cells: coreCells(record) };
}

/** Somebody's ticket in this part of the list. */
function anyRow(index: number, bits: number): SegmentRow {
  const key = crypto.getRandomValues(new Uint8Array(8));
  const view = new DataView(key.buffer);
  if (bits > 0) view.setUint32(0, ((index << (32 - bits)) | (view.getUint32(0) >>> bits)) >>> 0);
  return { key, cells: Uint8Array.of(0, 7, 0, 0, 0) };
}
