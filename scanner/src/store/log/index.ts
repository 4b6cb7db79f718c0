export type { FoundPeople, FoundTicket } from '../people/find-people.js';
export type {
  BandConflict,
  BandSide,
  BandState,
  BindInput,
  BindOutcome,
  Gateway,
  GroupTicket,
  LossOutcome,
  ManifestSource,
  Photo,
  ScanInput,
  Shown,
  UndoOutcome,
} from './gateway.js';
export { openGateway } from './open-gateway.js';
