import {
  type Area,
  bestLocale,
  createTranslator,
  directionOf,
  isLocale,
  type Locale,
  loadCatalogue,
  type Translate,
} from '@gatehouse/shared/i18n';
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useMemo, useState } from 'preact/hooks';
import { readKept, writeKept } from './kept.js';

export interface I18n {
  readonly locale: Locale;
  readonly t: Translate;
  readonly setLocale: (locale: Locale) => Promise<void>;
}

export interface Spoken {
  readonly locale: Locale;
  readonly t: Translate;
}

const storageKey = 'gatehouse.locale';

/** For the components of this folder; apps use {@link useI18n}. */
export const I18nContext = createContext<I18n | undefined>(undefined);

/** The language of the reader. Outside of an {@link I18nProvider} there is none, which is a mistake of the program. */
export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === undefined) throw new Error('A component that speaks stands outside of the I18nProvider.');
  return i18n;
}

/** Chooses the language that was picked here before, or the best one of the browser, and fetches its texts. */
export async function prepareLanguage(areas: readonly Area[]): Promise<Spoken> {
  const picked = readKept(storageKey);
  return speak(picked !== null && isLocale(picked) ? picked : bestLocale(navigator.languages), areas);
}

async function speak(locale: Locale, areas: readonly Area[]): Promise<Spoken> {
  const catalogue = await loadCatalogue(locale, areas);
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
  return { locale, t: createTranslator(locale, catalogue) };
}

export interface I18nProviderProps {
  readonly areas: readonly Area[];
  readonly initial: Spoken;
  readonly children: ComponentChildren;
}

export function I18nProvider({ areas, initial, children }: I18nProviderProps) {
  const [spoken, setSpoken] = useState(initial);
  const setLocale = useCallback(
    async (locale: Locale) => {
      setSpoken(await speak(locale, areas));
      writeKept(storageKey, locale);
    },
    [areas],
  );
  const i18n = useMemo(() => ({ ...spoken, setLocale }), [spoken, setLocale]);
  return <I18nContext.Provider value={i18n}>{children}</I18nContext.Provider>;
}

/** A part of a page in one language, whatever the page speaks. */
export function LanguageScope({ locale, t, children }: Spoken & { readonly children: ComponentChildren }) {
  const i18n = useMemo(() => ({ locale, t, setLocale: async () => undefined }), [locale, t]);
  return (
    <I18nContext.Provider value={i18n}>
      <div lang={locale} dir={directionOf(locale)}>
        {children}
      </div>
    </I18nContext.Provider>
  );
}
