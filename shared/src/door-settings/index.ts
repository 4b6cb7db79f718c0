export { blankDoorSettings, type DoorSettings, type KioskPin, readDoorSettings } from './door-settings.js';
export {
  isChoice,
  isPreferenceName,
  type PreferenceName,
  type PreferenceValue,
  type PreferenceValues,
  preferenceNames,
  preferenceRules,
} from './preferences.js';
