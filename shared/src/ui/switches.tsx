import { isLocale, type Locale, localeNames, locales, type PlainKey } from '@gatehouse/shared/i18n';
import { useId, useState } from 'preact/hooks';
import { useI18n } from './i18n-context.js';
import { DeviceIcon, type Icon, MoonIcon, SunIcon } from './icons.js';
import { applyTheme, storedTheme, type Theme, themes } from './theme.js';

const faces: Readonly<Record<Theme, { readonly label: PlainKey; readonly icon: Icon }>> = {
  system: { label: 'common.theme.system', icon: DeviceIcon },
  light: { label: 'common.theme.light', icon: SunIcon },
  dark: { label: 'common.theme.dark', icon: MoonIcon },
};

export function ThemeSwitch() {
  const { t } = useI18n();
  const [theme, setTheme] = useState(storedTheme);
  function choose(chosen: Theme): void {
    applyTheme(chosen);
    setTheme(chosen);
  }
  return (
    <fieldset class="ui-segments" aria-label={t('common.theme.label')}>
      {themes.map((choice) => {
        const { label, icon: FaceIcon } = faces[choice];
        return (
          <button
            key={choice}
            type="button"
            aria-pressed={choice === theme}
            aria-label={t(label)}
            title={t(label)}
            onClick={() => choose(choice)}
          >
            <FaceIcon />
          </button>
        );
      })}
    </fieldset>
  );
}

export function LanguageSwitch() {
  const { setLocale } = useI18n();
  return <LanguageSelect onChoose={(locale) => void setLocale(locale)} />;
}

export interface LanguageSelectProps {
  readonly disabled?: boolean;
  readonly onChoose: (locale: Locale) => void;
}

/** Each language under its own name, the present one chosen. */
export function LanguageSelect({ disabled, onChoose }: LanguageSelectProps) {
  const { t, locale } = useI18n();
  const id = useId();
  return (
    <div>
      <label class="sr-only" for={id}>
        {t('common.language')}
      </label>
      <select
        id={id}
        class="ui-input"
        disabled={disabled}
        onChange={({ currentTarget: { value } }) => isLocale(value) && onChoose(value)}
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
