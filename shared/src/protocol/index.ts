export {
  BATCH_VERSION,
  BATCH_VERSIONS,
  type Batch,
  type BatchRefusal,
  type BatchRow,
  claimedDevice,
  decodeBatch,
  MAX_BATCH_BYTES,
  MAX_BATCH_ROWS,
  NONCE_BYTES,
  openBatch,
  signBatch,
} from './batch.js';
export { type LogHead, signHead, verifyHead } from './head.js';
export type { EventPositions } from './held-positions.js';
export {
  decodeHelp,
  type HelpCall,
  type HelpRefusal,
  helpCode,
  isHelpCode,
  isHelpOf,
  MAX_HELP_NOTE,
} from './help-call.js';
export {
  decodeHistoryPart,
  encodeHistoryPart,
  HISTORY_SEGMENT,
  type History,
  type HistoryPart,
  type HistoryPlace,
  historyCells,
  MAX_HISTORY_PLACES,
  openHistory,
  type PastScan,
  pastScans,
  readPastScan,
} from './history.js';
export { isReady } from './is-ready.js';
export { PAIRING_CODE_SYMBOLS, readPairingCode, showPairingCode } from './pairing-code.js';
export {
  confirmationCode,
  decodePairingLink,
  encodePairingLink,
  PAIRING_SECRET_BYTES,
  type PairingLink,
  type PairingLinkRefusal,
} from './pairing-link.js';
export {
  decodeReadiness,
  isReadinessCode,
  isReadinessOf,
  type Readiness,
  type ReadinessCheck,
  type ReadinessFinding,
  type ReadinessLevel,
  type ReadinessRefusal,
  readinessChecks,
  readinessCode,
  readinessLevels,
} from './readiness.js';
export {
  decodeReceipt,
  MAX_MISSING_RANGES,
  MAX_RECEIPT_BYTES,
  openReceipt,
  type Receipt,
  type ReceiptRefusal,
  rangeOf,
  type SeqRange,
  signReceipt,
} from './receipt.js';
export {
  decodeScansPage,
  openScansPage,
  type Review,
  type ReviewedRow,
  type ScansPage,
  type ScansPageRefusal,
  signScansPage,
} from './scans-page.js';
export {
  decodeSyncAnswer,
  encodeSyncAnswer,
  type RowAnswer,
  type SyncAnswer,
  type SyncAnswerRefusal,
} from './sync-answer.js';
export { doorKeyName, readTrustedKeys, TRUSTED_KEYS_HEADER, trustedKeysHeader } from './trusted-keys.js';
