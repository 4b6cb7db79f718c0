export type { Gateway, ManifestSource, ScanInput, Shown, UndoOutcome, UndoState } from './gateway.js';
export { openGateway } from './open-gateway.js';
