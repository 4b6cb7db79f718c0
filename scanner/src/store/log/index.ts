export type { Gateway, ManifestSource, Shown } from './gateway.js';
export { openGateway } from './open-gateway.js';
