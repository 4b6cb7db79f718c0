export type { Gateway, ManifestSource, Photo, Shown } from './gateway.js';
export { openGateway } from './open-gateway.js';
