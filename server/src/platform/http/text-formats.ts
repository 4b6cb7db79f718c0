import { type Locale, locales } from '@gatehouse/shared/i18n';
import Type from 'typebox';
import Format from 'typebox/format';

export const localeSchema = Type.Unsafe<Locale>(Type.Enum([...locales]));

/** An IANA time zone that this runtime knows, e.g. Europe/Berlin. */
export const timeZoneSchema = Type.String({ format: 'time-zone', maxLength: 64 });

/** Time of day, hours and minutes. */
export const timeOfDaySchema = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

Format.Set('time-zone', (text) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
});
