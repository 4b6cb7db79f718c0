import type { Locale, PlainKey } from '@gatehouse/shared/i18n';
import type { ReadinessCheck } from '@gatehouse/shared/protocol';
import {
  BatteryIcon,
  CameraIcon,
  ClockIcon,
  CloudIcon,
  type Icon,
  InfoIcon,
  ListIcon,
  LookIcon,
  PhoneIcon,
  StorageIcon,
  UploadIcon,
} from '@gatehouse/shared/ui';
import type { Phone } from '../../store/phone.js';
import { ago } from './ago.js';
import { checkBattery } from './battery.js';
import { checkCamera } from './camera.js';
import type { Finding } from './finding.js';
import { checkFresh } from './fresh.js';
import { checkHeard } from './heard.js';
import { checkInstalled } from './installed.js';
import { checkOffline } from './offline.js';
import { checkServer, describeAway } from './server.js';
import { checkSpeed } from './speed.js';
import { checkStorage } from './storage.js';
import { checkUnsent } from './unsent.js';

export type CheckName = ReadinessCheck;

/** Whose phone is looked at, and how its times are written. */
export interface CheckGround {
  readonly phone: Phone;
  readonly locale: Locale;
}

export interface Check {
  readonly name: CheckName;
  readonly title: PlainKey;
  readonly icon: Icon;
  readonly run: (ground: CheckGround) => Promise<Finding>;
}

/** In the order in which a phone is made ready. */
const always: readonly Check[] = [
  { name: 'installed', title: 'scanner.installed.name', icon: PhoneIcon, run: checkInstalled },
  { name: 'offline', title: 'scanner.offline.name', icon: CloudIcon, run: checkOffline },
  { name: 'storage', title: 'scanner.storage.name', icon: StorageIcon, run: checkStorage },
  { name: 'camera', title: 'scanner.camera.name', icon: CameraIcon, run: checkCamera },
  { name: 'speed', title: 'scanner.speed.name', icon: LookIcon, run: async () => checkSpeed() },
  {
    name: 'heard',
    title: 'scanner.heard.name',
    icon: InfoIcon,
    run: async ({ locale }) => checkHeard(locale),
  },
  { name: 'server', title: 'scanner.server.name', icon: ClockIcon, run: runServer },
  { name: 'battery', title: 'scanner.battery.name', icon: BatteryIcon, run: checkBattery },
];

const paired: readonly Check[] = [
  {
    name: 'fresh',
    title: 'scanner.fresh.name',
    icon: ListIcon,
    run: async ({ phone, locale }) => checkFresh(phone.state.get(), locale),
  },
  {
    name: 'unsent',
    title: 'scanner.unsent.name',
    icon: UploadIcon,
    run: async ({ phone }) => checkUnsent(phone),
  },
];

export const checkTitles = Object.fromEntries(
  [...always, ...paired].map(({ name, title }) => [name, title]),
) as Readonly<Record<CheckName, PlainKey>>;

/** A phone that serves nobody yet has no list and no scans. */
export function checksOf(isPaired: boolean): readonly Check[] {
  return isPaired ? [...always, ...paired] : always;
}

function runServer({ phone, locale }: CheckGround): Promise<Finding> {
  const { lastSyncAt } = phone.state.get();
  const url = '/api/v1/health';
  return lastSyncAt === null ? checkServer(url) : checkServer(url, describeAway(ago(locale, lastSyncAt)));
}
