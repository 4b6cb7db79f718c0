/** The languages of Gatehouse, in the order in which a language switch lists them. */
export const locales = ['en', 'ar', 'de', 'es', 'fr', 'it'] as const;

export type Locale = (typeof locales)[number];
export type Direction = 'ltr' | 'rtl';

/** Each language under its own name, so that a reader finds it without understanding the page. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  ar: 'العربية',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
};

/**
 * What `Intl` is asked for. English follows Europe's order of day and month. Arabic keeps Western digits:
 * order numbers, codes and prices are printed with them, and browsers disagree on the default.
 */
const intlTags: Readonly<Record<Locale, string>> = {
  en: 'en-GB',
  ar: 'ar-u-nu-latn',
  de: 'de',
  es: 'es',
  fr: 'fr',
  it: 'it',
};

export function intlTag(locale: Locale): string {
  return intlTags[locale];
}

export function isLocale(text: string): text is Locale {
  return (locales as readonly string[]).includes(text);
}

export function directionOf(locale: Locale): Direction {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

/** The first wanted language tag (`de-AT` counts as `de`) that Gatehouse speaks; English when there is none. */
export function bestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.trim().toLowerCase().split('-')[0] ?? '';
    if (isLocale(language)) return language;
  }
  return 'en';
}

/** Language tags of an `Accept-Language` header, best first. A quality of 0 means "not this one". */
export function readAcceptLanguage(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map(readWeightedTag)
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

function readWeightedTag(part: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { tag, quality: Number.isFinite(quality) ? quality : 0 };
}
