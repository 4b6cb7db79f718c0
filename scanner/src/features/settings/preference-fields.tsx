import { type PreferenceName, type PreferenceValues, preferenceRules } from '@gatehouse/shared/door-settings';
import { localeNames } from '@gatehouse/shared/i18n';
import { CheckboxField, SelectField, useI18n } from '@gatehouse/shared/ui';
import { usePreference } from './preferences.js';

type Switches = 'sound' | 'shake' | 'voice';
type Choices = 'hand' | 'textSize' | 'autoClear' | 'language';

/** What is on or off. */
export function PreferenceSwitch({ name }: { readonly name: Switches }) {
  const { t } = useI18n();
  const { value, isLocked, set } = usePreference(name);
  return (
    <CheckboxField
      name={name}
      label={t(`preferences.${name}`)}
      checked={value}
      onChecked={set}
      disabled={isLocked}
      hint={isLocked ? t('preferences.setBy') : undefined}
    />
  );
}

/** One of a few. */
export function PreferenceChoice<Name extends Choices>({ name }: { readonly name: Name }) {
  const { t } = useI18n();
  const { value, isLocked, set } = usePreference(name);
  const words = useWords();
  const choices: readonly PreferenceValues[Name][] = preferenceRules[name].choices;
  function choose(text: string): void {
    const chosen = choices.find((choice) => String(choice) === text);
    if (chosen !== undefined) set(chosen);
  }
  return (
    <SelectField
      name={name}
      label={t(`preferences.${name as Choices}`)}
      value={String(value)}
      onValue={choose}
      options={choices.map((choice) => ({ value: String(choice), label: words(name, choice) }))}
      disabled={isLocked}
      hint={isLocked ? t('preferences.setBy') : undefined}
      required
    />
  );
}

type Words = (name: PreferenceName, choice: PreferenceValues[Choices]) => string;

function useWords(): Words {
  const { t } = useI18n();
  return (name, choice) => {
    if (typeof choice === 'number')
      return choice === 0 ? t('preferences.atTouch') : t('preferences.after', { seconds: choice / 1000 });
    if (name === 'language' && choice !== 'phone') return localeNames[choice as keyof typeof localeNames];
    return t(`preferences.${choice as 'right' | 'left' | 'normal' | 'large' | 'largest' | 'phone'}`);
  };
}
