export { mediumHash, seenTextHash, TICKET_HASH_BYTES, ticketHash } from './hashes.js';
export { normaliseMediumText } from './medium-text.js';
export { type ParsedScan, parseScan, type ScanSource } from './parse-scan.js';
export {
  checkRotation,
  ROTATION_ID_BYTES,
  ROTATION_SECRET_BYTES,
  ROTATION_STEP_MS,
  type RotatingTail,
  type RotationCheck,
  type RotationFacts,
  rotatingCodeText,
  rotationId,
  rotationKey,
} from './rotating-code.js';
export {
  parseShortCode,
  printedShortCode,
  type ShortCode,
  shortCodeTail,
  shortCodeText,
} from './short-code.js';
export {
  decodeTicketBody,
  encodeTicketBody,
  TICKET_BODY_BYTES,
  TICKET_NUMBER_BYTES,
  type TicketBody,
  type TicketBodyRefusal,
} from './ticket-body.js';
export {
  codeHash,
  cutCodeText,
  isGenuineTicketCode,
  signTicketCode,
  TICKET_CODE_BYTES,
  ticketCodeText,
} from './ticket-code.js';
