import {
  type Area,
  createTranslator,
  type Locale,
  loadCatalogue,
  type Translate,
} from '@gatehouse/shared/i18n';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { I18nContext, useI18n } from './i18n-context.js';

export interface AreaScopeProps {
  /** Always the same array, or the texts are fetched with every drawing. */
  readonly areas: readonly Area[];
  /** Stands here until the texts have come. */
  readonly waiting: ComponentChildren;
  /** Stands here when they do not come. @param retry asks once more */
  readonly failed: (retry: () => void) => ComponentChildren;
  readonly children: ComponentChildren;
}

interface Texts {
  readonly locale: Locale;
  readonly t: Translate;
}

/** A part of an app with texts of its own, which are fetched when it is opened and not with the first page. */
export function AreaScope({ areas, waiting, failed, children }: AreaScopeProps) {
  const i18n = useI18n();
  const { texts, broken, retry } = useTexts(areas, i18n.locale);
  const scoped = useMemo(() => {
    if (texts === undefined || texts.locale !== i18n.locale) return undefined;
    const own = new Set<string>(areas);
    // The casts join two translators of one type, whose parameters depend on the key.
    const t = ((key: string, ...parameters: unknown[]) => {
      const speak = own.has(key.slice(0, key.indexOf('.'))) ? texts.t : i18n.t;
      return (speak as (key: string, ...parameters: unknown[]) => string)(key, ...parameters);
    }) as Translate;
    return { ...i18n, t };
  }, [texts, i18n, areas]);
  if (scoped !== undefined) return <I18nContext.Provider value={scoped}>{children}</I18nContext.Provider>;
  return <>{broken ? failed(retry) : waiting}</>;
}

function useTexts(areas: readonly Area[], locale: Locale) {
  const [texts, setTexts] = useState<Texts | undefined>();
  const [broken, setBroken] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    setBroken(false);
    loadCatalogue(locale, areas).then(
      (catalogue) => wanted && setTexts({ locale, t: createTranslator(locale, catalogue) }),
      () => wanted && setBroken(true),
    );
    return () => {
      wanted = false;
    };
  }, [areas, locale, attempt]);
  return { texts, broken, retry: () => setAttempt(attempt + 1) };
}
