export type { FoundPeople, FoundTicket } from '../people/find-people.js';
export type {
  BandConflict,
  BandSide,
  BandState,
  BindOutcome,
  Gateway,
  GroupTicket,
  ManifestSource,
  OrderGroup,
  Photo,
  ScanInput,
  Shown,
  UndoOutcome,
  UndoState,
} from './gateway.js';
export { openGateway } from './open-gateway.js';
