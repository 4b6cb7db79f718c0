export { buildSegments, compareBytes, packSegment, segmentBits, segmentIndex } from './build-segments.js';
export {
  CORE_RECORD_BYTES,
  type CoreRecord,
  coreCells,
  coreRecord,
  type TicketState,
  ticketStates,
} from './core-record.js';
export { countGood } from './count-good.js';
export {
  type FoundGroup,
  findGroup,
  findLinks,
  isLinked,
  type LinkGroup,
  linkedCells,
} from './find-links.js';
export {
  LINK_CELLS,
  LINKS_SEGMENT,
  type LinkRecord,
  type LinkRole,
  linkCells,
  MAX_GROUP,
  type TicketLinks,
  ticketLinks,
} from './links.js';
export {
  type ApplyRefusal,
  applyPage,
  buildCore,
  buildLinks,
  buildMedia,
  findMedium,
  findShortCode,
  findTicket,
  isEmptiedMedium,
  layLinks,
  layMedia,
  type Manifest,
  type ManifestTables,
  replaceRoot,
  unchanged,
} from './manifest.js';
export { isSomeTicket, mediaOfTicket } from './medium-rows.js';
export { changedRecords, emptyOverlay, layOver, type Overlay } from './overlay.js';
export { cellsAt, type PackedRows, packedRows } from './packed-rows.js';
export {
  MAX_PAGE_BYTES,
  type PageKind,
  type PageRange,
  readPageRange,
  writePageRange,
} from './page-range.js';
export {
  comparePositions,
  encodePosition,
  POSITION_BYTES,
  type Position,
  readPosition,
  writePosition,
} from './position.js';
export { rebuildPart, type WantedPart } from './rebuild.js';
export {
  type AcceptedRoot,
  acceptedEvent,
  acceptRoot,
  type DoorKeys,
  decodeRoot,
  type HeldRoot,
  MAX_ROOT_BYTES,
  type RootRefusal,
  type RootTrust,
  rootAge,
  rootJson,
  signRoot,
} from './root.js';
export {
  noSegments,
  type Root,
  type RootDevice,
  type RootTicketKey,
  type SegmentReference,
  withoutPeople,
} from './root-shape.js';
export {
  bisectSegment,
  CORE_SEGMENT,
  encodeSegment,
  keyHalf,
  MAX_SEGMENT_BITS,
  MEDIA_SEGMENT,
  openSegment,
  type Segment,
  type SegmentKind,
  type SegmentPlace,
  type SegmentRefusal,
  type SegmentRow,
  segmentCells,
  segmentKey,
} from './segment.js';
export {
  contentAddress,
  findRows,
  isReferencedSegment,
  openPlaced,
  openTable,
  referenceTo,
  type Table,
  tableRows,
} from './table.js';
export {
  decodeTicketsPage,
  type MediumRecord,
  openTicketsPage,
  type PageRefusal,
  signTicketsPage,
  TICKETS_PAGE_VERSION,
  type TicketsPage,
} from './tickets-page.js';
