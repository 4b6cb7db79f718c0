import type { PageContext } from '@gatehouse/shared/attendee';
import { createTranslator, type Locale, loadCatalogue, type Translate } from '@gatehouse/shared/i18n';

/** What every part of a page is handed: the words, and the request that they answer. */
export interface Speaker {
  readonly t: Translate;
  readonly locale: Locale;
  readonly context: PageContext;
  /** A link inside the site, which keeps a chosen language. */
  readonly link: (path: string) => string;
}

export async function createSpeaker(context: PageContext): Promise<Speaker> {
  const { locale, localeChosen } = context;
  const t = createTranslator(locale, await loadCatalogue(locale, ['common', 'attendee']));
  return { t, locale, context, link: (path) => (localeChosen ? `${path}?lang=${locale}` : path) };
}
