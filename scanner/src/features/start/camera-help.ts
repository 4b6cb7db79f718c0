import type { PlainKey } from '@gatehouse/shared/i18n';
import { isInstalled, platform } from './platform.js';

/** Where a camera that was refused is allowed again, on this very phone. */
export function cameraHelp(): PlainKey {
  switch (platform()) {
    case 'ios':
      return isInstalled() ? 'scanner.help.camera.iosApp' : 'scanner.help.camera.ios';
    case 'android':
      return isInstalled() ? 'scanner.help.camera.androidApp' : 'scanner.help.camera.android';
    default:
      return 'scanner.help.camera.other';
  }
}
