import { countries } from '@gatehouse/shared/checkin';
import type { Locale } from '@gatehouse/shared/i18n';

interface Country {
  readonly code: string;
  readonly name: string;
}

/** Every country in the reader's language, and first those that the languages of this phone speak of. */
export function countryNames(
  locale: Locale,
  languages: readonly string[],
): { readonly likely: readonly Country[]; readonly all: readonly Country[] } {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const { compare } = new Intl.Collator(locale);
  const all = countries
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => compare(one.name, other.name));
  const regions = new Set(languages.map(regionOf));
  return { likely: all.filter(({ code }) => regions.has(code)), all };
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined;
  }
}
