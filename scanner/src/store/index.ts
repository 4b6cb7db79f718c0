export { browserPorts } from './browser-ports.js';
export { createPhone } from './create-phone.js';
export type { IndexedDbPort } from './database.js';
export type {
  ListRefusal,
  PairOutcome,
  Phone,
  PhoneConflict,
  PhoneEvent,
  PhoneProblem,
  PhoneState,
  Shift,
} from './phone.js';
export type { HeldLock, Ports, SocketListener } from './ports.js';
export { createState, type Readable, type State, useReadable } from './readable.js';
