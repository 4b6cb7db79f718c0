/** What other modules may ask of the door. Nobody does yet. */
export type { DeviceProfile, DeviceStatus } from './rules.js';
