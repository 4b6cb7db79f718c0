export type { Gateway, ManifestSource, Photo, ScanInput, Shown } from './gateway.js';
export { openGateway } from './open-gateway.js';
