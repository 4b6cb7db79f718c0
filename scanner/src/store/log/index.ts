export type { Gateway, ManifestSource, ScanInput, Shown, UndoOutcome } from './gateway.js';
export { openGateway } from './open-gateway.js';
