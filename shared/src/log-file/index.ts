export {
  beginDevice,
  type DeviceCheck,
  type DeviceLog,
  type KeptRow,
  type LogDevice,
  type SignedHead,
} from './check-device.js';
export {
  deviceLine,
  endLine,
  headLine,
  type LogFileStart,
  receiptLine,
  rowLine,
  startLine,
} from './lines.js';
export {
  type DeviceReport,
  type FileReport,
  type LogFault,
  type LogFaultCode,
  logFaultCodes,
  MAX_LISTED,
} from './report.js';
export { LineSum, sealFile } from './seal.js';
export type { LogTools } from './tools.js';
export { type VerifyOptions, verifyLogFile } from './verify-file.js';
