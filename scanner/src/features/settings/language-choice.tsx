import { LanguageSelect } from '@gatehouse/shared/ui';
import { usePreference } from './preferences.js';

/** Each language under its own name, in reach before anything else can be read. */
export function LanguageChoice() {
  const { isLocked, set } = usePreference('language');
  return <LanguageSelect disabled={isLocked} onChoose={set} />;
}
