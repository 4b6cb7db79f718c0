export { digestScans, type HeldScans, scanElement } from './scans.js';
export {
  addDigests,
  DigestSum,
  digestHex,
  type Hash,
  NO_DIGEST,
  readDigest,
  type SetDigest,
  shownDigest,
} from './set-digest.js';
export {
  digestManifest,
  digestTicketList,
  type SegmentDigests,
  type TicketListBytes,
} from './tickets.js';
