import {
  type PreferenceValues,
  preferenceRules,
  preferenceWords,
  sayChoice,
} from '@gatehouse/shared/door-settings';
import type { PlainKey } from '@gatehouse/shared/i18n';
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
      label={t(preferenceWords[name])}
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
  const label: PlainKey = preferenceWords[name];
  const choices: readonly PreferenceValues[Name][] = preferenceRules[name].choices;
  function choose(text: string): void {
    const chosen = choices.find((choice) => String(choice) === text);
    if (chosen !== undefined) set(chosen);
  }
  return (
    <SelectField
      name={name}
      label={t(label)}
      value={String(value)}
      onValue={choose}
      options={choices.map((choice) => ({ value: String(choice), label: sayChoice(t, choice) }))}
      disabled={isLocked}
      hint={isLocked ? t('preferences.setBy') : undefined}
      required
    />
  );
}
