import type { LogRow } from '@gatehouse/shared/log';
import {
  CORE_SEGMENT,
  MEDIA_SEGMENT,
  noSegments,
  openSegment,
  packSegment,
  type Root,
  type SegmentKind,
  type Table,
  withoutPeople,
} from '@gatehouse/shared/manifest';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { readScanPositions } from '../log/index.js';
import {
  type ContentDeps,
  type EventKey,
  readDoorContent,
  readDoorDevices,
  readStoredRoot,
  readTicketsPosition,
} from '../manifest/index.js';
import { requireDoor } from '../require-door.js';

/** The door of an event as the server knows it at this moment: what a phone has from its root, without the list. */
export interface DeskDoor {
  readonly key: EventKey;
  readonly root: Root;
  readonly salt: Uint8Array;
}

const zero = { start: 0, count: 0 };
/** An event without tickets has no salt yet, and nothing that could be found by one. */
const noSalt = new Uint8Array(16);

/**
 * Reads the rules, names and keys of the event's door.
 * @param salt where there is none yet: undefined for who only asks
 * @throws AppError platform.not_found
 */
export async function openDoor(
  trx: ClosedTransaction,
  deps: ContentDeps,
  { key, salt = noSalt }: { readonly key: EventKey; readonly salt?: Uint8Array },
): Promise<DeskDoor> {
  const { eventId } = key;
  const event = await requireDoor(trx, deps.events, eventId);
  const own = (await deps.ticketing.readFeed(trx, eventId))?.salt ?? salt;
  const content = await readDoorContent(trx, deps, { event, salt: own });
  const root: Root = {
    ...content,
    position: zero,
    tickets: zero,
    issuedAt: 0,
    // The server's own list is never too old.
    notAfter: Number.MAX_SAFE_INTEGER,
    wipeAfter: Number.MAX_SAFE_INTEGER,
    devices: await readDoorDevices(trx, eventId),
    segments: noSegments,
    ...withoutPeople,
  };
  return { key, root, salt: own };
}

/** What the server knew when it decided; nothing of it is ever too old. */
export async function heldBy(
  trx: ClosedTransaction,
  { ticketing }: Pick<ContentDeps, 'ticketing'>,
  eventId: string,
): Promise<LogRow['held']> {
  const root = await readStoredRoot(trx, eventId);
  const scans = (await readScanPositions(trx, [eventId])).get(eventId) ?? zero;
  return {
    root: root ? { start: root.start, count: root.count } : zero,
    tickets: await readTicketsPosition(trx, ticketing, eventId),
    scans,
    stale: false,
  };
}

/** A whole list without a row: on the server the tickets that are asked for lie over it. */
export const emptyTables: { readonly core: Table; readonly media: Table } = {
  core: emptyTable(CORE_SEGMENT),
  media: emptyTable(MEDIA_SEGMENT),
};

function emptyTable(kind: SegmentKind): Table {
  const packed = packSegment(kind, { bits: 0, index: 0 }, []);
  const opened = packed.ok ? openSegment(kind, packed.value) : packed;
  if (!opened.ok) throw new Error(`An empty segment is ${opened.reason}.`);
  return { bits: 0, segments: [opened.value] };
}
