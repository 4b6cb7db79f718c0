import { type PreferenceName, type PreferenceValue, preferenceRules } from '@gatehouse/shared/door-settings';
import { isLocale, localeNames } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';

type Words = (name: PreferenceName, choice: PreferenceValue | undefined) => string;

type ChoiceWord = 'right' | 'left' | 'rear' | 'front' | 'phone' | 'normal' | 'large' | 'largest';

/** What a choice is called. What is locked without a choice stays at what the app does by itself. */
export function useChoiceWords(): Words {
  const { t } = useI18n();
  return (name, chosen) => {
    const choice = chosen ?? preferenceRules[name].initial;
    if (typeof choice === 'boolean') return t(choice ? 'preferences.on' : 'preferences.off');
    if (typeof choice === 'number')
      return choice === 0 ? t('preferences.atTouch') : t('preferences.after', { seconds: choice / 1000 });
    return isLocale(choice) ? localeNames[choice] : t(`preferences.${choice as ChoiceWord}`);
  };
}
