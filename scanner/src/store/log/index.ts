export type {
  CountInput,
  DeviceIdentity,
  Gateway,
  GatewayOptions,
  ManifestSource,
  NotRecorded,
  RoundTrip,
  ScanInput,
  Shown,
  TakenPage,
  UndoOutcome,
} from './gateway.js';
export { openGateway } from './open-gateway.js';
