export { isAnsweredRow } from './answered.js';
export { type ChainFault, type ChainLink, type ChainRange, rowHash, verifyChain } from './chain.js';
export {
  countAnswers,
  DETAILS_SALT_BYTES,
  type DetailsRefusal,
  decodeDetails,
  detailsHash,
  encodeDetails,
  MAX_DETAILS_BYTES,
  type RowDetails,
  type SeenText,
} from './details.js';
export {
  glanceAtCounted,
  glanceAtEvent,
  glanceAtRow,
  glanceAtTicket,
  glanceKey,
  type RowGlance,
} from './glance.js';
export { isScanProof, type ProofFacts, scanProof } from './proof.js';
export { type LogRow, NO_PREVIOUS, type RowKind, type RowKnowledge, type RowTime } from './row.js';
export { decodeRow, encodeRow, MAX_ROW_BYTES, ROW_VERSION, type RowRefusal } from './row-codec.js';
