import type { PlainKey } from '@gatehouse/shared/i18n';
import {
  BatteryIcon,
  CameraIcon,
  ClockIcon,
  CloudIcon,
  type Icon,
  PhoneIcon,
  StorageIcon,
} from '@gatehouse/shared/ui';
import { checkBattery } from './battery.js';
import { checkCamera } from './camera.js';
import type { Finding } from './finding.js';
import { checkInstalled } from './installed.js';
import { checkOffline } from './offline.js';
import { checkServer } from './server.js';
import { checkStorage } from './storage.js';

export type CheckName = 'installed' | 'offline' | 'storage' | 'camera' | 'server' | 'battery';

export interface Check {
  readonly name: CheckName;
  readonly title: PlainKey;
  readonly icon: Icon;
  readonly run: () => Promise<Finding>;
}

/** In the order in which a phone is made ready. */
export const checks: readonly Check[] = [
  { name: 'installed', title: 'scanner.installed.name', icon: PhoneIcon, run: checkInstalled },
  { name: 'offline', title: 'scanner.offline.name', icon: CloudIcon, run: checkOffline },
  { name: 'storage', title: 'scanner.storage.name', icon: StorageIcon, run: checkStorage },
  { name: 'camera', title: 'scanner.camera.name', icon: CameraIcon, run: checkCamera },
  { name: 'server', title: 'scanner.server.name', icon: ClockIcon, run: () => checkServer('/api/v1/health') },
  { name: 'battery', title: 'scanner.battery.name', icon: BatteryIcon, run: checkBattery },
];
