import type { Locale } from './locales.js';
import type { Messages } from './messages.js';
import type { Area, Catalogue } from './translator.js';

type Load = () => Promise<Messages>;

/** Written out, so that a bundler makes one small file of each language and area. */
const loaders: Readonly<Record<Area, Readonly<Record<Locale, Load>>>> = {
  common: {
    en: async () => (await import('./catalogues/en/common.js')).common,
    ar: async () => (await import('./catalogues/ar/common.js')).common,
    de: async () => (await import('./catalogues/de/common.js')).common,
    es: async () => (await import('./catalogues/es/common.js')).common,
    fr: async () => (await import('./catalogues/fr/common.js')).common,
    it: async () => (await import('./catalogues/it/common.js')).common,
  },
  desk: {
    en: async () => (await import('./catalogues/en/desk.js')).desk,
    ar: async () => (await import('./catalogues/ar/desk.js')).desk,
    de: async () => (await import('./catalogues/de/desk.js')).desk,
    es: async () => (await import('./catalogues/es/desk.js')).desk,
    fr: async () => (await import('./catalogues/fr/desk.js')).desk,
    it: async () => (await import('./catalogues/it/desk.js')).desk,
  },
  door: {
    en: async () => (await import('./catalogues/en/door.js')).door,
    ar: async () => (await import('./catalogues/ar/door.js')).door,
    de: async () => (await import('./catalogues/de/door.js')).door,
    es: async () => (await import('./catalogues/es/door.js')).door,
    fr: async () => (await import('./catalogues/fr/door.js')).door,
    it: async () => (await import('./catalogues/it/door.js')).door,
  },
  errors: {
    en: async () => (await import('./catalogues/en/errors.js')).errors,
    ar: async () => (await import('./catalogues/ar/errors.js')).errors,
    de: async () => (await import('./catalogues/de/errors.js')).errors,
    es: async () => (await import('./catalogues/es/errors.js')).errors,
    fr: async () => (await import('./catalogues/fr/errors.js')).errors,
    it: async () => (await import('./catalogues/it/errors.js')).errors,
  },
  mail: {
    en: async () => (await import('./catalogues/en/mail.js')).mail,
    ar: async () => (await import('./catalogues/ar/mail.js')).mail,
    de: async () => (await import('./catalogues/de/mail.js')).mail,
    es: async () => (await import('./catalogues/es/mail.js')).mail,
    fr: async () => (await import('./catalogues/fr/mail.js')).mail,
    it: async () => (await import('./catalogues/it/mail.js')).mail,
  },
  portal: {
    en: async () => (await import('./catalogues/en/portal.js')).portal,
    ar: async () => (await import('./catalogues/ar/portal.js')).portal,
    de: async () => (await import('./catalogues/de/portal.js')).portal,
    es: async () => (await import('./catalogues/es/portal.js')).portal,
    fr: async () => (await import('./catalogues/fr/portal.js')).portal,
    it: async () => (await import('./catalogues/it/portal.js')).portal,
  },
  questions: {
    en: async () => (await import('./catalogues/en/questions.js')).questions,
    ar: async () => (await import('./catalogues/ar/questions.js')).questions,
    de: async () => (await import('./catalogues/de/questions.js')).questions,
    es: async () => (await import('./catalogues/es/questions.js')).questions,
    fr: async () => (await import('./catalogues/fr/questions.js')).questions,
    it: async () => (await import('./catalogues/it/questions.js')).questions,
  },
  preferences: {
    en: async () => (await import('./catalogues/en/preferences.js')).preferences,
    ar: async () => (await import('./catalogues/ar/preferences.js')).preferences,
    de: async () => (await import('./catalogues/de/preferences.js')).preferences,
    es: async () => (await import('./catalogues/es/preferences.js')).preferences,
    fr: async () => (await import('./catalogues/fr/preferences.js')).preferences,
    it: async () => (await import('./catalogues/it/preferences.js')).preferences,
  },
  rules: {
    en: async () => (await import('./catalogues/en/rules.js')).rules,
    ar: async () => (await import('./catalogues/ar/rules.js')).rules,
    de: async () => (await import('./catalogues/de/rules.js')).rules,
    es: async () => (await import('./catalogues/es/rules.js')).rules,
    fr: async () => (await import('./catalogues/fr/rules.js')).rules,
    it: async () => (await import('./catalogues/it/rules.js')).rules,
  },
  scanner: {
    en: async () => (await import('./catalogues/en/scanner.js')).scanner,
    ar: async () => (await import('./catalogues/ar/scanner.js')).scanner,
    de: async () => (await import('./catalogues/de/scanner.js')).scanner,
    es: async () => (await import('./catalogues/es/scanner.js')).scanner,
    fr: async () => (await import('./catalogues/fr/scanner.js')).scanner,
    it: async () => (await import('./catalogues/it/scanner.js')).scanner,
  },
  attendee: {
    en: async () => (await import('./catalogues/en/attendee.js')).attendee,
    ar: async () => (await import('./catalogues/ar/attendee.js')).attendee,
    de: async () => (await import('./catalogues/de/attendee.js')).attendee,
    es: async () => (await import('./catalogues/es/attendee.js')).attendee,
    fr: async () => (await import('./catalogues/fr/attendee.js')).attendee,
    it: async () => (await import('./catalogues/it/attendee.js')).attendee,
  },
};

/** Fetches the areas that an app needs, in one language. */
export async function loadCatalogue(locale: Locale, areas: readonly Area[]): Promise<Catalogue> {
  const loaded = await Promise.all(areas.map(async (area) => [area, await loaders[area][locale]()] as const));
  return Object.fromEntries(loaded);
}
