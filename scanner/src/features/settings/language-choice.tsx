import { isLocale, localeNames, locales } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';
import { useId } from 'preact/hooks';
import { usePreference } from './preferences.js';

/** Each language under its own name, in reach before anything else can be read. */
export function LanguageChoice() {
  const { t, locale } = useI18n();
  const { isLocked, set } = usePreference('language');
  const id = useId();
  return (
    <div>
      <label class="sr-only" for={id}>
        {t('common.language')}
      </label>
      <select
        id={id}
        class="ui-input"
        disabled={isLocked}
        onChange={({ currentTarget: { value } }) => isLocale(value) && set(value)}
      >
        {locales.map((choice) => (
          <option key={choice} value={choice} lang={choice} selected={choice === locale}>
            {localeNames[choice]}
          </option>
        ))}
      </select>
    </div>
  );
}
